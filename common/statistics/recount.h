// What the cells of a source must be, from its dossiers.
#ifndef MOTCUA_COMMON_STATISTICS_RECOUNT_H_
#define MOTCUA_COMMON_STATISTICS_RECOUNT_H_

#include "common/sql/connection.h"
#include "common/statistics/server.h"

namespace motcua::statistics {

// The sum over all dossiers, read in pages.
Deltas CountAll(sql::Connection& connection, const Dossiers& dossiers);

// What a batch adds: after minus before of whatever changed. Takes pairs of a key and what a
// service loaded: `stored` (null if new), `now`, `changed()`; counts by the service's
// `Contributions`.
template <typename Loaded>
Deltas CountChanges(const Loaded& all) {
  Deltas deltas;
  for (const auto& [key, loaded] : all) {
    if (!loaded.changed()) continue;
    deltas.Add(Contributions(*loaded.now));
    if (loaded.stored) deltas.Add(Contributions(*loaded.stored), -1);
  }
  return deltas;
}

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_RECOUNT_H_
