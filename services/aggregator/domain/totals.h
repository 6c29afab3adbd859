// Identity I5: totals and subtotals are the sums of their rows.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_TOTALS_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_TOTALS_H_

#include <vector>

#include "services/aggregator/domain/findings.h"

namespace motcua::aggregator {

// A row and those it must be the sum of; both point into the sheet.
struct Whole {
  const SheetRow* row;  // null: the total, where none is printed
  std::vector<const SheetRow*> parts;
};

// Subtotals with their rows, and last, if there are rows, the total with what is in no subtotal.
std::vector<Whole> WholesOf(const Sheet& sheet);

// What a total row would say: each additive column added up; blank where every row is.
SheetRow SumOfRows(const Sheet& sheet);

// One finding per additive column whose total or subtotal is not the sum of its rows. When the
// differences together look like a row of the table, the cause is a unit left out.
std::vector<Finding> CheckTotals(const Sheet& sheet, const std::vector<Identity>& identities);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_TOTALS_H_
