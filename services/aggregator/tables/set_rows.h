// A row per set of agencies.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_SET_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_SET_ROWS_H_

#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {

// A row for each set, in the axis's order. A total does not count a set again that lies inside
// another; where two sets share only some of their agencies, no total is the sum of the rows.
Rows SetRows(const v1::RowAxis& axis, const catalog::Catalog& catalog);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_SET_ROWS_H_
