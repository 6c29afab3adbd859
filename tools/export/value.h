// Cells as they are printed.
#ifndef MOTCUA_TOOLS_EXPORT_VALUE_H_
#define MOTCUA_TOOLS_EXPORT_VALUE_H_

#include "tools/export/sheet.h"

namespace motcua::exports {

// A count is the exact number; a rate is the number that is printed, with its decimals.
Value ValueOf(const aggregator::v1::Cell& cell, const aggregator::v1::Column& column);

// `hồ sơ`, `giao dịch` …; empty: not stated.
std::string UnitName(aggregator::v1::Unit unit);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_VALUE_H_
