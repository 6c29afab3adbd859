// Whatever a QR code says: it is refused, or means something that can be said again.
#include "services/payment/domain/qr_text.h"

#include <string>

#include "services/payment/domain/qr_fields.h"
#include "tests/fuzz/targets/expect.h"

namespace motcua::fuzz {
namespace {

void Try(const std::string& text) {
  const absl::StatusOr<payment::QrTransfer> transfer = payment::ParseQrText(text);
  if (!transfer.ok()) {
    Expect(transfer.status().code() == absl::StatusCode::kInvalidArgument, "bad text is refused");
    return;
  }
  const absl::StatusOr<std::string> said = payment::MakeQrText(*transfer);
  Expect(said.ok(), "what was read can be said");
  const absl::StatusOr<payment::QrTransfer> again = payment::ParseQrText(*said);
  Expect(again.ok() && *again == *transfer, "said again it means the same");
}

}  // namespace
}  // namespace motcua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  motcua::fuzz::Try(text);
  // No mutation finds a checksum by chance.
  motcua::payment::AppendQrChecksum(text);
  motcua::fuzz::Try(text);
  return 0;
}
