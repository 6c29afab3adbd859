#include "common/base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <limits>

namespace motcua {
namespace {

bool Acceptable(UChar32 c) {
  // Negative: not UTF-8. Zero-width joiners and the like (Cf) are part of real names.
  return c >= 0 && u_isdefined(c) && u_charType(c) != U_CONTROL_CHAR;
}

bool AllAcceptable(std::string_view text) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (!Acceptable(c)) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> CleanText(std::string_view text) {
  if (text.size() > std::numeric_limits<std::int32_t>::max() || !AllAcceptable(text)) {
    return std::nullopt;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return std::nullopt;
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  icu::UnicodeString normal = nfc->normalize(source, error);
  if (U_FAILURE(error)) return std::nullopt;
  std::string clean;
  normal.trim().toUTF8String(clean);
  return clean;
}

std::size_t CountCharacters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

}  // namespace motcua
