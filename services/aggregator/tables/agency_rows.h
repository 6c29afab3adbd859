// A row per agency.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_AGENCY_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_AGENCY_ROWS_H_

#include <vector>

#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {

// The agencies that an axis lists, in its order, else in the province's.
std::vector<const catalog::Agency*> ListedAgencies(const v1::RowAxis& axis,
                                                   const catalog::Catalog& catalog, Day day);

// A row for each of them; under headings by parent, parents in the province's order. Groups are not
// numbered.
Rows AgencyRows(const v1::RowAxis& axis, const std::vector<const catalog::Agency*>& agencies,
                const catalog::Catalog& catalog);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_AGENCY_ROWS_H_
