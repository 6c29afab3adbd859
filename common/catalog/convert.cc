#include "common/catalog/convert.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::catalog {
namespace {

constexpr int kLongestLegalTime = 3650;

// Fills one element field by field; the first fault is kept and later ones do nothing.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  const absl::Status& status() const { return status_; }

  template <typename T>
  void Take(absl::StatusOr<T> parsed, T& into) {
    if (!status_.ok()) return;
    status_ = parsed.status();
    if (parsed.ok()) into = *std::move(parsed);
  }
  void Require(bool holds, const char* field, const char* reason, const char* message,
               const char* message_vi) {
    if (status_.ok() && !holds) status_ = InvalidField(Path(field), reason, message, message_vi);
  }
  void Day(const std::string& date, const char* field, motcua::Day& into) {
    std::optional<motcua::Day> day;
    Take(rpc::ParseDate(date, Path(field)), day);
    if (day.has_value()) into = *day;
  }
  void OptionalText(const std::string& text, std::size_t max, const char* field,
                    std::string& into) {
    if (!text.empty()) Take(rpc::ParseText(text, max, Path(field)), into);
  }
  std::string Path(const char* field) const { return absl::StrCat(path_, ".", field); }

 private:
  std::string path_;
  absl::Status status_;
};

bool OnlyOf(const std::string& text, const char* punctuation, char first_letter, char last_letter) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= first_letter && c <= last_letter) ||
           std::string_view(punctuation).find(c) != std::string_view::npos;
  });
}

bool IsId(const std::string& id) {
  return !id.empty() && id.size() <= 63 && OnlyOf(id, "-", 'a', 'z');
}

std::string OptionalName(const char* collection, const std::string& id) {
  return id.empty() ? "" : absl::StrCat(collection, "/", id);
}

std::string DateOr(Day day, Day open_end) { return day == open_end ? "" : FormatDay(day); }

void ReadLegalTime(const v1::Procedure& from, Reader& reader, Procedure& to) {
  reader.Require(from.legal_time() >= 0 && from.legal_time() <= kLongestLegalTime, "legal_time",
                 "OUT_OF_RANGE", "the legal time is 0 to 3650",
                 "Thời hạn giải quyết phải từ 0 đến 3650");
  reader.Require(from.online_legal_time() >= 0 && from.online_legal_time() <= from.legal_time(),
                 "online_legal_time", "OUT_OF_RANGE", "the online time is 0 to the legal time",
                 "Thời hạn trực tuyến phải từ 0 đến thời hạn giải quyết");
  reader.Require(v1::Procedure::LegalTimeUnit_IsValid(from.legal_time_unit()) &&
                     (from.legal_time() == 0 || from.legal_time_unit() != 0),
                 "legal_time_unit", "ENUM_INVALID", "the unit of the legal time is missing",
                 "Thiếu đơn vị của thời hạn giải quyết");
  reader.Require(!from.same_day() || from.legal_time() == 0, "same_day", "SAME_DAY_WITH_TIME",
                 "a same-day procedure has no legal time",
                 "Thủ tục trả trong ngày không có thời hạn giải quyết");
  to.legal_time = from.legal_time();
  to.legal_time_unit = static_cast<LegalTimeUnit>(from.legal_time_unit());
  to.online_legal_time = from.online_legal_time();
  to.same_day = from.same_day();
}

absl::StatusOr<std::map<Day, bool>> DaysFromProto(const v1::Catalog& from) {
  std::map<Day, bool> days;
  for (int i = 0; i < from.calendar_days_size(); ++i) {
    const std::string field = absl::StrCat("calendar_days[", i, "].date");
    const auto day = rpc::ParseDate(from.calendar_days(i).date(), field);
    if (!day.ok()) return day.status();
    if (!day->has_value()) {
      return InvalidField(field, "REQUIRED", "the date is missing", "Thiếu ngày");
    }
    days[**day] = from.calendar_days(i).working();
  }
  return days;
}

}  // namespace

absl::StatusOr<Agency> AgencyFromProto(const v1::Agency& from, const std::string& field) {
  Agency to;
  Reader reader(field);
  reader.Take(rpc::ParseName("agencies", from.name(), reader.Path("name")), to.id);
  reader.Require(IsId(to.id), "name", "ID_INVALID", "an agency id is a-z, 0-9 and -",
                 "Mã cơ quan chỉ gồm a–z, 0–9 và dấu -");
  reader.Take(rpc::ParseText(from.display_name_vi(), 255, reader.Path("display_name_vi")),
              to.name_vi);
  reader.Require(v1::Agency::Level_IsValid(from.level()) && from.level() != 0, "level",
                 "ENUM_INVALID", "the level is missing or unknown",
                 "Thiếu cấp của cơ quan hoặc cấp không hợp lệ");
  to.level = static_cast<Level>(from.level());
  reader.Take(rpc::ParseReasonCode(from.kind(), false, reader.Path("kind")), to.kind);
  reader.OptionalText(from.group_vi(), 255, "group_vi", to.group_vi);
  reader.Take(rpc::ParseOptionalName("agencies", from.parent(), reader.Path("parent")), to.parent);
  to.list_order = from.list_order();
  reader.Take(rpc::ParseOptionalName("agencies", from.area(), reader.Path("area")), to.area);
  reader.Require(from.code().size() <= 32 && OnlyOf(from.code(), ".", 'A', 'Z'), "code",
                 "CODE_INVALID", "a code is up to 32 of A-Z, 0-9 and dot",
                 "Mã cơ quan trong mã hồ sơ gồm tối đa 32 ký tự A–Z, 0–9 và dấu chấm");
  to.code = from.code();
  reader.Take(rpc::ParseOptionalName("agencies", from.alias_of(), reader.Path("alias_of")),
              to.alias_of);
  reader.Day(from.valid_from(), "valid_from", to.valid_from);
  reader.Day(from.valid_to(), "valid_to", to.valid_to);
  if (!reader.status().ok()) return reader.status();
  return to;
}

absl::StatusOr<Procedure> ProcedureFromProto(const v1::Procedure& from, const std::string& field) {
  Procedure to;
  Reader reader(field);
  reader.Take(rpc::ParseName("procedures", from.name(), reader.Path("name")), to.id);
  reader.Require(from.version() >= 1, "version", "OUT_OF_RANGE", "versions count from 1",
                 "Phiên bản được đánh số từ 1");
  to.version = from.version();
  reader.Day(from.valid_from(), "valid_from", to.valid_from);
  reader.Take(rpc::ParseText(from.display_name_vi(), 500, reader.Path("display_name_vi")),
              to.name_vi);
  reader.Require(IsId(from.field()), "field", "ID_INVALID", "a field id is 1 to 63 of a-z, 0-9, -",
                 "Mã lĩnh vực gồm 1 đến 63 ký tự a–z, 0–9 và dấu -");
  to.field = from.field();
  reader.OptionalText(from.field_name_vi(), 255, "field_name_vi", to.field_vi);
  reader.Take(rpc::ParseOptionalName("agencies", from.agency(), reader.Path("agency")), to.agency);
  reader.Require(v1::Procedure::ServiceLevel_IsValid(from.service_level()), "service_level",
                 "ENUM_INVALID", "the service level is unknown",
                 "Mức độ dịch vụ công không hợp lệ");
  to.service_level = from.service_level();
  to.has_fee = from.has_fee();
  to.online_payment = from.online_payment();
  to.on_national_portal = from.on_national_portal();
  ReadLegalTime(from, reader, to);
  reader.Require(from.fee_dong() >= 0, "fee_dong", "OUT_OF_RANGE", "a fee is not negative",
                 "Phí, lệ phí không được âm");
  to.fee_dong = from.fee_dong();
  if (!reader.status().ok()) return reader.status();
  return to;
}

absl::StatusOr<std::shared_ptr<const Catalog>> FromProto(const v1::Catalog& from) {
  std::vector<Agency> agencies;
  for (int i = 0; i < from.agencies_size(); ++i) {
    auto agency = AgencyFromProto(from.agencies(i), absl::StrCat("agencies[", i, "]"));
    if (!agency.ok()) return agency.status();
    agencies.push_back(*std::move(agency));
  }
  std::vector<Procedure> procedures;
  for (int i = 0; i < from.procedures_size(); ++i) {
    auto procedure = ProcedureFromProto(from.procedures(i), absl::StrCat("procedures[", i, "]"));
    if (!procedure.ok()) return procedure.status();
    procedures.push_back(*std::move(procedure));
  }
  auto days = DaysFromProto(from);
  if (!days.ok()) return days.status();
  return Catalog::Build(from.revision(), std::move(agencies), std::move(procedures),
                        *std::move(days));
}

v1::Agency ToProto(const Agency& from) {
  v1::Agency to;
  to.set_name(OptionalName("agencies", from.id));
  to.set_display_name_vi(from.name_vi);
  to.set_level(static_cast<v1::Agency::Level>(from.level));
  to.set_kind(from.kind);
  to.set_group_vi(from.group_vi);
  to.set_parent(OptionalName("agencies", from.parent));
  to.set_list_order(from.list_order);
  to.set_area(OptionalName("agencies", from.area));
  to.set_code(from.code);
  to.set_alias_of(OptionalName("agencies", from.alias_of));
  to.set_valid_from(DateOr(from.valid_from, kFirstDay));
  to.set_valid_to(DateOr(from.valid_to, kLastDay));
  return to;
}

v1::Procedure ToProto(const Procedure& from) {
  v1::Procedure to;
  to.set_name(OptionalName("procedures", from.id));
  to.set_version(from.version);
  to.set_valid_from(DateOr(from.valid_from, kFirstDay));
  to.set_display_name_vi(from.name_vi);
  to.set_field(from.field);
  to.set_field_name_vi(from.field_vi);
  to.set_agency(OptionalName("agencies", from.agency));
  to.set_service_level(static_cast<v1::Procedure::ServiceLevel>(from.service_level));
  to.set_has_fee(from.has_fee);
  to.set_online_payment(from.online_payment);
  to.set_on_national_portal(from.on_national_portal);
  to.set_legal_time(from.legal_time);
  to.set_legal_time_unit(static_cast<v1::Procedure::LegalTimeUnit>(from.legal_time_unit));
  to.set_online_legal_time(from.online_legal_time);
  to.set_same_day(from.same_day);
  to.set_fee_dong(from.fee_dong);
  return to;
}

v1::Catalog ToProto(const Catalog& from) {
  v1::Catalog to;
  to.set_revision(from.revision());
  for (const Agency& agency : from.agencies()) *to.add_agencies() = ToProto(agency);
  for (const Procedure& procedure : from.procedures()) *to.add_procedures() = ToProto(procedure);
  for (const auto& [day, working] : from.calendar_days()) {
    v1::CalendarDay& calendar_day = *to.add_calendar_days();
    calendar_day.set_date(FormatDay(day));
    calendar_day.set_working(working);
  }
  return to;
}

}  // namespace motcua::catalog
