#include <utility>

#include "absl/strings/str_cat.h"
#include "common/catalog/convert.h"
#include "common/catalog/element_reader.h"

namespace motcua::catalog {
namespace {

constexpr int kLongestLegalTime = 3650;
constexpr std::int64_t kHighestFee = 1'000'000'000'000;
constexpr int kMostComponents = 100;
constexpr int kMostSteps = 50;

void ReadLegalTime(const v1::Procedure& from, ElementReader& reader, Procedure& to) {
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

void ReadFees(const v1::Procedure& from, ElementReader& reader, Procedure& to) {
  reader.Range(from.fee_dong(), 0, kHighestFee, "fee_dong", "Lệ phí phải từ 0 đến 10^12 đồng");
  to.fee_dong = from.fee_dong();
  reader.Range(from.charge_dong(), 0, kHighestFee, "charge_dong", "Phí phải từ 0 đến 10^12 đồng");
  to.charge_dong = from.charge_dong();
}

absl::StatusOr<Component> ComponentFromProto(const v1::Component& from, const std::string& field) {
  Component to;
  ElementReader reader(field);
  reader.Require(IsId(from.id()), "id", "ID_INVALID", "a component id is 1 to 63 of a-z, 0-9, -",
                 "Mã thành phần hồ sơ gồm 1 đến 63 ký tự a–z, 0–9 và dấu -");
  to.id = from.id();
  reader.Take(rpc::ParseText(from.display_name_vi(), 500, reader.Path("display_name_vi")),
              to.name_vi);
  to.optional = from.optional();
  if (!reader.status().ok()) return reader.status();
  return to;
}

void ReadComponents(const v1::Procedure& from, ElementReader& reader, Procedure& to) {
  reader.Require(from.components_size() <= kMostComponents, "components", "TOO_MANY",
                 "at most 100 components", "Một thủ tục có tối đa 100 thành phần hồ sơ");
  for (int i = 0; reader.status().ok() && i < from.components_size(); ++i) {
    const std::string field = absl::StrCat(reader.Path("components"), "[", i, "]");
    reader.Take(ComponentFromProto(from.components(i), field), to.components.emplace_back());
  }
}

void ReadRoute(const v1::Procedure& from, ElementReader& reader, Procedure& to) {
  reader.Require(from.route_size() <= kMostSteps, "route", "TOO_MANY", "at most 50 steps",
                 "Một quy trình có tối đa 50 bước");
  for (int i = 0; reader.status().ok() && i < from.route_size(); ++i) {
    const std::string field = absl::StrCat(reader.Path("route"), "[", i, "]");
    reader.Take(RouteStepFromProto(from.route(i), i + 1, field), to.route.emplace_back());
  }
}

void ReadOfferedAt(const v1::Procedure& from, ElementReader& reader, Procedure& to) {
  reader.Require(v1::Agency::Level_IsValid(from.offered_at()), "offered_at", "ENUM_INVALID",
                 "the level is unknown", "Cấp cung cấp thủ tục không hợp lệ");
  if (from.offered_at() != 0) to.offered_at = static_cast<Level>(from.offered_at());
}

}  // namespace

absl::StatusOr<Procedure> ProcedureFromProto(const v1::Procedure& from, const std::string& field) {
  Procedure to;
  ElementReader reader(field);
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
  ReadFees(from, reader, to);
  ReadOfferedAt(from, reader, to);
  ReadComponents(from, reader, to);
  ReadRoute(from, reader, to);
  if (!reader.status().ok()) return reader.status();
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
  to.set_charge_dong(from.charge_dong);
  if (from.offered_at) to.set_offered_at(static_cast<v1::Agency::Level>(*from.offered_at));
  for (const Component& component : from.components) {
    v1::Component& message = *to.add_components();
    message.set_id(component.id);
    message.set_display_name_vi(component.name_vi);
    message.set_optional(component.optional);
  }
  for (const RouteStep& step : from.route) *to.add_route() = ToProto(step);
  return to;
}

}  // namespace motcua::catalog
