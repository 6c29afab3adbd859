#include "services/intake/domain/refusals.h"

#include "common/base/errors.h"

namespace motcua::intake {

using absl::StatusCode;

absl::Status CatalogMissing() {
  return motcua::Refuse(StatusCode::kFailedPrecondition, "CATALOG_MISSING", "",
                        "there is no catalogue yet", "Chưa có danh mục");
}

absl::Status AgencyUnknown() {
  return InvalidField("dossier.agency", "AGENCY_UNKNOWN", "the catalogue has no such agency",
                      "Danh mục không có cơ quan này");
}

absl::Status AgencyNotValid() {
  return InvalidField("dossier.agency", "AGENCY_NOT_VALID",
                      "the agency does not exist on the day of filing",
                      "Cơ quan không tồn tại vào ngày nộp hồ sơ");
}

absl::Status AgencyWithoutCode() {
  return InvalidField("dossier.agency", "AGENCY_WITHOUT_CODE",
                      "the agency has no code and receives no dossiers",
                      "Cơ quan không có mã định danh nên không tiếp nhận hồ sơ");
}

absl::Status ProcedureUnknown() {
  return InvalidField("dossier.procedure", "PROCEDURE_UNKNOWN",
                      "the catalogue has no such procedure on that day",
                      "Danh mục không có thủ tục này vào ngày đó");
}

absl::Status ProcedureNotInForce() {
  return motcua::Refuse(StatusCode::kFailedPrecondition, "PROCEDURE_NOT_IN_FORCE", "name",
                        "no version of the procedure is in force on the day of receipt",
                        "Thủ tục không có hiệu lực vào ngày tiếp nhận");
}

absl::Status CodeMalformed() {
  return InvalidField("import.code", "CODE_MALFORMED",
                      "a dossier code is <agency code>-YYMMDD-NNNN",
                      "Mã hồ sơ phải có dạng <mã cơ quan>-YYMMDD-NNNN");
}

absl::Status CodePrefixUnknown() {
  return InvalidField("import.code", "CODE_PREFIX_UNKNOWN", "no agency has the prefix of this code",
                      "Không cơ quan nào có mã đứng đầu mã hồ sơ này");
}

absl::Status DossierExists() {
  return motcua::Refuse(StatusCode::kAlreadyExists, "DOSSIER_EXISTS", "import.code",
                        "a dossier with this code exists", "Đã có hồ sơ mang mã này");
}

absl::Status DossierNotFound() {
  return motcua::Refuse(StatusCode::kNotFound, "DOSSIER_NOT_FOUND", "name",
                        "there is no dossier with this code", "Không có hồ sơ mang mã này");
}

absl::Status EtagMismatch() {
  return motcua::Refuse(StatusCode::kAborted, "ETAG_MISMATCH", "etag",
                        "the dossier changed since it was read",
                        "Hồ sơ đã thay đổi kể từ khi được đọc");
}

absl::Status StatusNotFiled() {
  return motcua::Refuse(StatusCode::kFailedPrecondition, "STATUS_NOT_FILED", "name",
                        "only a newly filed dossier can be received or refused",
                        "Chỉ hồ sơ mới nộp mới được tiếp nhận hoặc từ chối");
}

absl::Status DossierEnded() {
  return motcua::Refuse(StatusCode::kFailedPrecondition, "DOSSIER_ENDED", "name",
                        "the dossier has ended", "Hồ sơ đã kết thúc");
}

absl::Status FiledAfterReceipt() {
  return InvalidField("import.file_time", "FILED_AFTER_RECEIPT",
                      "a dossier is filed before it is received, or at once",
                      "Hồ sơ không thể nộp sau khi được tiếp nhận");
}

absl::Status DueBeforeReceipt() {
  return InvalidField("import.due_date", "DUE_BEFORE_RECEIPT",
                      "a due date lies not before the receipt",
                      "Ngày hẹn trả không thể trước ngày tiếp nhận");
}

absl::Status EventBeforeFiling() {
  return InvalidField("event_time", "EVENT_BEFORE_FILING",
                      "the event lies before the filing of the dossier",
                      "Thời điểm nằm trước khi hồ sơ được nộp");
}

absl::Status ImportRoleRequired(std::string_view field) {
  return motcua::Refuse(StatusCode::kPermissionDenied, "IMPORT_ROLE_REQUIRED", field,
                        "only systems that import may state times and codes",
                        "Chỉ hệ thống nhập dữ liệu mới được nêu thời điểm và mã hồ sơ");
}

absl::Status ConflictDossierUnknown() {
  return motcua::Refuse(StatusCode::kFailedPrecondition, "CONFLICT_DOSSIER_UNKNOWN", "",
                        "processing tells of a dossier intake does not have",
                        "Hệ thống xử lý nêu một hồ sơ không có ở khâu tiếp nhận");
}

absl::Status ConflictNotReceived() {
  return motcua::Refuse(StatusCode::kFailedPrecondition, "CONFLICT_NOT_RECEIVED", "",
                        "processing works on a dossier intake has not received",
                        "Hệ thống xử lý thụ lý một hồ sơ chưa được tiếp nhận");
}

}  // namespace motcua::intake
