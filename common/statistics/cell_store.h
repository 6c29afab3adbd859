// The cells of a source in its own database: written with the journal's batch, read in
// one snapshot.
#ifndef MOTCUA_COMMON_STATISTICS_CELL_STORE_H_
#define MOTCUA_COMMON_STATISTICS_CELL_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/sql/connection.h"
#include "common/statistics/cells.h"

namespace motcua::statistics {

// A place in a source's cells.
struct CellCursor {
  std::string epoch;
  std::int64_t revision = 0;
};

struct CellValue {
  CellKey key;
  std::int64_t value = 0;
};

// Every cell changed in (from, through], one snapshot of the source.
struct Batch {
  std::string source;
  std::string epoch;
  bool full = false;
  std::int64_t from = 0;
  std::int64_t through = 0;
  std::vector<CellValue> cells;
  std::string digest;  // 16 bytes, over all cells at `through`
  absl::Time complete_until = absl::InfinitePast();
};

// Writes cells inside the journal's transaction. Keeps the values it wrote last in memory,
// as long as no other instance wrote in between. Used by the writer thread only.
class CellWriter {
 public:
  // Adds the differences; the cells get `revision`. Updates digest and revision of the epoch.
  void Write(sql::Connection& connection, const Deltas& deltas, std::int64_t revision);
  // The transaction failed: what is in memory may be wrong.
  void Forget();

 private:
  std::int64_t known_revision_ = -1;
  std::map<CellKey, std::int64_t> values_;
};

// The batch after `after` in one MVCC snapshot (opens its own transaction); everything, with
// full = true, when `after` is empty or names another epoch. `source` and
// `complete_until` are left to the caller.
Batch ReadBatch(sql::Connection& connection, const std::optional<CellCursor>& after);

// Counts again: `recount` gives the cells of every dossier; the new epoch is staged beside and
// flipped in one row, in one transaction behind the journal's head lock. Returns true when the old
// count was equal (the self-check).
bool Recount(sql::Connection& connection, const std::function<Deltas(sql::Connection&)>& recount);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_CELL_STORE_H_
