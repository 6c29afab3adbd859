// A report as one page to be printed and signed.
#ifndef MOTCUA_TOOLS_EXPORT_HTML_H_
#define MOTCUA_TOOLS_EXPORT_HTML_H_

#include <string>

#include "tools/export/document.h"

namespace motcua::exports {

// Vietnamese, A4, needs no other file: a cover with letterhead, list of tables and place for a
// signature; each table on pages of its own with notes on its findings; findings between tables;
// what the numbers rest on. Nothing of the report is read as markup.
std::string HtmlOf(const Document& document);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_HTML_H_
