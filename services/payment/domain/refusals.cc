#include "services/payment/domain/refusals.h"

#include "common/base/errors.h"

namespace motcua::payment {
namespace {

absl::Status Missing(const char* reason, const char* message, const char* message_vi) {
  return Refuse(absl::StatusCode::kNotFound, reason, "name", message, message_vi);
}

absl::Status Forbidden(const char* reason, const char* message, const char* message_vi) {
  return Refuse(absl::StatusCode::kFailedPrecondition, reason, "", message, message_vi);
}

absl::Status OutOfOrder(const char* message, const char* message_vi) {
  return InvalidField("event_time", "EVENT_OUT_OF_ORDER", message, message_vi);
}

}  // namespace

absl::Status AccountNotFound() {
  return Missing("ACCOUNT_NOT_FOUND", "no such dossier was received",
                 "Không có hồ sơ này trong danh sách thu phí, lệ phí.");
}

absl::Status ObligationNotFound() {
  return Missing("OBLIGATION_NOT_FOUND", "the dossier has no such obligation",
                 "Hồ sơ không có khoản phải nộp mang số này.");
}

absl::Status PaymentNotFound() {
  return Missing("PAYMENT_NOT_FOUND", "the dossier has no such payment",
                 "Hồ sơ không có lần thanh toán mang số này.");
}

absl::Status RefundNotFound() {
  return Missing("REFUND_NOT_FOUND", "the dossier has no such refund",
                 "Hồ sơ không có lần hoàn tiền mang số này.");
}

absl::Status ReceiptNotFound() {
  return Missing("RECEIPT_NOT_FOUND", "the dossier has no such receipt",
                 "Hồ sơ không có biên lai mang số này.");
}

absl::Status ConfirmationNotFound() {
  return Refuse(absl::StatusCode::kNotFound, "CONFIRMATION_NOT_FOUND", "gateway_transaction",
                "the gateway has confirmed no such transaction",
                "Cổng thanh toán chưa xác nhận giao dịch này.");
}

absl::Status DossierVoid() {
  return Forbidden("DOSSIER_VOID", "the dossier was voided", "Hồ sơ đã bị hủy bỏ.");
}

absl::Status DossierEnded() {
  return Forbidden("DOSSIER_ENDED", "the dossier was withdrawn, stopped or refused",
                   "Hồ sơ đã rút, dừng giải quyết hoặc bị từ chối.");
}

absl::Status ObligationClosed() {
  return Forbidden("OBLIGATION_CLOSED", "the obligation was cancelled",
                   "Khoản phải nộp đã bị hủy.");
}

absl::Status NothingOwed() {
  return Forbidden("NOTHING_OWED", "nothing is owed", "Không còn khoản nào phải nộp.");
}

absl::Status PaymentPending() {
  return Forbidden("PAYMENT_PENDING", "another payment is pending",
                   "Đang có một lần thanh toán chờ xác nhận.");
}

absl::Status PaymentNotPending() {
  return Forbidden("PAYMENT_NOT_PENDING", "the payment is not pending",
                   "Lần thanh toán này không ở trạng thái chờ.");
}

absl::Status AmountExceedsOwed() {
  return Forbidden("AMOUNT_EXCEEDS_OWED", "the amount is more than what is owed",
                   "Số tiền vượt quá số còn phải nộp.");
}

absl::Status ConfirmationAssigned() {
  return Forbidden("CONFIRMATION_ASSIGNED", "the money belongs to a dossier already",
                   "Khoản tiền đã được gán cho hồ sơ.");
}

absl::Status RefundExceedsOverpayment() {
  return Forbidden("REFUND_EXCEEDS_OVERPAYMENT", "the amount is more than what was overpaid",
                   "Số tiền hoàn vượt quá số nộp thừa.");
}

absl::Status MoneyUnderReceipt() {
  return Forbidden("MONEY_UNDER_RECEIPT", "a receipt covers the money; cancel it first",
                   "Khoản tiền đã có biên lai; cần hủy biên lai trước khi hoàn.");
}

absl::Status RefundNotPending() {
  return Forbidden("REFUND_NOT_PENDING", "the refund is not pending",
                   "Lần hoàn tiền này không ở trạng thái chờ.");
}

absl::Status NothingToReceipt() {
  return Forbidden("NOTHING_TO_RECEIPT", "no đồng paid for an obligation is without receipt",
                   "Không có khoản đã nộp nào cần lập biên lai.");
}

absl::Status ReceiptNotInForce() {
  return Forbidden("RECEIPT_NOT_IN_FORCE", "the receipt was replaced or cancelled",
                   "Biên lai đã bị thay thế hoặc hủy.");
}

absl::Status BalanceTooLarge() {
  return InvalidField("amount", "AMOUNT_TOO_LARGE", "the sum would be beyond 10^15 đồng",
                      "Tổng số tiền vượt quá 10^15 đồng.");
}

absl::Status EventBeforeReceipt() {
  return InvalidField("event_time", "EVENT_BEFORE_RECEIPT",
                      "the time lies before the receipt of the dossier",
                      "Thời điểm trước khi tiếp nhận hồ sơ.");
}

absl::Status EventBeforeIssue() {
  return OutOfOrder("the time lies before the issue of the receipt",
                    "Thời điểm trước khi lập biên lai.");
}

absl::Status EventBeforeOrder() {
  return OutOfOrder("the time lies before the order of the refund",
                    "Thời điểm trước khi yêu cầu hoàn tiền.");
}

absl::Status EventBeforePayment() {
  return OutOfOrder("the time lies before the payment of money the receipt covers",
                    "Thời điểm trước khi nộp khoản tiền được lập biên lai.");
}

absl::Status ExpireTimeInvalid() {
  return InvalidField("expire_time", "EXPIRE_TIME_INVALID", "must be within 30 days from now",
                      "Hạn thanh toán phải trong vòng 30 ngày kể từ bây giờ.");
}

absl::Status EtagMismatch() {
  return Refuse(absl::StatusCode::kAborted, "ETAG_MISMATCH", "etag", "the account was changed",
                "Thông tin thanh toán đã được thay đổi; cần tải lại.");
}

absl::Status ConflictAccountExists() {
  return Forbidden("CONFLICT_ACCOUNT_EXISTS", "the dossier was received twice",
                   "Hồ sơ được tiếp nhận hai lần.");
}

}  // namespace motcua::payment
