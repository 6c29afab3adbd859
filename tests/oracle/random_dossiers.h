// Made-up dossiers: as processing holds them, and as plain rows of a database.
#ifndef MOTCUA_TESTS_ORACLE_RANDOM_DOSSIERS_H_
#define MOTCUA_TESTS_ORACLE_RANDOM_DOSSIERS_H_

#include <vector>

#include "common/catalog/catalog.h"
#include "common/sql/connection.h"
#include "common/statistics/cells.h"
#include "tests/oracle/dice.h"

namespace motcua::oracle {

// Counters that are not counted from legs here, but happen one by one.
extern const std::vector<statistics::Counter> kEvents;

// Fills table `leg`, a row per leg with its dates and its outcome, `result`, a row per result with
// the days it is in force, and `event`, a row per thing that happened; and view `flow`, what each
// counter counts of these. Gives the cells of the same: of legs by processing's own contributions.
statistics::Deltas MakeDossiers(const catalog::Catalog& catalog, Dice& dice,
                                sql::Connection& connection);

}  // namespace motcua::oracle

#endif  // MOTCUA_TESTS_ORACLE_RANDOM_DOSSIERS_H_
