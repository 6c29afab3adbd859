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
      absl::StrAppend(&text_, "  (", i + first_number_, ") ", TitleOf(printed_.columns[i]), "\n");
    }
    const std::size_t block = kCellWidth * printed_.columns.size();
    absl::StrAppend(&text_, Left("", 4 + name_width_), " |", Left(" Bản in", block),
                    " | Hệ thống tính\n", Left("STT", 4), Left("Đơn vị", name_width_), " |",
                    Numbers(), " |", Numbers(), "\n");
  }

  std::string TitleOf(const std::string& column) const {
    for (int i = 0; i < table_.columns_size(); ++i) {
      if (table_.columns(i) == column) return table_.column_titles_vi(i);
    }
    return column;
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

}  // namespace

std::string AsTsv(const PrintedTable& printed, const Table& table) {
  std::string text = absl::StrCat(printed.axis, "\t", absl::StrJoin(table.columns(), "\t"), "\n");
  const auto add = [&](const std::string& id, const Row& row) {
    absl::StrAppend(&text, replay::SlugOfId(id));
    for (const auto& cell : row.cells()) absl::StrAppend(&text, "\t", cell.printed());
    absl::StrAppend(&text, "\n");
  };
  for (const Row& row : table.rows()) add(row.id(), row);
  if (table.has_total()) add("total", table.total());
  return text;
}

std::string SideBySide(const PrintedTable& printed, const Table& table,
                       const std::vector<Difference>& differences) {
  return Sheet(printed, table, differences).Text();
}

}  // namespace motcua::compare
