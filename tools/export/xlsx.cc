#include "tools/export/xlsx.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/export/text.h"
#include "tools/export/text_grid.h"
#include "tools/export/workbook.h"

namespace motcua::exports {
namespace {

using Look = Style::Look;

constexpr char kFindings[] = "phat_hien";
constexpr int kHeadRow = 4;  // below title, period, the table's standing, and titles of lists
constexpr int kFirstRow = kHeadRow + 2;
constexpr int kNumberWidth = 6;
constexpr int kLabelWidth = 38;
constexpr int kValueWidth = 13;
constexpr int kWordsWidth = 24;
constexpr int kColumnsUpright = 8;  // a table with more lies across

// A grid in its place on a sheet, from `column` to the right.
void WriteHead(const Grid& grid, int column, lxw_worksheet* sheet, Workbook& book) {
  const Style head{.look = Look::kHead};
  if (!grid.title.empty()) {
    book.Write(sheet, kHeadRow - 1, column, grid.title, {.look = Look::kTitle});
  }
  book.Write(sheet, kHeadRow, column, "STT", head);
  book.Write(sheet, kHeadRow, column + 1, grid.label_title, head);
  book.Write(sheet, kHeadRow + 1, column, "(1)", head);
  book.Write(sheet, kHeadRow + 1, column + 1, "(2)", head);
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    const int at = column + 2 + static_cast<int>(i);
    book.Write(sheet, kHeadRow, at, grid.columns[i].title, head);
    book.Write(sheet, kHeadRow + 1, at, grid.columns[i].number, head);
  }
  worksheet_set_column(sheet, column, column, kNumberWidth, nullptr);
  worksheet_set_column(sheet, column + 1, column + 1, kLabelWidth, nullptr);
  if (grid.columns.empty()) return;
  worksheet_set_column(sheet, column + 2, column + 1 + grid.columns.size(), kValueWidth, nullptr);
}

// A running number is a number, a Roman one a text.
Value OrderOf(const Line& line) {
  double number = 0;
  if (!absl::SimpleAtod(line.number, &number)) return {line.number, std::nullopt};
  return {line.number, number};
}

void WriteLine(const Line& line, std::size_t columns, int row, int column, lxw_worksheet* sheet,
               Workbook& book) {
  const Style style{.look = line.kind == Line::Kind::kHeading ? Look::kHeading : Look::kText,
                    .total = line.kind == Line::Kind::kTotal};
  book.Write(sheet, row, column, OrderOf(line), style);
  book.Write(sheet, row, column + 1, line.label, style);
  for (std::size_t i = 0; i < columns; ++i) {
    const int at = column + 2 + static_cast<int>(i);
    if (i < line.cells.size()) {
      book.Write(sheet, row, at, line.cells[i], style);
    } else {
      book.Write(sheet, row, at, "", style);
    }
  }
}

// The row below.
int WriteGrid(const Grid& grid, int column, lxw_worksheet* sheet, Workbook& book) {
  WriteHead(grid, column, sheet, book);
  int row = kFirstRow;
  for (const Line& line : grid.lines) {
    WriteLine(line, grid.columns.size(), row++, column, sheet, book);
  }
  return row;
}

std::string PeriodOf(const aggregator::v1::Table& table) {
  return absl::StrCat("Từ ngày ", Date(table.period().first_day()), " đến hết ngày ",
                      Date(table.period().last_day()));
}

std::string StandingOf(const Sheet& sheet) {
  return absl::StrCat("Định nghĩa ", sheet.id, ", phiên bản ", sheet.version,
                      sheet.unofficial ? ", công thức không chính thức" : "",
                      sheet.source.empty() ? "" : ", theo ", sheet.source);
}

void WriteSheet(const aggregator::v1::Table& table, const Sheet& laid_out, Workbook& book) {
  std::size_t columns = 0;
  for (const Grid& grid : laid_out.grids) columns += grid.columns.size() + 2;
  lxw_worksheet* const sheet = book.AddSheet(laid_out.id, columns > kColumnsUpright);
  book.Write(sheet, 0, 0, laid_out.title, {.look = Look::kTitle});
  book.Write(sheet, 1, 0, PeriodOf(table), {});
  book.Write(sheet, 2, 0, StandingOf(laid_out), {});
  int column = 0, below = kFirstRow;
  for (const Grid& grid : laid_out.grids) {
    below = std::max(below, WriteGrid(grid, column, sheet, book));
    column += static_cast<int>(grid.columns.size()) + 3;
  }
  worksheet_freeze_panes(sheet, kFirstRow, laid_out.grids.size() == 1 ? 2 : 0);
  worksheet_repeat_rows(sheet, kHeadRow, kHeadRow + 1);
  if (laid_out.notes.empty()) return;
  book.Write(sheet, ++below, 0, "Ghi chú", {.look = Look::kTitle});
  for (const Note& note : laid_out.notes) {
    book.Write(sheet, ++below, 0, absl::StrCat("[", note.number, "] ", note.text), {});
  }
}

// The row below.
int WriteTextGrid(const TextGrid& grid, int row, lxw_worksheet* sheet, Workbook& book) {
  book.Write(sheet, row++, 0, grid.title, {.look = Look::kTitle});
  for (std::size_t i = 0; i < grid.head.size(); ++i) {
    book.Write(sheet, row, static_cast<int>(i), grid.head[i], {.look = Look::kHead});
  }
  for (const std::vector<Value>& cells : grid.rows) {
    ++row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      book.Write(sheet, row, static_cast<int>(i), cells[i], {.look = Look::kText});
    }
  }
  return row + 1;
}

void WriteFindings(const Document& document, Workbook& book) {
  lxw_worksheet* const sheet = book.AddSheet(kFindings, true);
  const TextGrid findings = FindingsOf(document);
  WriteTextGrid(findings, 0, sheet, book);
  worksheet_set_column(sheet, 0, findings.head.size() - 1, kWordsWidth, nullptr);
  worksheet_freeze_panes(sheet, 2, 0);
  worksheet_repeat_rows(sheet, 1, 1);
}

void WriteProvenance(const Document& document, Workbook& book) {
  lxw_worksheet* const sheet = book.AddSheet("nguon_so_lieu", true);
  worksheet_set_column(sheet, 0, 0, kLabelWidth, nullptr);
  worksheet_set_column(sheet, 1, kColumnsUpright, kWordsWidth, nullptr);
  int row = 0;
  for (const TextGrid& grid : ProvenanceOf(document)) {
    row = WriteTextGrid(grid, row, sheet, book) + 1;
  }
}

// When the newest of its data came in.
absl::Time AgeOf(const aggregator::v1::Report& report) {
  std::int64_t newest = 1;
  for (const auto& table : report.tables()) {
    for (const auto& mark : table.watermarks()) {
      newest = std::max<std::int64_t>(newest, mark.apply_time().seconds());
    }
  }
  return absl::FromUnixSeconds(newest);
}

}  // namespace

void WriteXlsx(const Document& document, const std::string& path) {
  Workbook book(path, AgeOf(document.report));
  for (const aggregator::v1::Table& table : document.report.tables()) {
    WriteSheet(table,
               SheetOf(table, document.definitions.at(table.definition()), {.rest_at = kFindings}),
               book);
  }
  WriteFindings(document, book);
  WriteProvenance(document, book);
  book.Close();
}

}  // namespace motcua::exports
