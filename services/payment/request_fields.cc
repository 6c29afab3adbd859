#include "services/payment/request_fields.h"

#include <algorithm>
#include <optional>

#include "common/base/errors.h"
#include "common/base/text.h"
#include "common/rpc/request.h"
#include "services/payment/domain/amount.h"
#include "services/payment/domain/reference.h"

namespace motcua::payment {
namespace {

constexpr std::size_t kLongestBook = 20;

bool IsGateway(v1::PaymentChannel channel) {
  return channel == v1::PAYMENT_CHANNEL_NATIONAL_PORTAL ||
         channel == v1::PAYMENT_CHANNEL_PROVINCE_GATEWAY ||
         channel == v1::PAYMENT_CHANNEL_QR_TRANSFER;
}

bool IsTill(v1::PaymentChannel channel) {
  return channel == v1::PAYMENT_CHANNEL_COUNTER || channel == v1::PAYMENT_CHANNEL_POST;
}

absl::Status Required(std::string_view field) {
  return InvalidField(field, "FIELD_REQUIRED", std::string(field) + " is required",
                      "Thiếu thông tin bắt buộc: " + std::string(field) + ".");
}

}  // namespace

absl::StatusOr<std::int64_t> ParseAmount(const type::v1::Money& money, const std::string& field) {
  absl::Status status = CheckCurrency(money.currency(), field + ".currency");
  if (status.ok()) status = CheckAmount(money.dong(), field + ".dong");
  if (!status.ok()) return status;
  return money.dong();
}

absl::StatusOr<PaymentChannel> ParseGateway(v1::PaymentChannel gateway, std::string_view field) {
  if (IsGateway(gateway)) return static_cast<PaymentChannel>(gateway);
  return InvalidField(field, "GATEWAY_INVALID",
                      "must be the national portal, the province gateway or QR transfer",
                      "Kênh phải là Cổng DVC quốc gia, cổng của tỉnh hoặc chuyển khoản QR.");
}

absl::StatusOr<PaymentChannel> ParseOptionalChannel(v1::PaymentChannel channel, bool till,
                                                    std::string_view field) {
  if (channel == v1::PAYMENT_CHANNEL_UNSPECIFIED) return PaymentChannel::kNone;
  if (till && IsTill(channel)) return static_cast<PaymentChannel>(channel);
  return ParseGateway(channel, field);
}

absl::StatusOr<PaymentChannel> ParseTill(v1::PaymentChannel channel, std::string_view field) {
  if (IsTill(channel)) return static_cast<PaymentChannel>(channel);
  return InvalidField(field, "CHANNEL_INVALID", "must be counter or post",
                      "Kênh phải là tại quầy hoặc bưu chính.");
}

absl::StatusOr<ObligationKind> ParseKind(v1::Obligation::Kind kind, std::string_view field) {
  if (kind != v1::Obligation::KIND_UNSPECIFIED && v1::Obligation::Kind_IsValid(kind)) {
    return static_cast<ObligationKind>(kind);
  }
  return InvalidField(field, "OBLIGATION_KIND_INVALID",
                      "must be fee, charge or financial obligation",
                      "Phải nêu loại: lệ phí, phí hoặc nghĩa vụ tài chính.");
}

absl::StatusOr<std::string> ParseGatewayTransaction(const std::string& id, std::string_view field) {
  if (IsGatewayTransaction(id)) return id;
  return InvalidField(field, "GATEWAY_TRANSACTION_INVALID",
                      "must be 1 to 63 of A-Z, a-z, 0-9, -, . and _",
                      "Mã giao dịch phải có từ 1 đến 63 ký tự chữ, số, -, . hoặc _.");
}

absl::StatusOr<std::string> ParseReferenceText(const std::string& text, std::string_view field) {
  std::optional<std::string> clean = CleanText(text);
  if (clean && CountCharacters(*clean) <= kLongestReference) return *std::move(clean);
  return InvalidField(field, "REFERENCE_INVALID",
                      "must be UTF-8 of at most 255 characters without control characters",
                      "Nội dung phải là UTF-8, không quá 255 ký tự, không có ký tự điều khiển.");
}

absl::StatusOr<std::string> ParseBook(const std::string& book, std::string_view field) {
  const bool valid = std::all_of(book.begin(), book.end(), [](char c) {
    return ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '/';
  });
  if (valid && !book.empty() && book.size() <= kLongestBook) return book;
  return InvalidField(field, "BOOK_INVALID", "must be 1 to 20 of A-Z, 0-9, - and /",
                      "Ký hiệu biên lai phải có từ 1 đến 20 ký tự A-Z, 0-9, - hoặc /.");
}

absl::StatusOr<Day> ParseRequiredDay(const std::string& day, std::string_view field) {
  const absl::StatusOr<std::optional<Day>> parsed = rpc::ParseDate(day, field);
  if (!parsed.ok()) return parsed.status();
  if (!parsed->has_value()) return Required(field);
  return **parsed;
}

}  // namespace motcua::payment
