#include "services/aggregator/audit/printed_table.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/domain/printed.h"
#include "services/aggregator/tables/area_rows.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kLongestRowId = 100;  // of a part: its area, its id
constexpr int kMostRows = 5000;

absl::StatusOr<std::vector<int>> ColumnsOf(const v1::TableDefinition& definition,
                                           const v1::PrintedTable& table, const std::string& path) {
  if (table.columns().empty()) {
    return InvalidField(path + "columns", "FIELD_REQUIRED", "at least one column is required",
                        "Phải có ít nhất một cột.");
  }
  std::vector<int> columns;
  for (int i = 0; i < table.columns_size(); ++i) {
    const std::string field = absl::StrCat(path, "columns[", i, "]");
    const int column = ColumnIndex(definition, table.columns(i));
    if (column < 0) {
      return InvalidField(field, "COLUMN_UNKNOWN", "the definition has no such column",
                          "Định nghĩa không có cột này.");
    }
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
      return InvalidField(field, "COLUMN_TWICE", "is there twice", "Cột bị lặp lại.");
    }
    columns.push_back(column);
  }
  return columns;
}

absl::Status NotANumber(const std::string& field) {
  return InvalidField(field, "NOT_A_NUMBER", "is no number as reports print it",
                      "Ô này không phải là số.");
}

// Reads the cells of one row into counts and texts, both by column of the definition.
absl::Status ParseCells(const v1::TableDefinition& definition, const std::vector<int>& columns,
                        const v1::PrintedRow& source, const std::string& path, SheetRow& row,
                        std::vector<std::string>& texts) {
  if (source.cells_size() != static_cast<int>(columns.size())) {
    return InvalidField(path + ".cells", "CELLS_SIZE_INVALID", "must have one cell per column",
                        "Số ô phải bằng số cột.");
  }
  row.counts.resize(definition.columns_size());
  texts.resize(definition.columns_size());
  for (int c = 0; c < source.cells_size(); ++c) {
    const int column = columns[c];
    if (IsBlank(source.cells(c))) continue;
    texts[column] = source.cells(c);
    const bool is_rate = definition.columns(column).has_denominator();
    if (!is_rate) row.counts[column] = ParseCount(source.cells(c));
    if (is_rate ? !ParseRate(source.cells(c)) : !row.counts[column]) {
      return NotANumber(absl::StrCat(path, ".cells[", c, "]"));
    }
  }
  return absl::OkStatus();
}

SheetRow EmptyRow(const v1::TableDefinition& definition, const std::string& id, const Rows& specs) {
  const RowSpec* const spec = FindRow(specs, id);
  return {id, {}, spec != nullptr && spec->inside_another, SubtotalOf(definition.rows(), id)};
}

// Findings repeat the ids.
absl::Status CheckId(const std::string& id, std::set<std::string>& ids, const std::string& field) {
  const auto text = rpc::ParseText(id, kLongestRowId, field);
  if (!text.ok()) return text.status();
  if (ids.insert(id).second) return absl::OkStatus();
  return InvalidField(field, "ROW_TWICE", "is there twice", "Dòng bị lặp lại.");
}

const v1::List* ListOf(const v1::TableDefinition& definition, const std::string& id) {
  for (const v1::List& list : definition.lists()) {
    if (list.id() == id) return &list;
  }
  return nullptr;
}

}  // namespace

std::string Printed::Name() const {
  return list == nullptr ? definition->id() : definition->id() + "." + list->id();
}

const v1::Sort& Printed::sort() const {
  return list != nullptr && list->has_sort() ? list->sort() : definition->sort();
}

const Printed* FindTable(const std::vector<Printed>& report, const std::string& definition) {
  const auto found = std::find_if(report.begin(), report.end(), [&](const Printed& printed) {
    return printed.list == nullptr && printed.definition->id() == definition;
  });
  return found == report.end() ? nullptr : &*found;
}

const SheetRow* Printed::FindRow(const std::string& id) const {
  if (id == kTotal) return sheet.total ? &*sheet.total : nullptr;
  const auto found = std::find_if(sheet.rows.begin(), sheet.rows.end(),
                                  [&](const SheetRow& row) { return row.id == id; });
  return found == sheet.rows.end() ? nullptr : &*found;
}

std::string Printed::CellOf(const std::string& row, int column) const {
  const SheetRow* const found = FindRow(row);
  if (found == nullptr || column < 0) return "";
  return row == kTotal ? total_cells[column] : cells[found - sheet.rows.data()][column];
}

absl::StatusOr<Printed> ParsePrinted(const v1::TableDefinition& definition,
                                     const v1::PrintedTable& table,
                                     std::shared_ptr<const Rows> specs, const std::string& path) {
  const absl::StatusOr<std::vector<int>> columns = ColumnsOf(definition, table, path);
  if (!columns.ok()) return columns.status();
  Printed printed{&definition, EmptySheet(definition), {}, {}, std::move(specs)};
  if (!table.list().empty()) {
    printed.list = ListOf(definition, table.list());
    if (printed.list == nullptr) {
      return InvalidField(path + "list", "LIST_UNKNOWN", "the definition has no such list",
                          "Định nghĩa không có danh sách này.");
    }
  }
  if (table.rows_size() > kMostRows) {
    return InvalidField(path + "rows", "ROWS_SIZE_INVALID", "must be at most 5000",
                        "Nhiều nhất 5000 dòng.");
  }
  std::set<std::string> ids;
  for (int r = 0; r < table.rows_size(); ++r) {
    const v1::PrintedRow& source = table.rows(r);
    const std::string at = absl::StrCat(path, "rows[", r, "]");
    SheetRow row = EmptyRow(definition, source.id(), *printed.specs);
    std::vector<std::string> texts;
    absl::Status read = CheckId(source.id(), ids, at + ".id");
    if (read.ok()) read = ParseCells(definition, *columns, source, at, row, texts);
    if (!read.ok()) return read;
    if (source.id() == kTotal) {
      printed.sheet.total = std::move(row);
      printed.total_cells = std::move(texts);
    } else {
      printed.sheet.rows.push_back(std::move(row));
      printed.cells.push_back(std::move(texts));
    }
  }
  return printed;
}

}  // namespace motcua::aggregator
