#include "tools/export/html_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/export/text.h"

namespace motcua::exports {
namespace {

std::string Marks(const Value& value) {
  std::string marks;
  if (!value.notes.empty()) {
    absl::StrAppend(&marks, "<sup>[", absl::StrJoin(value.notes, ","), "]</sup>");
  }
  if (value.reported) marks += "<sup>†</sup>";
  return marks;
}

std::string CellOf(const Value& value, bool words) {
  return absl::StrCat("<td class=\"", words || !value.number ? "word" : "number", "\">",
                      Html(value.printed), Marks(value), "</td>");
}

std::string RowOf(const Line& line, const std::vector<GridColumn>& columns) {
  if (line.kind == Line::Kind::kHeading) {
    return absl::StrCat("<tr class=\"heading\"><td class=\"order\">", Html(line.number),
                        "</td><td colspan=\"", columns.size() + 1, "\">", Html(line.label),
                        "</td></tr>");
  }
  std::string row = absl::StrCat(line.kind == Line::Kind::kTotal ? "<tr class=\"total\">" : "<tr>",
                                 "<td class=\"order\">", Html(line.number), "</td><td>",
                                 Html(line.label), "</td>");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    row += CellOf(line.cells[i], columns[i].text);
  }
  return row + "</tr>";
}

std::string HeadOf(const Grid& grid) {
  std::string titles = absl::StrCat("<tr><th class=\"order\">STT</th><th class=\"label\">",
                                    Html(grid.label_title), "</th>");
  std::string numbers = "<tr class=\"numbers\"><th>(1)</th><th>(2)</th>";
  bool numbered = false;
  for (const GridColumn& column : grid.columns) {
    numbered = numbered || !column.number.empty();
    absl::StrAppend(&titles, "<th>", Html(column.title), "</th>");
    absl::StrAppend(&numbers, "<th>", Html(column.number), "</th>");
  }
  return absl::StrCat("<thead>", titles, "</tr>\n", numbered ? numbers + "</tr>\n" : "",
                      "</thead>\n");
}

}  // namespace

std::string HtmlTable(const Grid& grid) {
  std::string table = "<table class=\"data\">\n";
  if (!grid.title.empty()) absl::StrAppend(&table, "<caption>", Html(grid.title), "</caption>\n");
  table += HeadOf(grid);
  for (std::size_t i = 0; i < grid.lines.size(); ++i) {
    // A heading stays with the row below it.
    table += "<tbody>";
    if (grid.lines[i].kind == Line::Kind::kHeading && i + 1 < grid.lines.size()) {
      table += RowOf(grid.lines[i++], grid.columns);
    }
    table += RowOf(grid.lines[i], grid.columns) + "</tbody>\n";
  }
  return table + "</table>\n";
}

std::string HtmlTable(const TextGrid& grid) {
  std::string table =
      absl::StrCat("<h3>", Html(grid.title), "</h3>\n<table class=\"data\"><thead><tr>");
  for (const std::string& head : grid.head) absl::StrAppend(&table, "<th>", Html(head), "</th>");
  table += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Value>& row : grid.rows) {
    table += "<tr>";
    for (const Value& value : row) table += CellOf(value, false);
    table += "</tr>\n";
  }
  return table + "</tbody></table>\n";
}

std::string HtmlNotes(const std::vector<Note>& notes) {
  if (notes.empty()) return "";
  std::string list = "<section class=\"notes\"><h3>Ghi chú về số liệu</h3>\n";
  for (const Note& note : notes) {
    absl::StrAppend(&list, "<p><b>[", note.number, "]</b> ", Html(note.text), "</p>\n");
  }
  return list + "</section>\n";
}

}  // namespace motcua::exports
