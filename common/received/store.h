// Cells received from sources, kept in the own database: what the aggregator and the
// national portal share.
#ifndef MOTCUA_COMMON_RECEIVED_STORE_H_
#define MOTCUA_COMMON_RECEIVED_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"

namespace motcua::received {

extern const sql::Schema kSchema;

// Where a source stands here.
struct Standing {
  statistics::CellCursor cursor;  // the source's
  absl::Time complete_until = absl::InfinitePast();
  absl::Time apply_time = absl::InfinitePast();
  std::int64_t cell_count = 0;  // of value ≠ 0
  std::string digest = {};      // 16 bytes, over all cells
};

struct Applied {
  Standing standing;
  // The count of this database itself: its revision moves with every batch that has cells, its
  // epoch when a source is replaced whole.
  statistics::CellCursor head;
};

// nullopt: never heard of, or forgotten. Throws sql::Error.
std::optional<Standing> FindStanding(sql::Connection& connection, const std::string& source);

// Owns one connection. Thread-safe; batches of several sources are applied one after the other.
class Store {
 public:
  explicit Store(const sql::Settings& database);

  // Applies a whole batch, cells and cursor, in one transaction; a full batch replaces all cells
  // of `source`. A batch that was applied already changes nothing. DATA_LOSS: its digest does
  // not match what would be held, or it does not continue it; nothing was applied.
  // INVALID_ARGUMENT: a cell outside the contract. UNAVAILABLE: the database; the outcome is
  // unknown.
  absl::StatusOr<Applied> Apply(const std::string& source, const statistics::Batch& batch,
                                absl::Time now);

  // Below: the database's failures are thrown as sql::Error.

  std::optional<Standing> Find(const std::string& source);
  statistics::CellCursor Head();
  // Visits every cell of a source, those of value 0 too, with the head's revision of its last
  // change. False: together they do not match their digest. The source is forgotten then, so that
  // it is asked for everything; so must be what was visited.
  using Visit = std::function<void(const statistics::CellValue& cell, std::int64_t own_revision)>;
  bool ReadCells(const std::string& source, const Visit& visit);

 private:
  absl::StatusOr<Applied> ApplyOnce(const std::string& source, const statistics::Batch& batch,
                                    absl::Time now);
  sql::Connection& Connected();

  const sql::Settings database_;
  std::mutex mutex_;
  std::unique_ptr<sql::Connection> connection_;
};

}  // namespace motcua::received

#endif  // MOTCUA_COMMON_RECEIVED_STORE_H_
