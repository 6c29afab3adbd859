#include "tools/export/text.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/text.h"

namespace motcua::exports {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;

// Controls, format characters (direction, joiners), separators of lines and paragraphs, and what
// no text may hold.
bool IsHidden(UChar32 character) {
  const std::uint32_t hidden = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK |
                               U_GC_CS_MASK | U_GC_CO_MASK | U_GC_CN_MASK;
  return (U_GET_GC_MASK(character) & hidden) != 0;
}

}  // namespace

std::string Visible(std::string_view text) {
  std::string visible;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t begin = i;
    UChar32 character = 0;
    U8_NEXT(text.data(), i, size, character);
    if (character < 0) {
      icu::UnicodeString(kReplacement).toUTF8String(visible);
    } else if (IsHidden(character)) {
      visible += absl::StrFormat("[U+%04X]", character);
    } else {
      visible.append(text.substr(begin, i - begin));
    }
  }
  return CleanText(visible).value_or(visible);
}

std::string Html(std::string_view text) {
  return absl::StrReplaceAll(
      Visible(text),
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string Upper(std::string_view text) {
  std::string upper;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())))
      .toUpper(icu::Locale("vi"))
      .toUTF8String(upper);
  return upper;
}

std::string Date(const std::string& iso) {
  const std::vector<std::string> parts = absl::StrSplit(iso, '-');
  int month = 0, day = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &month) ||
      !absl::SimpleAtoi(parts[2], &day)) {
    return iso;
  }
  return absl::StrFormat("%d/%d/%s", day, month, parts[0]);
}

}  // namespace motcua::exports
