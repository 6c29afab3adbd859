#include "tools/export/tsv.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/export/file.h"
#include "tools/export/text.h"

namespace motcua::exports {
namespace {

namespace v1 = aggregator::v1;

// A row of the table; the total has its own id.
struct Named {
  std::string id;
  const v1::Row* row;
};

const char* AxisOf(const v1::RowAxis& rows) {
  if (rows.by_field()) return "field_id";
  return rows.parts().empty() && rows.sets().empty() ? "agency_id" : "row_id";
}

std::string Slug(std::string id) {
  std::replace(id.begin(), id.end(), '-', '_');
  return id;
}

int IndexOf(const v1::Table& table, const std::string& column) {
  const auto& columns = table.columns();
  return static_cast<int>(std::find(columns.begin(), columns.end(), column) - columns.begin());
}

std::vector<Named> RowsOf(const v1::Table& table) {
  std::vector<Named> rows;
  for (const v1::Row& row : table.rows()) rows.push_back({row.id(), &row});
  if (table.has_total()) rows.push_back({"total", &table.total()});
  return rows;
}

std::vector<Named> RowsOf(const v1::Table& table, const v1::RankedList& list) {
  std::vector<Named> rows;
  for (const std::string& id : list.rows()) {
    for (const v1::Row& row : table.rows()) {
      if (row.id() == id) rows.push_back({id, &row});
    }
  }
  return rows;
}

std::string CellOf(const Named& row, int column) {
  return absl::StrCat("\t", Visible(row.row->cells(column).printed()));
}

template <typename Columns>
std::string Lines(const v1::Table& table, const char* axis, const std::vector<Named>& rows,
                  const Columns& columns) {
  std::string text = axis;
  for (const std::string& column : columns) absl::StrAppend(&text, "\t", column);
  text += "\n";
  for (const Named& row : rows) {
    text += Slug(row.id);
    for (const std::string& column : columns) text += CellOf(row, IndexOf(table, column));
    text += "\n";
  }
  return text;
}

std::string Block(const v1::Table& table) {
  const std::vector<Named> rows = RowsOf(table);
  std::string text = "column_id";
  for (const Named& row : rows) absl::StrAppend(&text, "\t", Slug(row.id));
  text += "\n";
  for (int i = 0; i < table.columns_size(); ++i) {
    text += table.columns(i);
    for (const Named& row : rows) text += CellOf(row, i);
    text += "\n";
  }
  return text;
}

}  // namespace

std::map<std::string, std::string> TableAsTsv(const v1::Table& table,
                                              const v1::TableDefinition& definition) {
  const char* const axis = AxisOf(definition.rows());
  const bool block = definition.layout() == v1::TableDefinition::LAYOUT_BLOCK;
  std::map<std::string, std::string> files;
  files[table.definition()] =
      block ? Block(table) : Lines(table, axis, RowsOf(table), table.columns());
  for (const v1::RankedList& list : table.lists()) {
    files[absl::StrCat(table.definition(), ".", list.id())] =
        Lines(table, axis, RowsOf(table, list), list.columns());
  }
  return files;
}

void WriteTsv(const Document& document, const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const v1::Table& table : document.report.tables()) {
    const auto files = TableAsTsv(table, document.definitions.at(table.definition()));
    for (const auto& [name, text] : files) WriteFile(absl::StrCat(folder, "/", name, ".tsv"), text);
  }
}

}  // namespace motcua::exports
