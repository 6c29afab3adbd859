// The order of Vietnamese names.
#ifndef MOTCUA_COMMON_BASE_COLLATION_H_
#define MOTCUA_COMMON_BASE_COLLATION_H_

#include <string>
#include <string_view>

namespace motcua {

// Keys of names compare, as bytes, as the names do in Vietnamese collation: a á ă â b … d đ e. Both
// spellings of a character (NFC, NFD) have one key. Throws std::runtime_error if the machine has no
// Vietnamese collation.
std::string CollationKey(std::string_view name);

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_COLLATION_H_
