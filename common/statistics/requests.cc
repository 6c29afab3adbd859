#include "common/statistics/requests.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::statistics {
namespace {

constexpr std::size_t kLongestEpoch = 64;
constexpr int kDeepest = 16;
constexpr int kMostAgencies = 1000;
constexpr int kMostFilters = 20'000;  // in one list of a leaf

absl::Status CheckCounters(const google::protobuf::RepeatedField<int>& counters,
                           const char* field) {
  for (int i = 0; i < counters.size(); ++i) {
    if (counters[i] != 0 && v1::Counter_IsValid(counters[i])) continue;
    return InvalidField(absl::StrCat(field, "[", i, "]"), "ENUM_INVALID",
                        "there is no such counter", "Không có mục số liệu này");
  }
  return absl::OkStatus();
}

absl::Status CheckChannels(const v1::Leaf& leaf) {
  for (int i = 0; i < leaf.channels_size(); ++i) {
    if (leaf.channels(i) != 0 && type::v1::Channel_IsValid(leaf.channels(i))) continue;
    return InvalidField(absl::StrCat("leaf.channels[", i, "]"), "ENUM_INVALID",
                        "there is no such channel", "Không có hình thức tiếp nhận này");
  }
  return absl::OkStatus();
}

absl::Status CheckIds(const google::protobuf::RepeatedPtrField<std::string>& ids,
                      const char* field) {
  if (ids.size() > kMostFilters) {
    return InvalidField(field, "TOO_MANY", absl::StrCat("at most ", kMostFilters),
                        absl::StrCat("Nhiều nhất ", kMostFilters, " giá trị"));
  }
  for (int i = 0; i < ids.size(); ++i) {
    const bool plain = std::all_of(ids[i].begin(), ids[i].end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (plain && !ids[i].empty() && ids[i].size() <= 63) continue;
    return InvalidField(absl::StrCat(field, "[", i, "]"), "ID_INVALID",
                        "an id is 1 to 63 of a-z, 0-9, - and dot",
                        "Mã gồm 1 đến 63 ký tự a–z, 0–9, dấu - và dấu chấm");
  }
  return absl::OkStatus();
}

absl::Status CheckDays(const v1::Leaf& leaf) {
  if (leaf.last_day() < kFirstDay || leaf.last_day() > kLastDay) {
    return InvalidField("leaf.last_day", "DATE_INVALID", "a day from 1990 to 2199 is required",
                        "Ngày phải từ năm 1990 đến năm 2199");
  }
  const bool flow = leaf.kind() == v1::Leaf::KIND_FLOW;
  if (flow && (leaf.first_day() < kFirstDay || leaf.first_day() > leaf.last_day())) {
    return InvalidField("leaf.first_day", "DATE_INVALID",
                        "a day from 1990, not after the last, is required",
                        "Ngày đầu phải từ năm 1990 và không sau ngày cuối");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<CellCursor>> ParseCursor(const v1::WatchCellsRequest& request) {
  if (!request.has_after()) return std::nullopt;
  const CellCursor after{request.after().epoch(), request.after().revision()};
  const bool printable = std::all_of(after.epoch.begin(), after.epoch.end(),
                                     [](char c) { return c >= '!' && c <= '~'; });
  if (after.epoch.empty() || after.epoch.size() > kLongestEpoch || !printable) {
    return InvalidField("after.epoch", "EPOCH_INVALID", "the epoch was not given by a source",
                        "Mã kỳ đếm không hợp lệ");
  }
  if (after.revision < 0) {
    return InvalidField("after.revision", "OUT_OF_RANGE", "a revision is not negative",
                        "Số phiên bản không được âm");
  }
  return after;
}

absl::Status CheckProjection(const v1::Projection& projection) {
  if (!v1::Projection::ProcedureAxis_IsValid(projection.procedure_axis())) {
    return InvalidField("projection.procedure_axis", "ENUM_INVALID", "there is no such axis",
                        "Không có chiều thủ tục này");
  }
  if (projection.tree_depth() < 0 || projection.tree_depth() > kDeepest) {
    return InvalidField("projection.tree_depth", "OUT_OF_RANGE", "a depth is 0 to 16",
                        "Độ sâu của cây phải từ 0 đến 16");
  }
  if (projection.province() && projection.tree_depth() > 0) {
    return InvalidField("projection.tree_depth", "OUT_OF_RANGE",
                        "the whole province has no depth of the tree",
                        "Gộp cả tỉnh thì không chọn độ sâu của cây");
  }
  return absl::OkStatus();
}

absl::Status CheckLeaf(const v1::Leaf& leaf) {
  if (leaf.kind() != v1::Leaf::KIND_FLOW && leaf.kind() != v1::Leaf::KIND_STOCK) {
    return InvalidField("leaf.kind", "ENUM_INVALID", "flow or stock is required",
                        "Phải chọn phát sinh trong kỳ hoặc tồn cuối ngày");
  }
  if (leaf.add().empty() && leaf.subtract().empty()) {
    return InvalidField("leaf.add", "FIELD_REQUIRED", "a counter is required",
                        "Chưa nêu mục số liệu");
  }
  absl::Status status = CheckCounters(leaf.add(), "leaf.add");
  if (status.ok()) status = CheckCounters(leaf.subtract(), "leaf.subtract");
  if (status.ok()) status = CheckDays(leaf);
  if (status.ok()) status = CheckChannels(leaf);
  if (status.ok()) status = CheckIds(leaf.procedures(), "leaf.procedures");
  if (status.ok()) status = CheckIds(leaf.agencies(), "leaf.agencies");
  if (status.ok()) status = CheckIds(leaf.responsible_agencies(), "leaf.responsible_agencies");
  return status;
}

absl::StatusOr<SummaryRequest> ParseSummary(const v1::GetSummaryRequest& request) {
  const auto period = rpc::ParsePeriod(request.period(), "period");
  if (!period.ok()) return period.status();
  if (request.agencies_size() > kMostAgencies) {
    return InvalidField("agencies", "TOO_MANY", "at most 1000 agencies", "Nhiều nhất 1000 cơ quan");
  }
  SummaryRequest parsed{period->first, period->second, {}};
  for (int i = 0; i < request.agencies_size(); ++i) {
    auto id = rpc::ParseName("agencies", request.agencies(i), absl::StrCat("agencies[", i, "]"));
    if (!id.ok()) return id.status();
    parsed.agencies.push_back(*std::move(id));
  }
  return parsed;
}

}  // namespace motcua::statistics
