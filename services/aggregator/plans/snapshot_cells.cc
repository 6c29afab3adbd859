#include "services/aggregator/plans/snapshot_cells.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"

namespace motcua::aggregator {
namespace {

// nullptr: there is none.
const v1::Table* FindTable(const v1::SnapshotContent& content, const std::string& definition) {
  for (const v1::Table& table : content.tables()) {
    if (table.definition() == definition) return &table;
  }
  return nullptr;
}

const v1::Row* FindRow(const v1::Table& table, const std::string& id) {
  if (table.has_total() && table.total().id() == id) return &table.total();
  for (const v1::Row& row : table.rows()) {
    if (row.id() == id) return &row;
  }
  return nullptr;
}

// nullptr also when it is no rate, or over nothing.
const v1::Cell* FindRate(const v1::SnapshotContent& content, const v1::CellReference& cell) {
  const v1::Table* const table = FindTable(content, cell.definition());
  if (table == nullptr) return nullptr;
  const v1::Row* const row = FindRow(*table, cell.row());
  const auto column = std::find(table->columns().begin(), table->columns().end(), cell.column());
  const auto index = static_cast<int>(column - table->columns().begin());
  if (row == nullptr || index >= row->cells_size()) return nullptr;
  const v1::Cell& found = row->cells(index);
  return found.rate() && found.denominator() > 0 ? &found : nullptr;
}

}  // namespace

absl::StatusOr<Ratio> SnapshotCells::Cell(const std::string& snapshot,
                                          const v1::CellReference& cell) {
  auto content = read_.find(snapshot);
  if (content == read_.end()) content = read_.emplace(snapshot, source_(snapshot)).first;
  if (!content->second.ok()) return content->second.status();
  const v1::Cell* const found = FindRate(*content->second, cell);
  if (found != nullptr) return Ratio{found->numerator(), found->denominator()};
  return Refuse(absl::StatusCode::kNotFound, "BASELINE_MISSING", "",
                absl::StrCat(snapshot, " has no rate ", cell.column(), " of ", cell.row(), " in ",
                             cell.definition()),
                absl::StrCat("Số liệu đã chốt ", snapshot, " không có tỷ lệ ", cell.column(),
                             " của ", cell.row(), "."));
}

}  // namespace motcua::aggregator
