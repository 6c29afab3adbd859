// Rows by area: the receiving points of a district, and what lies there in all.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_AREA_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_AREA_ROWS_H_

#include <string>
#include <vector>

#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {

// For each area a row per part, and the subtotal where the axis has one. Groups are not numbered.
Rows AreaRows(const v1::RowAxis& axis, const std::vector<const catalog::Agency*>& areas,
              const catalog::Catalog& catalog);

// The row that adds a row up: of the area of a part; empty: none but the total. By ids alone, so
// also of a printed table whose period is not known.
std::string SubtotalOf(const v1::RowAxis& axis, const std::string& row);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_AREA_ROWS_H_
