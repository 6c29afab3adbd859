// The cells of a source in its own database: written with the journal's batch, read in
// one snapshot.
#ifndef MOTCUA_COMMON_STATISTICS_CELL_STORE_H_
#define MOTCUA_COMMON_STATISTICS_CELL_STORE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/statistics/batch.h"
#include "common/statistics/cells.h"

namespace motcua::statistics {

// The tables cell and cell_head.
extern const sql::Schema kSchema;

struct CellHead;

// Writes cells inside the journal's transaction, which the head lock orders. Remembers the values
// of the count and learns what other instances changed by revision, so that a cell costs no
// read. A count of more than kMostRemembered cells is not remembered as a whole: then only what was
// written since the last foreign change is, and missing values are read. Used by the writer thread
// only.
class CellWriter {
 public:
  // About 100 MB.
  static constexpr std::size_t kMostRemembered = 500'000;

  explicit CellWriter(std::size_t most_remembered = kMostRemembered)
      : most_remembered_(most_remembered) {}

  // Adds the differences; the cells get `revision`, which is the count's new revision even if
  // there are none. Once in a transaction.
  void Write(sql::Connection& connection, const Deltas& deltas, std::int64_t revision);
  // The transaction failed, or nobody knows: back to what was known before it.
  void Forget();

 private:
  using Values = std::unordered_map<CellKey, std::int64_t, CellKeyHash>;

  void CatchUp(sql::Connection& connection, const CellHead& head);
  void LoadChanged(sql::Connection& connection, const CellHead& head);
  void LoadMissing(sql::Connection& connection, const CellHead& head, const Deltas& deltas);

  std::size_t most_remembered_;
  std::string known_epoch_;
  std::int64_t known_revision_ = -1;
  bool whole_ = true;  // a cell that is not in values_ does not exist
  Values values_;      // as of known_epoch_, known_revision_
  // Undoes the last Write.
  std::int64_t revision_before_ = -1;
  std::vector<std::pair<CellKey, std::int64_t>> values_before_;
};

// The batch after `after` in one MVCC snapshot (opens its own transaction); everything, with
// full = true, when `after` is empty or names another epoch. `source` and
// `complete_until` are left to the caller.
Batch ReadBatch(sql::Connection& connection, const std::optional<CellCursor>& after);

// Counts again, by the rules of `counter_version`, which the journal goes on with: `recount`
// gives the cells of every dossier; the new epoch is staged beside and flipped in one row, in
// one transaction behind the journal's head lock. Returns true when the old count was equal (the
// self-check), and logs it.
bool Recount(sql::Connection& connection, std::int64_t counter_version,
             const std::function<Deltas(sql::Connection&)>& recount);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_CELL_STORE_H_
