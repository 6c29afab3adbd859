#include "services/processing/domain/refusals.h"

#include "common/base/errors.h"

namespace motcua::processing {
namespace {

absl::Status Forbidden(const char* reason, const char* message, const char* message_vi,
                       const char* field = "") {
  return Refuse(absl::StatusCode::kFailedPrecondition, reason, field, message, message_vi);
}

}  // namespace

absl::Status CaseNotFound() {
  return Refuse(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "name",
                "no such dossier in processing", "Không có hồ sơ này trong danh sách giải quyết.");
}

absl::Status CaseVoid() {
  return Forbidden("CASE_VOID", "the dossier was voided", "Hồ sơ đã bị hủy bỏ.");
}

absl::Status CaseEnded() {
  return Forbidden("CASE_ENDED", "the dossier has ended", "Hồ sơ đã kết thúc.");
}

absl::Status CaseOpen() {
  return Forbidden("CASE_OPEN", "the dossier is open", "Hồ sơ đang được giải quyết.");
}

absl::Status CaseWaiting() {
  return Forbidden("CASE_WAITING", "the clock stands; resume it first",
                   "Hồ sơ đang tạm dừng tính thời hạn; cần tiếp tục giải quyết trước.");
}

absl::Status CaseNotWaiting() {
  return Forbidden("CASE_NOT_WAITING", "the clock is running", "Hồ sơ không ở trạng thái chờ.");
}

absl::Status CaseNotFinished() {
  return Forbidden("CASE_NOT_FINISHED", "the dossier is not finished",
                   "Hồ sơ chưa có kết quả giải quyết.");
}

absl::Status ResultAlreadyHandedOver() {
  return Forbidden("RESULT_ALREADY_HANDED_OVER", "the result was handed over",
                   "Kết quả đã được trả cho người nộp hồ sơ.");
}

absl::Status LinkedLegOpen() {
  return Forbidden("LINKED_LEG_OPEN", "another agency still holds a linked leg",
                   "Cơ quan phối hợp chưa hoàn thành phần việc liên thông.");
}

absl::Status LegUnknown(const char* field) {
  return InvalidField(field, "LEG_UNKNOWN", "the dossier has no such leg",
                      "Hồ sơ không có phần việc mang số này.");
}

absl::Status LegEnded() {
  return Forbidden("LEG_ENDED", "the leg has ended", "Phần việc này đã kết thúc.", "leg");
}

absl::Status LegIsOwn() {
  return Forbidden("LEG_IS_OWN", "the own leg ends with the dossier",
                   "Phần việc của đơn vị tiếp nhận ban đầu kết thúc cùng hồ sơ.", "leg");
}

absl::Status LegExists() {
  return Forbidden("LEG_EXISTS", "the agency holds an open leg of the dossier",
                   "Cơ quan này đang giải quyết một phần việc của hồ sơ.", "agency");
}

absl::Status AlreadyAcknowledged() {
  return Forbidden("ALREADY_ACKNOWLEDGED", "the holder has acknowledged the leg",
                   "Cơ quan đang giữ đã xác nhận tiếp nhận hồ sơ.", "leg");
}

absl::Status AlreadyReturned() {
  return Forbidden("ALREADY_RETURNED", "the agency that handed the leg over holds it",
                   "Hồ sơ đã ở cơ quan chuyển đi nên không thể trả lại.", "leg");
}

absl::Status SameAgency() {
  return Forbidden("SAME_AGENCY", "the agency holds the leg already", "Cơ quan này đang giữ hồ sơ.",
                   "agency");
}

absl::Status StepUnknown() {
  return InvalidField("step", "STEP_UNKNOWN", "the route of the procedure has no such step",
                      "Quy trình của thủ tục không có bước này.");
}

absl::Status StepTaken() {
  return Forbidden("STEP_TAKEN", "the step is under way or finished",
                   "Bước này đang được thực hiện hoặc đã hoàn thành.", "step");
}

absl::Status StepNotReady() {
  return Forbidden("STEP_NOT_READY", "a step that comes before it is not finished",
                   "Bước phải làm trước đó chưa hoàn thành.", "step");
}

absl::Status StepOfAnotherAgency() {
  return InvalidField("agency", "STEP_OF_ANOTHER_AGENCY",
                      "the route gives the step to another agency or kind of agency",
                      "Theo quy trình, bước này thuộc cơ quan khác.");
}

absl::Status StepMayNotPause() {
  return Forbidden("STEP_MAY_NOT_PAUSE", "the route does not let the clock of this step stand",
                   "Theo quy trình, bước này không được tạm dừng tính thời hạn.", "leg");
}

absl::Status SecondSupplementNeedsReason() {
  return Forbidden("SECOND_SUPPLEMENT_NEEDS_REASON", "a second supplement request needs a reason",
                   "Yêu cầu bổ sung lần thứ hai trở đi phải nêu lý do.", "reason_code");
}

absl::Status DocumentRequired() {
  return InvalidField("document", "FIELD_REQUIRED", "the number of the letter is required",
                      "Thiếu số văn bản xin lỗi, hẹn lại ngày trả kết quả.");
}

absl::Status PromiseRequired() {
  return InvalidField("promise_date", "FIELD_REQUIRED", "an apology promises a new date",
                      "Văn bản xin lỗi phải nêu ngày hẹn trả lại.");
}

absl::Status PromiseNotLater() {
  return InvalidField("promise_date", "PROMISE_NOT_LATER",
                      "the promise must lie after the due date",
                      "Ngày hẹn lại phải sau ngày hẹn trả kết quả.");
}

absl::Status ApologyTooLate() {
  return Forbidden("APOLOGY_TOO_LATE",
                   "the rule: an apology is made at the latest one day before the due date",
                   "Theo quy định, văn bản xin lỗi phải có chậm nhất một ngày trước ngày hẹn trả"
                   " kết quả.");
}

absl::Status AlreadyApologised() {
  return Forbidden("ALREADY_APOLOGISED",
                   "the rule: one apology; the agency has apologised for this leg",
                   "Theo quy định, chỉ được xin lỗi và hẹn lại một lần; đơn vị đã xin lỗi.");
}

absl::Status NoDueDate() {
  return Forbidden("NO_DUE_DATE", "the leg has no due date",
                   "Hồ sơ không có ngày hẹn trả kết quả.");
}

absl::Status ExtensionTooLate() {
  return Forbidden(
      "EXTENSION_TOO_LATE",
      "the rule: an extension is made at the latest one day before the due date",
      "Theo quy định, chỉ được gia hạn chậm nhất một ngày trước ngày hẹn trả kết quả.");
}

absl::Status AlreadyExtended() {
  return Forbidden("ALREADY_EXTENDED", "the rule: at most one re-appointment; the leg was extended",
                   "Theo quy định, chỉ được hẹn lại ngày trả kết quả một lần.");
}

absl::Status DueDateNotLater() {
  return Forbidden("DUE_DATE_NOT_LATER", "the new due date must lie after the present one",
                   "Ngày hẹn trả mới phải sau ngày hẹn trả hiện tại.", "due_date");
}

absl::Status DueDateOnDayOff() {
  return InvalidField("due_date", "DUE_DATE_ON_DAY_OFF", "a due date is a working day",
                      "Ngày hẹn trả kết quả phải là ngày làm việc.");
}

absl::Status NoWithdrawalRequested() {
  return Forbidden("NO_WITHDRAWAL_REQUESTED", "nobody asked to withdraw the dossier",
                   "Hồ sơ không có yêu cầu rút.");
}

absl::Status NothingToCorrect() {
  return Refuse(absl::StatusCode::kInvalidArgument, "NOTHING_TO_CORRECT", "",
                "a correction states at least one new value",
                "Đính chính phải nêu ít nhất một giá trị mới.");
}

absl::Status LinkedChannel() {
  return InvalidField("channel", "CHANNEL_INVALID", "only a linked leg has the channel linked",
                      "Kênh liên thông không dùng cho đơn vị tiếp nhận ban đầu.");
}

absl::Status ReceiptAfterEvents() {
  return InvalidField("receive_time", "RECEIPT_AFTER_EVENTS",
                      "the dossier was worked on before that time",
                      "Thời điểm tiếp nhận không được sau các bước đã giải quyết.");
}

absl::Status ReceiptInFuture() {
  return InvalidField("receive_time", "RECEIPT_IN_FUTURE", "a receipt cannot lie in the future",
                      "Thời điểm tiếp nhận không được ở tương lai.");
}

absl::Status EventBeforeReceipt() {
  return InvalidField("event_time", "EVENT_BEFORE_RECEIPT", "before the receipt of the leg",
                      "Thời điểm thực hiện không được trước thời điểm tiếp nhận.");
}

absl::Status EventOutOfOrder() {
  return InvalidField("event_time", "EVENT_OUT_OF_ORDER",
                      "what is known before or after that time rules the step out",
                      "Thời điểm thực hiện mâu thuẫn với các bước đã ghi nhận.");
}

absl::Status ConflictCaseExists() {
  return Forbidden("CONFLICT_CASE_EXISTS", "the dossier was received twice",
                   "Hồ sơ đã được tiếp nhận trước đó.");
}

absl::Status ConflictCaseUnknown() {
  return Forbidden("CONFLICT_CASE_UNKNOWN", "the dossier was never received",
                   "Hồ sơ chưa từng được tiếp nhận.");
}

}  // namespace motcua::processing
