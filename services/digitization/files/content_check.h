// Whether a file is what it claims to be: its kind, its structure, and what is packed in it.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_CONTENT_CHECK_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_CONTENT_CHECK_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::digitization {

// The media type of a whole file. Unpacks an office document into nothing, within the limits of
// domain/sniff.h. INVALID_ARGUMENT as Sniff and CheckDeclared give it; `declared` is what the
// sender stated in `field`. Keeps a core busy.
absl::StatusOr<std::string> CheckContent(std::string_view file, std::string_view declared,
                                         std::string_view field);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_CONTENT_CHECK_H_
