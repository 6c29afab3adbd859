// Typed access to the cells of one row, with errors that name file, line and column.
#ifndef MOTCUA_TOOLS_REPLAY_ROW_READER_H_
#define MOTCUA_TOOLS_REPLAY_ROW_READER_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "tools/replay/tsv.h"

namespace motcua::replay {

// Borrows table and row. The first error sticks; later reads give empty values.
class RowReader {
 public:
  RowReader(const TsvTable& table, const TsvTable::Row& row) : table_(table), row_(row) {}

  // Empty when the column is missing.
  std::string Text(std::string_view column);
  std::string Required(std::string_view column);
  // A slug as an id: a–z, 0–9, `_`, `-` and, where `dots`, dots; at most 63.
  std::string Id(std::string_view column, bool required, bool dots = false);
  // nullopt when blank.
  std::optional<std::int64_t> Count(std::string_view column);
  // 1, true, yes, x, có against 0, false, no, blank.
  bool Flag(std::string_view column);
  // The value beside the cell's word; `blank` when the cell is empty.
  int Word(std::string_view column, int blank,
           std::initializer_list<std::pair<std::string_view, int>> words);

  void Fail(std::string_view column, std::string_view what);
  const absl::Status& status() const { return status_; }

 private:
  const TsvTable& table_;
  const TsvTable::Row& row_;
  absl::Status status_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_ROW_READER_H_
