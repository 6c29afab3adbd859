// Rankings and sets: rows that stand in an order.
#ifndef MOTCUA_TOOLS_COMPARE_LISTS_H_
#define MOTCUA_TOOLS_COMPARE_LISTS_H_

#include <optional>
#include <string>
#include <vector>

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "tools/compare/difference.h"
#include "tools/compare/printed.h"

namespace motcua::compare {

// One of the table's lists as a table: its rows and columns alone, in its order, without a total;
// nullopt if there is none of that id.
std::optional<aggregator::v1::Table> ListOf(const aggregator::v1::Table& table,
                                            const std::string& list);

// Adds where the list has another row than the one printed there, or one more, with the axis as
// column. A row stands elsewhere because of its numbers, if these differ for a reason.
void ComparePlaces(const PrintedTable& printed, const aggregator::v1::Table& list,
                   std::vector<Difference>& differences);

}  // namespace motcua::compare

#endif  // MOTCUA_TOOLS_COMPARE_LISTS_H_
