// Elements of the catalogue as rows of their tables.
#ifndef MOTCUA_SERVICES_INTAKE_CATALOG_ROWS_H_
#define MOTCUA_SERVICES_INTAKE_CATALOG_ROWS_H_

#include <utility>
#include <vector>

#include "common/catalog/catalog.h"
#include "common/sql/connection.h"

namespace motcua::intake {

#define MOTCUA_AGENCY_COLUMNS                                                      \
  "id, name_vi, level, kind, group_vi, parent, list_order, area, code, alias_of, " \
  "valid_from, valid_to, has_site, successor, formed_from, former_places"
#define MOTCUA_PROCEDURE_COLUMNS                                                         \
  "id, version, valid_from, name_vi, field, field_vi, agency, service_level, has_fee, "  \
  "online_payment, on_national_portal, legal_time, legal_time_unit, online_legal_time, " \
  "same_day, fee_dong, charge_dong, offered_at"
#define MOTCUA_COMPONENT_COLUMNS "procedure_id, procedure_version, position, id, name_vi, optional"
#define MOTCUA_ROUTE_COLUMNS                                                                     \
  "procedure_id, procedure_version, number, agency, kind, name_vi, time, time_unit, may_pause, " \
  "after"
#define MOTCUA_DAY_COLUMNS "day, kind, reason_vi, source"
#define MOTCUA_DISCOUNT_COLUMNS "id, procedure_id, percent, valid_from, valid_to, basis_vi"

using Row = std::vector<sql::Value>;

// In the order of the columns above.
Row ToRow(const catalog::Agency& agency);
Row ToRow(const catalog::Procedure& procedure);
Row ToRow(const catalog::FeeDiscount& discount);
Row ToRow(Day day, const worktime::StatedDay& stated);
// One row per component, in their order.
std::vector<Row> ComponentRows(const std::vector<catalog::Procedure>& procedures);
std::vector<Row> RouteRows(const std::vector<catalog::Procedure>& procedures);

catalog::Agency AgencyFromRow(const sql::Rows& rows);
// Without its components and its route.
catalog::Procedure ProcedureFromRow(const sql::Rows& rows);
catalog::Component ComponentFromRow(const sql::Rows& rows);
catalog::RouteStep RouteStepFromRow(const sql::Rows& rows);
std::pair<Day, worktime::StatedDay> DayFromRow(const sql::Rows& rows);
catalog::FeeDiscount DiscountFromRow(const sql::Rows& rows);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_CATALOG_ROWS_H_
