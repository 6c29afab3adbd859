// Why a file is not taken.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_FILE_REFUSALS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_FILE_REFUSALS_H_

#include <string_view>

#include "absl/status/status.h"

namespace motcua::digitization {

// All INVALID_ARGUMENT. `why` is for whoever made the file, in English.
absl::Status FileEmpty(std::string_view field = "data");
absl::Status FileTooLarge(std::string_view field = "data");
absl::Status HashMismatch(std::string_view field);
absl::Status TypeUnknown();
absl::Status TypeMismatch(std::string_view field);
absl::Status FileDamaged(std::string_view why);
absl::Status FileAmbiguous(std::string_view why);
absl::Status ArchiveBomb(std::string_view why);
absl::Status PictureTooLarge();

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_FILE_REFUSALS_H_
