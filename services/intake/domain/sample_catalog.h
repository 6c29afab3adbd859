// A small catalogue for tests.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_SAMPLE_CATALOG_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_SAMPLE_CATALOG_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/catalog/catalog.h"
#include "services/intake/domain/update_catalog.h"

namespace motcua::intake {

inline Day DayAt(const char* date) { return *ParseDay(date); }

// 08:00 local time of a day.
inline absl::Time MorningOf(const char* date) { return StartOfDay(DayAt(date)) + absl::Hours(8); }

inline catalog::Agency SampleAgency(std::string id, std::string code) {
  catalog::Agency agency;
  agency.name_vi = "Cơ quan " + id;
  agency.id = std::move(id);
  agency.code = std::move(code);
  return agency;
}

inline catalog::Procedure SampleProcedure(std::string id, int version, int legal_time) {
  catalog::Procedure procedure;
  procedure.name_vi = "Thủ tục " + id;
  procedure.id = std::move(id);
  procedure.version = version;
  procedure.field = "ho-tich";
  procedure.legal_time = legal_time;
  procedure.legal_time_unit = catalog::LegalTimeUnit::kWorkingDay;
  procedure.has_fee = true;
  procedure.fee_dong = 50000;
  return procedure;
}

// Of two working days, by an agency or, without one, by any commune.
inline catalog::RouteStep SampleStep(int number, std::string agency, std::vector<int> after) {
  catalog::RouteStep step;
  step.number = number;
  if (agency.empty()) step.kind = "commune";
  step.agency = std::move(agency);
  step.name_vi = "Bước " + std::to_string(number);
  step.time = 2;
  step.time_unit = catalog::LegalTimeUnit::kWorkingDay;
  step.may_pause = number > 1;
  step.after = std::move(after);
  return step;
}

// For every procedure, in 2022.
inline catalog::FeeDiscount SampleDiscount(std::string id, int percent) {
  catalog::FeeDiscount discount;
  discount.id = std::move(id);
  discount.percent = percent;
  discount.valid_from = DayAt("2022-01-01");
  discount.valid_to = DayAt("2022-12-31");
  return discount;
}

inline std::pair<Day, worktime::StatedDay> DayOff(const char* date, std::string reason_vi) {
  return {DayAt(date), {worktime::DayKind::kOff, std::move(reason_vi), ""}};
}

// so-tu-phap (H50.12) and so-y-te (H50.15) receive, so-cu ended with 2021, ubnd-tinh has no
// code. khai-sinh takes 5 working days, from 2022-05-01 on 3 (version 2). The calendar covers
// 2021–2027.
inline UpdateCatalog SampleUpdate() {
  UpdateCatalog update;
  update.agencies = {SampleAgency("so-tu-phap", "H50.12"), SampleAgency("so-y-te", "H50.15"),
                     SampleAgency("so-cu", "H50.99"), SampleAgency("ubnd-tinh", "")};
  update.agencies[2].valid_to = DayAt("2021-12-31");
  update.procedures = {SampleProcedure("khai-sinh", 1, 5), SampleProcedure("khai-sinh", 2, 3)};
  update.procedures[0].valid_from = DayAt("2020-01-01");
  update.procedures[1].valid_from = DayAt("2022-05-01");
  for (int year = 2021; year <= 2027; ++year) update.calendar.years.emplace_back(year, "");
  return update;
}

inline std::shared_ptr<const catalog::Catalog> SampleCatalog() {
  return *Decide(nullptr, SampleUpdate());
}

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_SAMPLE_CATALOG_H_
