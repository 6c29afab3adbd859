// The form of EMVCo QR texts: fields of a two-digit id, a two-digit length and a value, one after
// the other, the last one a checksum. Pure.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_QR_FIELDS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_QR_FIELDS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::payment {

inline constexpr std::size_t kLongestQrValue = 99;

// CRC-16/CCITT-FALSE; of "123456789" it is 0x29B1.
std::uint16_t QrChecksum(std::string_view text);

// Appends a field. `value` has 1 to kLongestQrValue bytes.
void AppendQrField(std::string& text, std::string_view id, std::string_view value);
// Appends field 63 over all that stands before it.
void AppendQrChecksum(std::string& text);

// Values by id, parts of the text given.
using QrFields = std::map<std::string_view, std::string_view>;

// The fields of a whole text or of a template. `QR_MALFORMED` when ids or lengths are no digits or
// point past the end, or an id comes twice.
absl::StatusOr<QrFields> ParseQrFields(std::string_view text);

// The text before its checksum. `QR_MALFORMED` without one, `QR_CHECKSUM_WRONG`.
absl::StatusOr<std::string_view> CheckQrChecksum(std::string_view text);

absl::Status QrMalformed(std::string_view why);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_QR_FIELDS_H_
