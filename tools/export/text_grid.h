// What is said around the tables, as plain grids: findings one by one, and provenance.
#ifndef MOTCUA_TOOLS_EXPORT_TEXT_GRID_H_
#define MOTCUA_TOOLS_EXPORT_TEXT_GRID_H_

#include <string>
#include <vector>

#include "tools/export/document.h"
#include "tools/export/sheet.h"

namespace motcua::exports {

struct TextGrid {
  std::string title;
  std::vector<std::string> head;
  std::vector<std::vector<Value>> rows;
};

// Every finding of the report: severity, identity, table, row, columns, expected, shown,
// difference, explained, cause.
TextGrid FindingsOf(const Document& document);

// What the numbers rest on: tables with version and standing, sources with how far they are known,
// imports. All tables of a report rest on the same revisions.
std::vector<TextGrid> ProvenanceOf(const Document& document);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_TEXT_GRID_H_
