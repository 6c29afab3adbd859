#include "absl/strings/str_cat.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/cell_tables.h"

namespace motcua::statistics {

Batch ReadBatch(sql::Connection& connection, const std::optional<CellCursor>& after) {
  static const std::string kQuery =
      absl::StrCat("SELECT ", kKeyColumns,
                   ", value FROM cell WHERE epoch_no = ? AND revision > ?"
                   " ORDER BY revision, ",
                   kKeyColumns);
  sql::Transaction snapshot(connection);  // which the first read, of the head, opens
  const CellHead head = ReadHead(connection);
  Batch batch;
  batch.epoch = head.epoch;
  batch.through = head.revision;
  batch.digest = head.digest.ToBytes();
  // A consumer ahead of us has seen what a restored backup forgot.
  batch.full = !after.has_value() || after->epoch != head.epoch || after->revision > head.revision;
  batch.from = batch.full ? 0 : after->revision;
  if (!batch.full && batch.from == batch.through) return batch;
  sql::Rows rows = connection.Query(kQuery, {head.epoch_no, batch.full ? -1 : batch.from});
  while (rows.Next()) {
    const std::int64_t value = rows.Int(7);
    if (batch.full && value == 0) continue;  // nothing to take back
    batch.cells.push_back({KeyOf(rows), value});
  }
  return batch;
}

}  // namespace motcua::statistics
