#include "services/payment/domain/qr_fields.h"

#include "absl/strings/str_format.h"
#include "common/base/errors.h"

namespace motcua::payment {
namespace {

constexpr std::string_view kChecksumHead = "6304";
constexpr std::size_t kChecksumSize = 4;
constexpr std::size_t kFieldHead = 4;

bool IsDigit(char c) { return '0' <= c && c <= '9'; }

}  // namespace

std::uint16_t QrChecksum(std::string_view text) {
  std::uint16_t sum = 0xFFFF;
  for (const char c : text) {
    sum = static_cast<std::uint16_t>(sum ^ (static_cast<unsigned char>(c) << 8));
    for (int bit = 0; bit < 8; ++bit) {
      const bool carry = (sum & 0x8000) != 0;
      sum = static_cast<std::uint16_t>(sum << 1);
      if (carry) sum ^= 0x1021;
    }
  }
  return sum;
}

void AppendQrField(std::string& text, std::string_view id, std::string_view value) {
  text += id;
  text += absl::StrFormat("%02d", value.size());
  text += value;
}

void AppendQrChecksum(std::string& text) {
  text += kChecksumHead;
  text += absl::StrFormat("%04X", QrChecksum(text));
}

absl::StatusOr<QrFields> ParseQrFields(std::string_view text) {
  QrFields fields;
  while (!text.empty()) {
    if (text.size() < kFieldHead) return QrMalformed("a field is cut off");
    for (const char c : text.substr(0, kFieldHead)) {
      if (!IsDigit(c)) return QrMalformed("ids and lengths are digits");
    }
    const std::size_t size = static_cast<std::size_t>(10 * (text[2] - '0') + (text[3] - '0'));
    if (size == 0) return QrMalformed("a field is empty");
    if (size > text.size() - kFieldHead) return QrMalformed("a length points past the end");
    if (!fields.emplace(text.substr(0, 2), text.substr(kFieldHead, size)).second) {
      return QrMalformed("an id comes twice");
    }
    text.remove_prefix(kFieldHead + size);
  }
  return fields;
}

absl::StatusOr<std::string_view> CheckQrChecksum(std::string_view text) {
  const std::size_t tail = kChecksumHead.size() + kChecksumSize;
  if (text.size() < tail ||
      text.substr(text.size() - tail, kChecksumHead.size()) != kChecksumHead) {
    return QrMalformed("there is no checksum at the end");
  }
  const std::string_view covered = text.substr(0, text.size() - kChecksumSize);
  if (text.substr(covered.size()) != absl::StrFormat("%04X", QrChecksum(covered))) {
    return InvalidField("text", "QR_CHECKSUM_WRONG", "the checksum is another one",
                        "Mã kiểm tra của mã QR không đúng.");
  }
  return text.substr(0, text.size() - tail);
}

absl::Status QrMalformed(std::string_view why) {
  return InvalidField("text", "QR_MALFORMED", why, "Nội dung mã QR không đúng định dạng.");
}

}  // namespace motcua::payment
