// Text as people write it: UTF-8, one spelling of each character (NFC).
#ifndef MOTCUA_COMMON_BASE_TEXT_H_
#define MOTCUA_COMMON_BASE_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace motcua {

// The text in NFC, without white space at its ends; nullopt when it is not UTF-8 or holds
// control characters or unassigned code points.
std::optional<std::string> CleanText(std::string_view text);

// Code points of valid UTF-8.
std::size_t CountCharacters(std::string_view text);

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_TEXT_H_
