// Names as they come in, made safe to print.
#ifndef MOTCUA_TOOLS_EXPORT_TEXT_H_
#define MOTCUA_TOOLS_EXPORT_TEXT_H_

#include <string>
#include <string_view>

namespace motcua::exports {

// In NFC. Line breaks, marks that turn the direction of writing, and whatever else moves text
// without being seen, are shown as `[U+202E]`; what is no UTF-8 as U+FFFD.
std::string Visible(std::string_view text);

// Visible, and plain text wherever HTML expects text or an attribute.
std::string Html(std::string_view text);

// Capital letters, also Vietnamese ones.
std::string Upper(std::string_view text);

// `2022-03-15` as `15/3/2022`; other text stays.
std::string Date(const std::string& iso);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_TEXT_H_
