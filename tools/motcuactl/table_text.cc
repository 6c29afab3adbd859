#include "tools/motcuactl/table_text.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/export/text.h"
#include "tools/motcuactl/grid.h"

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using Cells = std::vector<std::string>;
using GridRows = std::vector<Cells>;

bool IsReported(const agg::Cell& cell) {
  return cell.reported() != 0 || cell.reported_denominator() != 0;
}

std::string Printed(const agg::Cell& cell) {
  return cell.printed() + (IsReported(cell) ? "*" : "");
}

std::vector<const agg::Row*> RowsOf(const agg::Table& table) {
  std::vector<const agg::Row*> rows;
  for (const agg::Row& row : table.rows()) rows.push_back(&row);
  if (table.has_total()) rows.push_back(&table.total());
  return rows;
}

std::string PlainText(const agg::Table& table) {
  Cells head = {"id", table.title_vi()};
  head.insert(head.end(), table.columns().begin(), table.columns().end());
  GridRows rows;
  for (const agg::Row* row : RowsOf(table)) {
    rows.push_back({row->id(), row->label_vi()});
    for (const agg::Cell& cell : row->cells()) rows.back().push_back(Printed(cell));
  }
  return Render(head, rows, Format::kTable);
}

// `95.2 ≥ 90%`, or `85.2 < 90%`; a rate over nothing reaches nothing and fails nothing.
std::string BesideMinimum(const agg::Cell& cell, const agg::Column& column) {
  const std::string printed = Printed(cell);
  if (!column.has_minimum_percent() || cell.denominator() == 0) return printed;
  const __int128 reached = __int128{100} * cell.numerator();
  const bool met = reached >= __int128{column.minimum_percent()} * cell.denominator();
  return absl::StrCat(printed, met ? " ≥ " : " < ", column.minimum_percent(), "%");
}

std::string BlockText(const agg::Table& table, const agg::TableDefinition& definition) {
  const std::vector<const agg::Row*> rows = RowsOf(table);
  Cells head = {"id", table.title_vi()};
  for (const agg::Row* row : rows) head.push_back(row->label_vi());
  GridRows lines;
  for (int i = 0; i < definition.columns_size(); ++i) {
    const agg::Column& column = definition.columns(i);
    lines.push_back({column.id(), table.column_titles_vi(i)});
    for (const agg::Row* row : rows) lines.back().push_back(BesideMinimum(row->cells(i), column));
  }
  return Render(head, lines, Format::kTable);
}

std::string ListText(const agg::Table& table, const agg::RankedList& list,
                     const std::map<std::string, const agg::Row*>& rows) {
  Cells head = {list.title_vi()};
  std::vector<int> indexes;
  for (const std::string& column : list.columns()) {
    head.push_back(column);
    const auto place = std::find(table.columns().begin(), table.columns().end(), column);
    indexes.push_back(static_cast<int>(place - table.columns().begin()));
  }
  GridRows lines;
  std::string heading;
  for (const std::string& id : list.rows()) {
    const agg::Row& row = *rows.at(id);
    if (row.group_vi() != heading) lines.push_back({"— " + row.group_vi()});
    heading = row.group_vi();
    lines.push_back({row.label_vi()});
    for (const int index : indexes) lines.back().push_back(Printed(row.cells(index)));
  }
  return Render(head, lines, Format::kTable);
}

std::string ListsText(const agg::Table& table) {
  std::map<std::string, const agg::Row*> rows;
  for (const agg::Row& row : table.rows()) rows[row.id()] = &row;
  std::vector<std::string> texts;
  for (const agg::RankedList& list : table.lists()) texts.push_back(ListText(table, list, rows));
  return SideBySide(texts);
}

std::string ReportedNote(const agg::Table& table) {
  if (table.imports().empty()) return "";
  std::string note = "* reported, not counted from dossiers, by:\n";
  for (const agg::Import& import : table.imports()) {
    absl::StrAppend(&note, "  ", import.name(), "  ", exports::Visible(import.document_vi()), "\n");
  }
  return note;
}

void Prefer(const std::string& english, std::string& text) {
  if (!english.empty()) text = english;
}

}  // namespace

void PutIntoEnglish(agg::Table& table) {
  Prefer(table.title_en(), *table.mutable_title_vi());
  for (int i = 0; i < table.column_titles_en_size(); ++i) {
    Prefer(table.column_titles_en(i), *table.mutable_column_titles_vi(i));
  }
  for (agg::Row& row : *table.mutable_rows()) Prefer(row.label_en(), *row.mutable_label_vi());
  if (table.has_total()) {
    Prefer(table.total().label_en(), *table.mutable_total()->mutable_label_vi());
  }
  for (agg::RankedList& list : *table.mutable_lists()) {
    Prefer(list.title_en(), *list.mutable_title_vi());
  }
}

std::string TableText(const agg::Table& table, const agg::TableDefinition& definition) {
  const std::string note = ReportedNote(table);
  if (!table.lists().empty()) return ListsText(table) + note;
  const bool block = definition.layout() == agg::TableDefinition::LAYOUT_BLOCK;
  return (block ? BlockText(table, definition) : PlainText(table)) + note;
}

}  // namespace motcua::ctl
