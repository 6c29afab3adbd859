#include "common/catalog/convert.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/catalog/element_reader.h"
#include "common/rpc/request.h"

namespace motcua::catalog {
namespace {

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
  std::vector<FeeDiscount> discounts;
  for (int i = 0; i < from.fee_discounts_size(); ++i) {
    auto discount =
        DiscountFromProto(from.fee_discounts(i), absl::StrCat("fee_discounts[", i, "]"));
    if (!discount.ok()) return discount.status();
    discounts.push_back(*std::move(discount));
  }
  auto days = DaysFromProto(from);
  if (!days.ok()) return days.status();
  return Catalog::Build(from.revision(), std::move(agencies), std::move(procedures),
                        *std::move(days), std::move(discounts));
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
  for (const FeeDiscount& discount : from.discounts()) *to.add_fee_discounts() = ToProto(discount);
  return to;
}

}  // namespace motcua::catalog
