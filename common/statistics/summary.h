// Sums over a source's own table, for GetSummary.
#ifndef MOTCUA_COMMON_STATISTICS_SUMMARY_H_
#define MOTCUA_COMMON_STATISTICS_SUMMARY_H_

#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/statistics/v1/statistics.pb.h"

namespace motcua::statistics {

// One snapshot, with its cursor; `complete_until` is left to the caller. `agencies` empty: all that
// have a count.
v1::GetSummaryResponse ReadSummary(sql::Connection& connection, Day first, Day last,
                                   const std::vector<std::string>& agencies);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_SUMMARY_H_
