// Grids in HTML.
#ifndef MOTCUA_TOOLS_EXPORT_HTML_TABLE_H_
#define MOTCUA_TOOLS_EXPORT_HTML_TABLE_H_

#include <string>
#include <vector>

#include "tools/export/sheet.h"
#include "tools/export/text_grid.h"

namespace motcua::exports {

std::string HtmlTable(const Grid& grid);
std::string HtmlTable(const TextGrid& grid);

// Below a table; empty without notes.
std::string HtmlNotes(const std::vector<Note>& notes);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_HTML_TABLE_H_
