// Findings as notes below a table.
#ifndef MOTCUA_TOOLS_EXPORT_NOTES_H_
#define MOTCUA_TOOLS_EXPORT_NOTES_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "motcua/aggregator/v1/aggregator.pb.h"

namespace motcua::exports {

using Findings = google::protobuf::RepeatedPtrField<aggregator::v1::Finding>;

struct Note {
  int number = 0;
  aggregator::v1::Finding::Severity severity;
  std::string text;  // Vietnamese
};

struct Notes {
  std::vector<Note> notes;
  // Numbers of the notes about a cell, by row and column.
  std::map<std::pair<std::string, std::string>, std::vector<int>> marks;
};

// What rows and columns are called.
class Names {
 public:
  void Add(const aggregator::v1::Table& table);
  // The id where nothing is known.
  std::string Row(const std::string& table, const std::string& row) const;
  std::string Column(const std::string& table, const std::string& column) const;
  std::string Table(const std::string& table) const;

 private:
  std::map<std::string, std::string> tables_;
  std::map<std::pair<std::string, std::string>, std::string> rows_;
  std::map<std::pair<std::string, std::string>, std::string> columns_;
  std::map<std::string, std::string> any_rows_;  // findings between sources name no table
};

struct NoteStyle {
  bool with_table = false;   // names the table too
  std::string rest_at = {};  // where the rows stand that a long note leaves out; empty: it has all
};

// One note for all findings of one table, identity and columns, worst first. What is only worth
// knowing has its cause as its note, and marks no cell.
Notes NotesOf(const Findings& findings, const Names& names, const NoteStyle& style = {});

// Neither a violation nor a warning: the numbers are right.
bool IsRemark(const aggregator::v1::Finding& finding);

// `Vi phạm`, `Cảnh báo`, `Ghi nhận`.
std::string SeverityName(aggregator::v1::Finding::Severity severity);
// What an identity says, for instance `tổng số bằng các phần cộng lại`; empty: not known.
std::string IdentityName(const std::string& identity);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_NOTES_H_
