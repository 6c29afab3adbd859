#include "services/payment/domain/qr_text.h"

#include <algorithm>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/payment/domain/qr_fields.h"

namespace motcua::payment {
namespace {

// Ids of EMVCo, and what stands in them here.
constexpr char kFormat[] = "00";
constexpr char kFormatVersion[] = "01";
constexpr char kInitiation[] = "01";
constexpr char kDynamic[] = "12";
constexpr char kMerchant[] = "38";
constexpr char kNetwork[] = "00";
constexpr char kNapas[] = "A000000727";
constexpr char kBeneficiary[] = "01";
constexpr char kBankBin[] = "00";
constexpr char kAccountNumber[] = "01";
constexpr char kService[] = "02";
constexpr char kTransferToAccount[] = "QRIBFTTA";
constexpr char kCurrency[] = "53";
constexpr char kDong[] = "704";
constexpr char kAmount[] = "54";
constexpr char kCountry[] = "58";
constexpr char kVietnam[] = "VN";
constexpr char kAdditional[] = "62";
constexpr char kBillNumber[] = "01";
constexpr char kPurpose[] = "08";

constexpr std::int64_t kLargestQrAmount = 9'999'999'999'999;
constexpr std::size_t kLongestQrReference = 25;
constexpr std::size_t kLongestAccount = 19;
constexpr std::size_t kBinSize = 6;

bool IsDigit(char c) { return '0' <= c && c <= '9'; }
bool IsLetter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
bool IsInCode(char c) { return IsDigit(c) || IsLetter(c) || c == '-' || c == '.'; }

template <typename Allowed>
bool All(std::string_view text, Allowed allowed) {
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool IsUsable(const BankAccount& account) {
  return account.bin.size() == kBinSize && All(account.bin, IsDigit) &&
         account.number.size() <= kLongestAccount &&
         All(account.number, [](char c) { return IsDigit(c) || IsLetter(c); });
}

absl::Status NotATransfer(std::string_view why) {
  return InvalidField("text", "QR_NOT_A_TRANSFER", why,
                      "Mã QR không phải là yêu cầu chuyển khoản của hồ sơ.");
}

// A number without sign and leading zero.
template <typename Number>
std::optional<Number> NumberIn(std::string_view text) {
  Number number = 0;
  if (!All(text, IsDigit) || text.front() == '0' ||
      !absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &number)) {
    return std::nullopt;
  }
  return number;
}

// The value of a field, empty if there is none: no field's value is.
std::string_view ValueOf(const QrFields& fields, std::string_view id) {
  const auto found = fields.find(id);
  return found == fields.end() ? std::string_view() : found->second;
}

absl::StatusOr<BankAccount> AccountIn(std::string_view merchant) {
  const absl::StatusOr<QrFields> fields = ParseQrFields(merchant);
  if (!fields.ok()) return fields.status();
  if (ValueOf(*fields, kNetwork) != kNapas || ValueOf(*fields, kService) != kTransferToAccount) {
    return NotATransfer("it is no transfer to an account");
  }
  const absl::StatusOr<QrFields> parts = ParseQrFields(ValueOf(*fields, kBeneficiary));
  if (!parts.ok()) return parts.status();
  BankAccount account{std::string(ValueOf(*parts, kBankBin)),
                      std::string(ValueOf(*parts, kAccountNumber))};
  if (!IsUsable(account)) return NotATransfer("no bank account is named");
  return account;
}

absl::Status ReadReference(std::string_view additional, QrTransfer& transfer) {
  const absl::StatusOr<QrFields> fields = ParseQrFields(additional);
  if (!fields.ok()) return fields.status();
  const std::string_view reference = ValueOf(*fields, kBillNumber);
  const std::size_t slash = reference.find('/');
  if (slash == std::string_view::npos || !All(reference.substr(0, slash), IsInCode)) {
    return NotATransfer("no dossier is named");
  }
  const std::optional<int> payment = NumberIn<int>(reference.substr(slash + 1));
  if (!payment || reference.size() > kLongestQrReference)
    return NotATransfer("no payment is named");
  transfer.dossier = std::string(reference.substr(0, slash));
  transfer.payment = *payment;
  return absl::OkStatus();
}

absl::Status NotConfigured() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "QR_NOT_CONFIGURED", "",
                "no bank account is configured to receive transfers",
                "Chưa cấu hình tài khoản ngân hàng nhận chuyển khoản.");
}

absl::Status AmountTooLarge() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "QR_AMOUNT_TOO_LARGE", "",
                "a QR code has room for amounts of 13 digits",
                "Số tiền vượt quá 13 chữ số mà mã QR cho phép.");
}

absl::Status ReferenceTooLong() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "QR_REFERENCE_TOO_LONG", "",
                "a QR code has room for 25 characters of dossier code and payment number",
                "Mã hồ sơ quá dài để ghi vào mã QR.");
}

std::string MerchantOf(const BankAccount& account) {
  std::string beneficiary;
  AppendQrField(beneficiary, kBankBin, account.bin);
  AppendQrField(beneficiary, kAccountNumber, account.number);
  std::string merchant;
  AppendQrField(merchant, kNetwork, kNapas);
  AppendQrField(merchant, kBeneficiary, beneficiary);
  AppendQrField(merchant, kService, kTransferToAccount);
  return merchant;
}

}  // namespace

absl::StatusOr<std::string> MakeQrText(const QrTransfer& transfer) {
  if (!IsUsable(transfer.to)) return NotConfigured();
  if (transfer.amount_dong < 1 || transfer.amount_dong > kLargestQrAmount) return AmountTooLarge();
  const std::string reference = absl::StrCat(transfer.dossier, "/", transfer.payment);
  if (reference.size() > kLongestQrReference) return ReferenceTooLong();
  std::string additional;
  AppendQrField(additional, kBillNumber, reference);
  AppendQrField(additional, kPurpose, reference);

  std::string text;
  AppendQrField(text, kFormat, kFormatVersion);
  AppendQrField(text, kInitiation, kDynamic);
  AppendQrField(text, kMerchant, MerchantOf(transfer.to));
  AppendQrField(text, kCurrency, kDong);
  AppendQrField(text, kAmount, absl::StrCat(transfer.amount_dong));
  AppendQrField(text, kCountry, kVietnam);
  AppendQrField(text, kAdditional, additional);
  AppendQrChecksum(text);
  return text;
}

absl::StatusOr<QrTransfer> ParseQrText(std::string_view text) {
  const absl::StatusOr<std::string_view> body = CheckQrChecksum(text);
  if (!body.ok()) return body.status();
  const absl::StatusOr<QrFields> fields = ParseQrFields(*body);
  if (!fields.ok()) return fields.status();
  if (body->substr(0, 6) != "000201") return QrMalformed("the format must come first, and be 01");
  if (ValueOf(*fields, kInitiation) != kDynamic || ValueOf(*fields, kCurrency) != kDong ||
      ValueOf(*fields, kCountry) != kVietnam) {
    return NotATransfer("it is no dynamic code for đồng in Vietnam");
  }
  QrTransfer transfer;
  const absl::StatusOr<BankAccount> account = AccountIn(ValueOf(*fields, kMerchant));
  if (!account.ok()) return account.status();
  transfer.to = *account;
  const auto amount = NumberIn<std::int64_t>(ValueOf(*fields, kAmount));
  if (!amount || *amount > kLargestQrAmount)
    return NotATransfer("no amount of whole đồng is named");
  transfer.amount_dong = *amount;
  absl::Status status = ReadReference(ValueOf(*fields, kAdditional), transfer);
  if (!status.ok()) return status;
  return transfer;
}

std::string ReferenceOf(const QrTransfer& transfer) {
  return absl::StrCat("dossiers/", transfer.dossier, "/payments/", transfer.payment);
}

}  // namespace motcua::payment
