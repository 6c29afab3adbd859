#include "tools/compare/layout.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/replay/scenario.h"

namespace motcua::compare {
namespace {

using aggregator::v1::Row;
using aggregator::v1::Table;

constexpr std::size_t kCellWidth = 7;
constexpr std::size_t kBlockWidth = 9;
// Columns 1 and 2 of a form are the running number and the name; a form by area has one more.
constexpr std::size_t kFirstColumnNumber = 3;
constexpr std::array<const char*, 12> kRoman = {"I",   "II",   "III", "IV", "V",  "VI",
                                                "VII", "VIII", "IX",  "X",  "XI", "XII"};

// Characters, not bytes: names are in NFC, one character a place.
std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string Left(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, Width(text)), ' ');
}
std::string Right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, Width(text)), ' ') + text;
}

std::string TitleOf(const Table& table, const std::string& column) {
  for (int i = 0; i < table.columns_size(); ++i) {
    if (table.columns(i) == column) return table.column_titles_vi(i);
  }
  return column;
}

bool IsBlock(const PrintedTable& printed) { return printed.axis == "column_id"; }

class Sheet {
 public:
  Sheet(const PrintedTable& printed, const Table& table, const std::vector<Difference>& differences)
      : printed_(printed),
        table_(table),
        first_number_(kFirstColumnNumber + (printed.axis == "row_id" ? 1 : 0)) {
    for (const Difference& difference : differences) {
      differs_.emplace(difference.row, difference.column);
    }
    for (const Row& row : table.rows()) name_width_ = std::max(name_width_, Width(row.label_vi()));
  }

  std::string Text() {
    AddHeading();
    for (const Row& row : table_.rows()) {
      if (row.group_vi() != group_) AddGroup(row.group_vi());
      AddRow(absl::StrCat(++number_), row);
    }
    if (table_.has_total()) AddRow("", table_.total());
    return std::move(text_);
  }

 private:
  void AddHeading() {
    absl::StrAppend(&text_, table_.title_vi(), "\n");
    for (std::size_t i = 0; i < printed_.columns.size(); ++i) {
      absl::StrAppend(&text_, "  (", i + first_number_, ") ", TitleOf(table_, printed_.columns[i]),
                      "\n");
    }
    const std::size_t block = kCellWidth * printed_.columns.size();
    absl::StrAppend(&text_, Left("", 4 + name_width_), " |", Left(" Bản in", block),
                    " | Hệ thống tính\n", Left("STT", 4), Left("Đơn vị", name_width_), " |",
                    Numbers(), " |", Numbers(), "\n");
  }

  std::string Numbers() const {
    std::string numbers;
    for (std::size_t i = 0; i < printed_.columns.size(); ++i) {
      numbers += Right(absl::StrCat("(", i + first_number_, ")"), kCellWidth);
    }
    return numbers;
  }

  void AddGroup(const std::string& group) {
    group_ = group;
    if (group.empty()) return;
    const char* roman = groups_ < kRoman.size() ? kRoman[groups_] : "";
    ++groups_;
    absl::StrAppend(&text_, Left(roman, 4), group, "\n");
  }

  void AddRow(const std::string& number, const Row& row) {
    const std::string id = &row == &table_.total() ? "total" : row.id();
    const auto printed =
        std::find_if(printed_.rows.begin(), printed_.rows.end(),
                     [&](const PrintedTable::Row& candidate) { return candidate.id == id; });
    std::string left;
    std::string right;
    for (std::size_t i = 0; i < printed_.columns.size(); ++i) {
      const auto* cell = FindCell(table_, row, printed_.columns[i]);
      const bool differs = differs_.count({id, printed_.columns[i]}) > 0;
      left += Right(printed == printed_.rows.end() ? "" : printed->cells[i], kCellWidth);
      right += Right(absl::StrCat(cell == nullptr ? "" : cell->printed(), differs ? "*" : ""),
                     kCellWidth);
    }
    absl::StrAppend(&text_, Left(number, 4), Left(row.label_vi(), name_width_), " |", left, " |",
                    right, "\n");
  }

  const PrintedTable& printed_;
  const Table& table_;
  const std::size_t first_number_;
  std::set<std::pair<std::string, std::string>> differs_;
  std::size_t name_width_ = 8;
  std::string group_;
  std::size_t groups_ = 0;
  int number_ = 0;
  std::string text_;
};

// A line per column, the printed and the computed cell of each row beside each other.
std::string BlockText(const PrintedTable& printed, const Table& table,
                      const std::vector<Difference>& differences) {
  std::size_t width = 8;
  for (const std::string& title : table.column_titles_vi()) width = std::max(width, Width(title));
  std::string text = absl::StrCat(table.title_vi(), "\n", Left("", width));
  for (const PrintedTable::Row& row : printed.rows) {
    const Row* const computed = FindRow(table, row.id);
    absl::StrAppend(&text, " | ", computed == nullptr ? row.id : computed->label_vi());
  }
  absl::StrAppend(&text, "\n", Left("", width));
  for (std::size_t i = 0; i < printed.rows.size(); ++i) {
    absl::StrAppend(&text, " |", Right("bản in", kBlockWidth), Right("tính", kBlockWidth));
  }
  for (std::size_t i = 0; i < printed.columns.size(); ++i) {
    absl::StrAppend(&text, "\n", Left(TitleOf(table, printed.columns[i]), width));
    for (const PrintedTable::Row& row : printed.rows) {
      const Row* const computed = FindRow(table, row.id);
      const auto* cell =
          computed == nullptr ? nullptr : FindCell(table, *computed, printed.columns[i]);
      const bool differs =
          std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
            return difference.row == row.id && difference.column == printed.columns[i];
          });
      absl::StrAppend(
          &text, " |", Right(row.cells[i], kBlockWidth),
          Right(absl::StrCat(cell == nullptr ? "" : cell->printed(), differs ? "*" : ""),
                kBlockWidth));
    }
  }
  return text + "\n";
}

}  // namespace

std::string AsTsv(const PrintedTable& printed, const Table& table) {
  std::vector<const Row*> rows;
  for (const Row& row : table.rows()) rows.push_back(&row);
  if (table.has_total()) rows.push_back(&table.total());
  std::string text = printed.axis;
  if (IsBlock(printed)) {
    for (const Row* row : rows) absl::StrAppend(&text, "\t", replay::SlugOfId(row->id()));
    for (int i = 0; i < table.columns_size(); ++i) {
      absl::StrAppend(&text, "\n", table.columns(i));
      for (const Row* row : rows) absl::StrAppend(&text, "\t", row->cells(i).printed());
    }
  } else {
    absl::StrAppend(&text, "\t", absl::StrJoin(table.columns(), "\t"));
    for (const Row* row : rows) {
      absl::StrAppend(&text, "\n", replay::SlugOfId(row->id()));
      for (const auto& cell : row->cells()) absl::StrAppend(&text, "\t", cell.printed());
    }
  }
  return text + "\n";
}

std::string SideBySide(const PrintedTable& printed, const Table& table,
                       const std::vector<Difference>& differences) {
  return IsBlock(printed) ? BlockText(printed, table, differences)
                          : Sheet(printed, table, differences).Text();
}

}  // namespace motcua::compare
