#include "services/aggregator/reported/requests.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "common/service/fields.h"
#include "services/aggregator/definitions/counter_unit.h"

namespace motcua::aggregator {
namespace {

using catalog::Catalog;
using statistics::CellKey;
using statistics::Counter;

constexpr std::size_t kLongestTitle = 500;
constexpr std::size_t kHexDigits = 64;
constexpr int kMostCounts = 10'000;
// Ninety thousand such counts still fit into 64 bits.
constexpr std::int64_t kLargestValue = 100'000'000'000'000;

absl::StatusOr<std::string> ParseSha256(const std::string& text, std::string_view field) {
  const bool hexadecimal = std::all_of(text.begin(), text.end(), [](char c) {
    return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f');
  });
  if (text.empty() || (hexadecimal && text.size() == kHexDigits)) return text;
  return InvalidField(field, "SHA256_INVALID", "must be 64 of 0-9 and a-f",
                      "Mã SHA-256 gồm 64 ký tự 0–9 và a–f.");
}

absl::StatusOr<std::string> KnownAgency(absl::StatusOr<std::string> id, const Catalog& catalog,
                                        std::string_view field) {
  if (!id.ok() || id->empty() || catalog.FindAgency(*id) != nullptr) return id;
  return InvalidField(field, "AGENCY_UNKNOWN", "the catalogue has no such agency",
                      "Danh mục không có cơ quan này.");
}

absl::StatusOr<std::string> KnownProcedure(absl::StatusOr<std::string> id, const Catalog& catalog,
                                           std::string_view field) {
  if (!id.ok() || id->empty() || catalog.FindProcedure(*id, 1) != nullptr) return id;
  return InvalidField(field, "PROCEDURE_UNKNOWN", "the catalogue has no such procedure",
                      "Danh mục không có thủ tục này.");
}

absl::StatusOr<Counter> ParseCounter(statistics::v1::Counter counter, std::string_view field) {
  if (counter == statistics::v1::COUNTER_UNSPECIFIED || !statistics::v1::Counter_IsValid(counter)) {
    return InvalidField(field, "COUNTER_UNKNOWN", "there is no such counter",
                        "Không có mục số liệu này.");
  }
  if (counter == statistics::v1::COUNTER_LATE_STEP) {
    return InvalidField(field, "COUNTER_NOT_REPORTABLE",
                        "late steps name who is responsible: they are counted from dossiers alone",
                        "Lượt trễ hạn gắn với cơ quan chịu trách nhiệm, chỉ tính từ hồ sơ.");
  }
  return static_cast<Counter>(counter);
}

absl::StatusOr<Day> ParseRequiredDay(const std::string& text, std::string_view field) {
  const auto day = rpc::ParseDate(text, field);
  if (!day.ok()) return day.status();
  if (day->has_value()) return **day;
  return InvalidField(field, "FIELD_REQUIRED", absl::StrCat(std::string(field), " is required"),
                      "Thiếu ngày của số liệu.");
}

// A default would quietly raise the rates of what came online.
bool NeedsChannel(Counter counter) {
  return Comparable(UnitOf(static_cast<statistics::v1::Counter>(counter))) == v1::UNIT_DOSSIER;
}

absl::StatusOr<statistics::Channel> ParseChannel(type::v1::Channel channel, Counter counter,
                                                 std::string_view field) {
  if (channel == type::v1::CHANNEL_UNSPECIFIED) {
    if (!NeedsChannel(counter)) return statistics::Channel::kOnline;
    return InvalidField(field, "FIELD_REQUIRED", "counters of dossiers need a channel",
                        "Thiếu hình thức tiếp nhận: số liệu về hồ sơ phải nêu rõ hình thức.");
  }
  if (type::v1::Channel_IsValid(channel)) return static_cast<statistics::Channel>(channel);
  return InvalidField(field, "ENUM_INVALID", "there is no such channel",
                      "Không có hình thức tiếp nhận này.");
}

absl::StatusOr<std::int64_t> ParseValue(std::int64_t value, std::string_view field) {
  if (value != 0 && -kLargestValue <= value && value <= kLargestValue) return value;
  return InvalidField(field, "VALUE_INVALID", "must be other than 0, from -10^14 to 10^14",
                      "Số liệu phải khác 0 và từ −10^14 đến 10^14.");
}

absl::StatusOr<CellKey> ParseKey(const v1::ReportedCount& count, const std::string& field,
                                 const Catalog& catalog) {
  service::Fields fields;
  CellKey key;
  key.agency = fields.Take(KnownAgency(
      rpc::ParseName("agencies", count.agency(), field + ".agency"), catalog, field + ".agency"));
  key.counter = fields.Take(ParseCounter(count.counter(), field + ".counter"));
  key.day = fields.Take(ParseRequiredDay(count.day(), field + ".day"));
  key.channel = fields.Take(ParseChannel(count.channel(), key.counter, field + ".channel"));
  key.procedure = fields.Take(
      KnownProcedure(rpc::ParseOptionalName("procedures", count.procedure(), field + ".procedure"),
                     catalog, field + ".procedure"));
  return fields.Make(std::move(key));
}

absl::StatusOr<statistics::Deltas> ParseCounts(const v1::ImportCountsRequest& request,
                                               const Catalog& catalog) {
  if (request.counts().empty() || request.counts_size() > kMostCounts) {
    return InvalidField("counts", "COUNTS_SIZE_INVALID", "must have 1 to 10000 entries",
                        "Phải có từ 1 đến 10.000 số liệu.");
  }
  statistics::Deltas counts;
  for (int i = 0; i < request.counts_size(); ++i) {
    const std::string field = absl::StrCat("counts[", i, "]");
    const auto key = ParseKey(request.counts(i), field, catalog);
    if (!key.ok()) return key.status();
    const auto value = ParseValue(request.counts(i).value(), field + ".value");
    if (!value.ok()) return value.status();
    if (counts.values().contains(*key)) {
      return InvalidField(
          field, "COUNT_TWICE", "agency, counter, day, channel and procedure were counted already",
          "Số liệu của cùng đơn vị, mục số liệu, ngày, hình thức và thủ tục đã có.");
    }
    counts.Add(*key, *value);
  }
  return counts;
}

absl::StatusOr<std::string> ParseImportName(const std::string& name) {
  return rpc::ParseName("imports", name, "name");
}

}  // namespace

absl::StatusOr<ImportChange> ParseChange(const v1::ImportCountsRequest& request,
                                         const rpc::Caller& caller, absl::Time now,
                                         const Catalog& catalog) {
  service::Fields fields;
  const std::string id = fields.Take(ParseImportName(request.name()));
  TakeIn document;
  document.title_vi =
      fields.Take(rpc::ParseText(request.document_vi(), kLongestTitle, "document_vi"));
  document.agency = fields.Take(KnownAgency(
      rpc::ParseOptionalName("agencies", request.agency(), "agency"), catalog, "agency"));
  document.sha256 = fields.Take(ParseSha256(request.document_sha256(), "document_sha256"));
  document.counts = fields.Take(ParseCounts(request, catalog));
  return fields.Make(
      ImportChange{id, request.etag(), caller.organisation, now, std::move(document)});
}

absl::StatusOr<ImportChange> ParseChange(const v1::WithdrawImportRequest& request,
                                         const rpc::Caller& caller, absl::Time now) {
  const auto id = ParseImportName(request.name());
  if (!id.ok()) return id.status();
  return ImportChange{*id, request.etag(), caller.organisation, now, TakeOut()};
}

}  // namespace motcua::aggregator
