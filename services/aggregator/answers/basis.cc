#include "services/aggregator/answers/basis.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

absl::Status NotFound(std::string_view reason, std::string_view field, std::string_view what,
                      std::string_view what_vi) {
  return Refuse(absl::StatusCode::kNotFound, reason, field, what, what_vi);
}

absl::Status NoCatalog() {
  return Refuse(absl::StatusCode::kUnavailable, "CATALOG_MISSING", "",
                "the catalogue was never received", "Chưa nhận được danh mục.");
}

absl::Status ReportTooLarge() {
  return Refuse(absl::StatusCode::kResourceExhausted, "REPORT_TOO_LARGE", "",
                "the answer is larger than 3 MiB: ask for fewer tables, or a shorter period",
                "Kết quả lớn hơn 3 MiB: hãy chọn ít bảng hơn hoặc kỳ ngắn hơn.");
}

absl::StatusOr<const v1::TableDefinition*> FindDefinition(const Basis& basis, const std::string& id,
                                                          std::optional<Day> day,
                                                          std::string_view field) {
  const v1::TableDefinition* const newest = basis.definitions.Newest(id);
  if (newest == nullptr) {
    return NotFound("DEFINITION_UNKNOWN", field, "there is no such definition",
                    "Không có định nghĩa bảng này.");
  }
  const v1::TableDefinition* const found = day ? basis.definitions.On(id, *day) : newest;
  if (found != nullptr) return found;
  const std::string date = FormatDay(*day);
  return NotFound(
      "DEFINITION_UNKNOWN", field,
      absl::StrCat("no version of the definition is in force on ", date, ", the period's last day"),
      absl::StrCat("Không có phiên bản nào của bảng này có hiệu lực vào ngày ", date,
                   ", ngày cuối của kỳ."));
}

absl::StatusOr<Days> ParseDays(const type::v1::Period& period, std::string_view field) {
  const auto days = rpc::ParsePeriod(period, field);
  if (!days.ok()) return days.status();
  return Days{days->first, days->second};
}

std::vector<std::string> Unreachable(const Links& links) {
  std::vector<std::string> sources;
  for (const Link& link : links) {
    if (!link.state().connected) sources.push_back(link.source);
  }
  return sources;
}

Finding UnreachableFinding(const Facts& facts, const std::string& source, absl::Time now) {
  const SourceFacts* const found = facts.Find(source);
  const bool known = found != nullptr && found->standing;
  const std::string age =
      known ? absl::FormatDuration(absl::Trunc(now - found->standing->apply_time, absl::Seconds(1)))
            : "";
  return {.identity = "UNREACHABLE",
          .severity = Severity::kWarning,
          .row = {},
          .columns = {},
          .cause_vi = known ? absl::StrCat("nguồn ", source, " không trả lời; số liệu cũ ", age)
                            : absl::StrCat("nguồn ", source, " chưa trả lời lần nào"),
          .cause_en = known ? absl::StrCat("source ", source, " does not answer; its data are ",
                                           age, " old")
                            : absl::StrCat("source ", source, " has never answered")};
}

void AddFindings(const std::vector<Finding>& findings, const std::string& table,
                 google::protobuf::RepeatedPtrField<v1::Finding>& all) {
  for (const Finding& finding : findings) *all.Add() = ToProto(finding, table);
}

void SortFindings(google::protobuf::RepeatedPtrField<v1::Finding>& all) {
  std::stable_sort(all.begin(), all.end(), [](const v1::Finding& a, const v1::Finding& b) {
    return std::tie(a.table(), a.row(), a.identity()) < std::tie(b.table(), b.row(), b.identity());
  });
}

v1::Watermark WatermarkOf(const SourceFacts& source) {
  v1::Watermark watermark;
  watermark.set_source(source.id);
  if (!source.standing) return watermark;
  watermark.set_epoch(source.standing->cursor.epoch);
  watermark.set_revision(source.standing->cursor.revision);
  *watermark.mutable_apply_time() = rpc::ToTimestamp(source.standing->apply_time);
  if (source.standing->complete_until > absl::UnixEpoch()) {
    *watermark.mutable_complete_until() = rpc::ToTimestamp(source.standing->complete_until);
  }
  return watermark;
}

}  // namespace motcua::aggregator
