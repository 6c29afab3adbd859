// Folders of an agency, page by page.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FOLDER_LIST_H_
#define MOTCUA_SERVICES_DIGITIZATION_FOLDER_LIST_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/catalog/catalog.h"
#include "common/sql/connection.h"
#include "motcua/digitization/v1/digitization.pb.h"

namespace motcua::digitization {

// What ListFolders asks, checked.
struct FolderQuery {
  std::string agency;  // empty: all
  v1::ListFoldersRequest::View view = v1::ListFoldersRequest::VIEW_UNSPECIFIED;
  int page_size = 100;
  std::string after;   // code to go on after
  std::string filter;  // what page tokens are bound to
};

absl::StatusOr<FolderQuery> ParseFolderQuery(const v1::ListFoldersRequest& request);
// A catalogue that has come by now tells the components of a folder that was opened before it did;
// null before the first.
v1::ListFoldersResponse ReadFolders(sql::Connection& connection, const FolderQuery& query,
                                    const catalog::Catalog* catalog);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FOLDER_LIST_H_
