// A report as one spreadsheet file.
#ifndef MOTCUA_TOOLS_EXPORT_XLSX_H_
#define MOTCUA_TOOLS_EXPORT_XLSX_H_

#include <string>

#include "tools/export/document.h"

namespace motcua::exports {

// A sheet per table, named by its definition, its head frozen, its total as printed; lists stand
// side by side. Then a sheet of findings and one of provenance. Numbers are numbers, all else is
// text. Throws std::runtime_error.
void WriteXlsx(const Document& document, const std::string& path);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_XLSX_H_
