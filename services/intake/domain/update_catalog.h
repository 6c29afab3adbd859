// How the catalogue changes: by addition and replacement, never by removal.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_UPDATE_CATALOG_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_UPDATE_CATALOG_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "common/catalog/calendar_change.h"
#include "common/catalog/catalog.h"

namespace motcua::intake {

// One request: all of it becomes one revision, or nothing does.
struct UpdateCatalog {
  std::vector<catalog::Agency> agencies;        // added or replaced by id
  std::vector<catalog::Procedure> procedures;   // added by id and version
  catalog::CalendarChange calendar;             // years, days: added or replaced
  std::vector<catalog::FeeDiscount> discounts;  // added or replaced by id
};

// The next revision; `before` is null before the first. Errors name the element of the
// request, among them `PROCEDURE_VERSION_FIXED` when a version that exists would change.
absl::StatusOr<std::shared_ptr<const catalog::Catalog>> Decide(const catalog::Catalog* before,
                                                               const UpdateCatalog& update);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_UPDATE_CATALOG_H_
