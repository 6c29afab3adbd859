// Tab-separated tables: UTF-8, one header row, no quoting.
#ifndef MOTCUA_TOOLS_REPLAY_TSV_H_
#define MOTCUA_TOOLS_REPLAY_TSV_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::replay {

// A table as read. Every row has as many cells as the header.
struct TsvTable {
  struct Row {
    int line = 0;  // in the file, from 1
    std::vector<std::string> cells;
  };

  std::string file;  // as errors name it
  std::vector<std::string> header;
  std::vector<Row> rows;

  // Position of a column; nullopt if there is none.
  std::optional<std::size_t> Find(std::string_view column) const;
  // INVALID_ARGUMENT naming the first of these columns that is missing.
  absl::Status Require(std::initializer_list<std::string_view> columns) const;
  // INVALID_ARGUMENT naming file, row and column.
  absl::Status Error(const Row& row, std::string_view column, std::string_view what) const;
};

// Reads `folder`/`file`; an empty folder is the working folder. NOT_FOUND when it cannot be opened;
// INVALID_ARGUMENT naming the line on text that is not UTF-8, control characters, repeated columns,
// or more cells than columns.
absl::StatusOr<TsvTable> ReadTsv(const std::string& folder, const std::string& file);

// The same from the text itself; `file` is how errors name it.
absl::StatusOr<TsvTable> ParseTsv(const std::string& file, std::string_view text);

// A whole file; NOT_FOUND when it cannot be opened.
absl::StatusOr<std::string> ReadFile(const std::string& path);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_TSV_H_
