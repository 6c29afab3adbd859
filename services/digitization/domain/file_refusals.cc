#include "services/digitization/domain/file_refusals.h"

#include "common/base/errors.h"

namespace motcua::digitization {
namespace {

constexpr char kData[] = "data";

}  // namespace

absl::Status FileEmpty(std::string_view field) {
  return InvalidField(field, "FILE_EMPTY", "the file is empty", "Tệp rỗng, không có nội dung.");
}

absl::Status FileTooLarge(std::string_view field) {
  return InvalidField(field, "FILE_TOO_LARGE", "the file is larger than 100,000,000 bytes",
                      "Tệp lớn hơn 100 MB.");
}

absl::Status HashMismatch(std::string_view field) {
  return InvalidField(field, "HASH_MISMATCH", "the bytes have another SHA-256 than was stated",
                      "Nội dung tệp không khớp với mã băm SHA-256 đã khai báo.");
}

absl::Status TypeUnknown() {
  return InvalidField(kData, "TYPE_UNKNOWN",
                      "the content is none of PDF, PNG, JPEG, TIFF, DOCX and XLSX",
                      "Nội dung không phải là tệp PDF, PNG, JPEG, TIFF, DOCX hoặc XLSX.");
}

absl::Status TypeMismatch(std::string_view field) {
  return InvalidField(field, "TYPE_MISMATCH", "the content is of another type than stated",
                      "Loại tệp khai báo không đúng với nội dung của tệp.");
}

absl::Status FileDamaged(std::string_view why) {
  return InvalidField(kData, "FILE_DAMAGED", why, "Tệp bị hỏng hoặc bị cắt mất một phần.");
}

absl::Status FileAmbiguous(std::string_view why) {
  return InvalidField(kData, "FILE_AMBIGUOUS", why,
                      "Tệp chứa dữ liệu lạ nên có thể được hiểu là hai loại tệp khác nhau.");
}

absl::Status ArchiveBomb(std::string_view why) {
  return InvalidField(kData, "ARCHIVE_BOMB", why,
                      "Tệp nén bung ra quá lớn hoặc chứa tệp nén khác bên trong.");
}

absl::Status PictureTooLarge() {
  return InvalidField(kData, "PICTURE_TOO_LARGE", "the picture has more than 400,000,000 pixels",
                      "Ảnh có hơn 400 triệu điểm ảnh.");
}

}  // namespace motcua::digitization
