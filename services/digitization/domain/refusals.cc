#include "services/digitization/domain/refusals.h"

#include "common/base/errors.h"

namespace motcua::digitization {
namespace {

absl::Status Forbidden(const char* reason, const char* field, const char* message,
                       const char* message_vi) {
  return Refuse(absl::StatusCode::kFailedPrecondition, reason, field, message, message_vi);
}

}  // namespace

absl::Status FolderNotFound() {
  return Refuse(absl::StatusCode::kNotFound, "FOLDER_NOT_FOUND", "name",
                "no such dossier was received", "Không có hồ sơ này trong danh sách đã tiếp nhận.");
}

absl::Status FolderVoid() {
  return Forbidden("FOLDER_VOID", "", "the dossier was voided", "Hồ sơ đã bị hủy bỏ.");
}

absl::Status FolderErased() {
  return Forbidden("FOLDER_ERASED", "", "the applicant's data were erased",
                   "Dữ liệu của người nộp hồ sơ đã được xóa.");
}

absl::Status EventBeforeReceipt() {
  return InvalidField("event_time", "EVENT_BEFORE_RECEIPT", "lies before the receipt",
                      "Thời điểm thực hiện trước khi tiếp nhận hồ sơ.");
}

absl::Status EventOutOfOrder() {
  return InvalidField("event_time", "EVENT_OUT_OF_ORDER", "lies before the step before it",
                      "Thời điểm thực hiện trước bước liền trước.");
}

absl::Status CatalogBehind() {
  return Refuse(absl::StatusCode::kUnavailable, "CATALOG_BEHIND", "",
                "the catalogue does not tell the components yet",
                "Chưa nhận được thành phần hồ sơ của thủ tục từ danh mục dùng chung.");
}

absl::Status ComponentUnknown() {
  return InvalidField("component", "COMPONENT_UNKNOWN", "the procedure asks for no such component",
                      "Thủ tục không có thành phần hồ sơ này.");
}

absl::Status ComponentMissing() {
  return Forbidden("COMPONENT_MISSING", "component", "the component has no file",
                   "Thành phần hồ sơ này chưa được số hóa.");
}

absl::Status FileUnknown() {
  return InvalidField("file", "FILE_UNKNOWN", "no such file is stored",
                      "Tệp chưa được tải lên kho lưu trữ.");
}

absl::Status FileStoredBefore() {
  return Refuse(absl::StatusCode::kAlreadyExists, "FILE_STORED_BEFORE", "",
                "the file is known already", "Tệp đã có trong kho lưu trữ.");
}

absl::Status SignatureRequired() {
  return InvalidField("signature", "SIGNATURE_REQUIRED", "papers must be signed here",
                      "Phải có chữ ký số của cán bộ số hóa.");
}

absl::Status SignatureInvalid() {
  return InvalidField("signature", "SIGNATURE_INVALID", "the signature does not hold for the file",
                      "Chữ ký số không hợp lệ đối với tệp này.");
}

absl::Status StepsInvalid() {
  return InvalidField("steps", "STEPS_INVALID", "must be the configured steps behind the scan",
                      "Các bước số hóa phải theo đúng thứ tự đã cấu hình.");
}

absl::Status StepOutOfOrder() {
  return Forbidden("STEP_OUT_OF_ORDER", "step", "it is not the step that comes next",
                   "Chưa đến bước số hóa này hoặc bước này đã được xác nhận.");
}

absl::Status DocumentUnknown() {
  return Refuse(absl::StatusCode::kNotFound, "DOCUMENT_UNKNOWN", "document", "no such document",
                "Không có giấy tờ này trong kho dữ liệu điện tử.");
}

absl::Status DocumentExpired() {
  return Forbidden("DOCUMENT_EXPIRED", "document", "the document is no longer in force",
                   "Giấy tờ đã hết hiệu lực.");
}

absl::Status DocumentOfAnotherOwner() {
  return Forbidden("DOCUMENT_OF_ANOTHER_OWNER", "owner_identity",
                   "the document belongs to somebody else", "Giấy tờ thuộc về người khác.");
}

absl::Status DocumentUnverified() {
  return Forbidden(
      "DOCUMENT_UNVERIFIED", "document",
      "the document is no longer a result beyond doubt, or is not validly signed",
      "Giấy tờ không còn là kết quả có hiệu lực, đang có nghi vấn hoặc chưa có chữ ký số"
      " hợp lệ.");
}

absl::Status NotFinished() {
  return Forbidden("NOT_FINISHED", "", "the dossier is not finished",
                   "Hồ sơ chưa có kết quả giải quyết.");
}

absl::Status EventBeforeFinish() {
  return InvalidField("event_time", "EVENT_BEFORE_FINISH", "lies before the finish",
                      "Thời điểm thực hiện trước khi hồ sơ có kết quả giải quyết.");
}

absl::Status TooManyVersions() {
  return Forbidden("TOO_MANY_VERSIONS", "", "it has 100 versions already",
                   "Giấy tờ này đã có 100 phiên bản; không thể thêm phiên bản mới.");
}

absl::Status ValidToPast() {
  return InvalidField("valid_to", "VALID_TO_PAST", "lies in the past",
                      "Ngày hết hiệu lực của giấy tờ đã qua.");
}

absl::Status ResultMissing() {
  return Forbidden("RESULT_MISSING", "", "the dossier has no digitized result",
                   "Hồ sơ chưa có kết quả được số hóa.");
}

absl::Status ResultDoubtful() {
  return Forbidden("RESULT_DOUBTFUL", "", "the result is doubtful",
                   "Kết quả số hóa đang có nghi vấn.");
}

absl::Status ResultUnverified() {
  return Forbidden("RESULT_UNVERIFIED", "", "the result is not validly signed",
                   "Kết quả số hóa chưa có chữ ký số hợp lệ.");
}

absl::Status ConflictFolderExists() {
  return Forbidden("CONFLICT_FOLDER_EXISTS", "", "the dossier was received before",
                   "Hồ sơ đã được tiếp nhận trước đó.");
}

}  // namespace motcua::digitization
