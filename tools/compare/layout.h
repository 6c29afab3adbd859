// Tables for people and for files.
#ifndef MOTCUA_TOOLS_COMPARE_LAYOUT_H_
#define MOTCUA_TOOLS_COMPARE_LAYOUT_H_

#include <string>
#include <vector>

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "tools/compare/difference.h"
#include "tools/compare/printed.h"

namespace motcua::compare {

// The computed table in the format of the expected ones.
std::string AsTsv(const PrintedTable& printed, const aggregator::v1::Table& table);

// The table as the province prints it, groups and running numbers included: the printed cells on
// the left, the computed ones on the right, a `*` at each that differs.
std::string SideBySide(const PrintedTable& printed, const aggregator::v1::Table& table,
                       const std::vector<Difference>& differences);

}  // namespace motcua::compare

#endif  // MOTCUA_TOOLS_COMPARE_LAYOUT_H_
