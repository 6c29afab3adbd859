// A table as it is laid out, whatever it is printed on.
#ifndef MOTCUA_TOOLS_EXPORT_SHEET_H_
#define MOTCUA_TOOLS_EXPORT_SHEET_H_

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "tools/export/notes.h"

namespace motcua::exports {

// How a number is shown.
struct NumberFormat {
  int decimals = 0;
  int digits = 0;  // at least so many before the separator
  aggregator::v1::Number::Grouping grouping = aggregator::v1::Number::GROUPING_UNSPECIFIED;
  bool percent_sign = false;

  auto operator<=>(const NumberFormat&) const = default;
};

struct Value {
  std::string printed;           // as the table prints it; empty: blank
  std::optional<double> number;  // what is printed as a number; absent: a text
  NumberFormat format = {};
  bool reported = false;        // some of it was reported, not counted from dossiers
  std::vector<int> notes = {};  // numbers of notes about it
};

struct Line {
  enum class Kind { kHeading, kRow, kTotal };

  Kind kind = Kind::kRow;
  std::string number;  // running; Roman of a heading
  std::string label;
  std::vector<Value> cells;  // none in a heading
};

struct GridColumn {
  std::string title;
  std::string number;  // `(3)`, or how a rate is made: `(7)=(4)/(3)`; empty: not numbered
  bool text = false;   // its cells are words
};

// Columns 1 and 2 are the running number and the label.
struct Grid {
  std::string title;        // of a list; empty: that of the sheet
  std::string label_title;  // of the column of labels
  std::vector<GridColumn> columns;
  std::vector<Line> lines;
};

struct Sheet {
  std::string id;  // of the definition
  std::string title;
  std::string source;  // who asks for the table
  int version = 0;
  bool unofficial = false;
  std::vector<Grid> grids;  // one; or lists, side by side
  std::vector<Note> notes;
};

// A table with lists shows only these; a block has its columns as lines.
Sheet SheetOf(const aggregator::v1::Table& table, const aggregator::v1::TableDefinition& definition,
              const NoteStyle& notes = {});

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_SHEET_H_
