// A report as a PDF.
#ifndef MOTCUA_TOOLS_EXPORT_PDF_H_
#define MOTCUA_TOOLS_EXPORT_PDF_H_

#include <string>

#include "tools/export/document.h"

namespace motcua::exports {

// What HtmlOf says, set by the program `weasyprint`. Throws std::runtime_error, also where that
// program is missing.
void WritePdf(const Document& document, const std::string& path);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_PDF_H_
