// Rows of text as a table, TSV or JSON.
#ifndef MOTCUA_TOOLS_MOTCUACTL_GRID_H_
#define MOTCUA_TOOLS_MOTCUACTL_GRID_H_

#include <optional>
#include <string>
#include <vector>

namespace motcua::ctl {

enum class Format { kTable, kTsv, kJson };

// nullopt unless `name` is table, tsv or json.
std::optional<Format> ParseFormat(const std::string& name);

// `head` names the columns. Table: padded by code points, numbers to the right. TSV: `'` before
// what a spreadsheet would take for a formula; numbers stay. Both show what moves text without
// being seen, as exports do. JSON: a list of objects, every value a string, as it is.
std::string Render(const std::vector<std::string>& head,
                   const std::vector<std::vector<std::string>>& rows, Format format);

// Texts of several lines, side by side, each as wide as its longest line.
std::string SideBySide(const std::vector<std::string>& texts);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_GRID_H_
