#include "common/base/collation.h"

#include <unicode/coll.h>
#include <unicode/sortkey.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <memory>
#include <stdexcept>

namespace motcua {
namespace {

// Const members of a collator may be called by many threads.
const icu::Collator& Vietnamese() {
  static const icu::Collator* const collator = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), error));
    // A default would be another language's.
    if (U_FAILURE(error) || error == U_USING_DEFAULT_WARNING) {
      throw std::runtime_error("there is no Vietnamese collation");
    }
    return made.release();
  }();
  return *collator;
}

}  // namespace

std::string CollationKey(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  icu::CollationKey key;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  Vietnamese().getCollationKey(text, key, error);
  if (U_FAILURE(error)) throw std::runtime_error("a name cannot be collated");
  std::int32_t size = 0;
  const std::uint8_t* const bytes = key.getByteArray(size);
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace motcua
