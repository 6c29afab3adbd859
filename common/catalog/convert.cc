#include "common/catalog/convert.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::catalog {
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
  const auto stated = CalendarFromProto(from.calendar_years(), from.calendar_days());
  if (!stated.ok()) return stated.status();
  auto calendar = Apply(*stated, nullptr);
  if (!calendar.ok()) return calendar.status();
  return Catalog::Build(from.revision(), std::move(agencies), std::move(procedures),
                        *std::move(calendar), std::move(discounts));
}

v1::Catalog ToProto(const Catalog& from) {
  v1::Catalog to;
  to.set_revision(from.revision());
  for (const Agency& agency : from.agencies()) *to.add_agencies() = ToProto(agency);
  for (const Procedure& procedure : from.procedures()) *to.add_procedures() = ToProto(procedure);
  if (const worktime::Calendar* calendar = from.calendar()) {
    for (const auto& [year, source] : calendar->years()) {
      *to.add_calendar_years() = ToProto(year, source);
    }
    for (const auto& [day, stated] : calendar->days()) {
      *to.add_calendar_days() = ToProto(day, stated);
    }
  }
  for (const FeeDiscount& discount : from.discounts()) *to.add_fee_discounts() = ToProto(discount);
  return to;
}

}  // namespace motcua::catalog
