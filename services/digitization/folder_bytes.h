// A folder as it is kept in its row.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FOLDER_BYTES_H_
#define MOTCUA_SERVICES_DIGITIZATION_FOLDER_BYTES_H_

#include <string>

#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// motcua.digitization.storage.v1.Folder.
std::string FolderBytes(const Folder& folder);
// Throws std::runtime_error when they cannot be read.
Folder FolderFrom(const std::string& code, const std::string& bytes);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FOLDER_BYTES_H_
