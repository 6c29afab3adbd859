#include "tools/export/sheet.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/export/value.h"

namespace motcua::exports {
namespace {

namespace v1 = aggregator::v1;

constexpr std::array kRoman = {"I",    "II",  "III",  "IV",    "V",   "VI",   "VII",
                               "VIII", "IX",  "X",    "XI",    "XII", "XIII", "XIV",
                               "XV",   "XVI", "XVII", "XVIII", "XIX", "XX"};
// Columns 1 and 2 are the running number and the label.
constexpr int kFirstNumber = 3;

std::string Roman(std::size_t number) {
  return number <= kRoman.size() ? kRoman[number - 1] : absl::StrCat(number);
}

const char* LabelTitle(const v1::TableDefinition& definition) {
  if (definition.layout() == v1::TableDefinition::LAYOUT_BLOCK) return "Chỉ tiêu";
  if (definition.rows().by_field()) return "Lĩnh vực";
  if (!definition.rows().sets().empty()) return "Cấp";
  return definition.rows().parts().empty() ? "Cơ quan, đơn vị" : "Nơi tiếp nhận";
}

// The column that counts just this; 0: none.
int NumberOf(const v1::TableDefinition& definition, const v1::Measure& measure) {
  const std::string bytes = measure.SerializeAsString();
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    if (column.has_denominator() || column.value().SerializeAsString() != bytes) continue;
    return i + kFirstNumber;
  }
  return 0;
}

std::string ColumnNumber(const v1::TableDefinition& definition, int index) {
  const v1::Column& column = definition.columns(index);
  const std::string number = absl::StrCat("(", index + kFirstNumber, ")");
  if (!column.has_denominator()) return number;
  const int numerator = NumberOf(definition, column.value());
  const int denominator = NumberOf(definition, column.denominator());
  if (numerator == 0 || denominator == 0) return number;
  return absl::StrCat(number, "=(", numerator, ")/(", denominator, ")");
}

class Layout {
 public:
  Layout(const v1::Table& table, const v1::TableDefinition& definition, const Notes& notes)
      : table_(table), definition_(definition), notes_(notes) {}

  Grid Rows() const {
    std::vector<int> columns;
    Grid grid = EmptyGrid();
    for (int i = 0; i < table_.columns_size(); ++i) {
      columns.push_back(i);
      grid.columns.push_back({table_.column_titles_vi(i), ColumnNumber(definition_, i)});
    }
    Filler filler{*this, columns, grid};
    const bool by_area = !definition_.rows().parts().empty();
    for (const v1::Row& row : table_.rows()) {
      if (IsSubtotal(row)) {
        grid.lines.push_back(TotalLine(row, row.id(), columns));
      } else {
        filler.Add(row, by_area);
      }
    }
    if (table_.has_total()) grid.lines.push_back(TotalLine(table_.total(), "total", columns));
    return grid;
  }

  Grid List(const v1::RankedList& list) const {
    std::vector<int> columns;
    Grid grid = EmptyGrid();
    grid.title = list.title_vi();
    for (const std::string& column : list.columns()) {
      columns.push_back(IndexOf(column));
      grid.columns.push_back({table_.column_titles_vi(columns.back()), ""});
    }
    Filler filler{*this, columns, grid};
    for (const std::string& id : list.rows()) {
      const auto row = std::find_if(table_.rows().begin(), table_.rows().end(),
                                    [&](const v1::Row& candidate) { return candidate.id() == id; });
      if (row != table_.rows().end()) filler.Add(*row, true);
    }
    return grid;
  }

  // A line per column, a column per row.
  Grid Block() const {
    Grid grid = EmptyGrid();
    const auto has_unit = [](const v1::Column& column) { return !UnitName(column.unit()).empty(); };
    const bool units =
        std::any_of(definition_.columns().begin(), definition_.columns().end(), has_unit);
    const auto has_minimum = [](const v1::Column& column) { return column.has_minimum_percent(); };
    const bool minimums =
        std::any_of(definition_.columns().begin(), definition_.columns().end(), has_minimum);
    if (units) grid.columns.push_back({"Đơn vị tính", "", true});
    for (const v1::Row& row : table_.rows()) grid.columns.push_back({row.label_vi(), ""});
    if (table_.has_total()) grid.columns.push_back({table_.total().label_vi(), ""});
    if (minimums) grid.columns.push_back({"Chỉ tiêu tối thiểu", "", true});
    for (int i = 0; i < table_.columns_size(); ++i) {
      Line line{Line::Kind::kRow, absl::StrCat(i + 1), table_.column_titles_vi(i), {}};
      const v1::Column& column = definition_.columns(i);
      if (units) line.cells.push_back({UnitName(column.unit()), {}});
      for (const v1::Row& row : table_.rows()) line.cells.push_back(CellOf(row, row.id(), i));
      if (table_.has_total()) line.cells.push_back(CellOf(table_.total(), "total", i));
      if (minimums) line.cells.push_back({Minimum(column), {}});
      grid.lines.push_back(std::move(line));
    }
    return grid;
  }

 private:
  // Adds rows under their headings.
  struct Filler {
    const Layout& layout;
    const std::vector<int>& columns;
    Grid& grid;
    std::string group = {};
    std::size_t groups = 0;
    int number = 0;

    // `anew`: numbers begin with 1 under each heading.
    void Add(const v1::Row& row, bool anew) {
      if (row.group_vi() != group) {
        group = row.group_vi();
        if (!group.empty())
          grid.lines.push_back({Line::Kind::kHeading, Roman(++groups), group, {}});
        if (anew) number = 0;
      }
      Line line{Line::Kind::kRow, absl::StrCat(++number), row.label_vi(), {}};
      for (const int column : columns) line.cells.push_back(layout.CellOf(row, row.id(), column));
      grid.lines.push_back(std::move(line));
    }
  };

  Grid EmptyGrid() const { return {"", LabelTitle(definition_), {}, {}}; }

  int IndexOf(const std::string& column) const {
    const auto& columns = table_.columns();
    return static_cast<int>(std::find(columns.begin(), columns.end(), column) - columns.begin());
  }

  Value CellOf(const v1::Row& row, const std::string& id, int column) const {
    Value value = ValueOf(row.cells(column), definition_.columns(column));
    const auto marks = notes_.marks.find({id, table_.columns(column)});
    if (marks != notes_.marks.end()) value.notes = marks->second;
    return value;
  }

  Line TotalLine(const v1::Row& row, const std::string& id, const std::vector<int>& columns) const {
    Line line{Line::Kind::kTotal, "", row.label_vi(), {}};
    for (const int column : columns) line.cells.push_back(CellOf(row, id, column));
    return line;
  }

  bool IsSubtotal(const v1::Row& row) const {
    return !definition_.rows().subtotal_label_vi().empty() && absl::EndsWith(row.id(), "--total");
  }

  static std::string Minimum(const v1::Column& column) {
    return column.has_minimum_percent() ? absl::StrCat("≥ ", column.minimum_percent(), "%") : "";
  }

  const v1::Table& table_;
  const v1::TableDefinition& definition_;
  const Notes& notes_;
};

}  // namespace

Sheet SheetOf(const v1::Table& table, const v1::TableDefinition& definition,
              const NoteStyle& style) {
  Names names;
  names.Add(table);
  Notes notes = NotesOf(table.findings(), names, style);
  Sheet sheet{.id = table.definition(),
              .title = table.title_vi(),
              .source = definition.source_vi(),
              .version = table.definition_version(),
              .unofficial = definition.unofficial(),
              .grids = {},
              .notes = {}};
  const Layout layout(table, definition, notes);
  if (definition.layout() == v1::TableDefinition::LAYOUT_BLOCK) {
    sheet.grids.push_back(layout.Block());
  } else if (table.lists().empty()) {
    sheet.grids.push_back(layout.Rows());
  } else {
    for (const v1::RankedList& list : table.lists()) sheet.grids.push_back(layout.List(list));
  }
  sheet.notes = std::move(notes.notes);
  return sheet;
}

}  // namespace motcua::exports
