#include "services/digitization/folder_list.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/digitization/convert.h"
#include "services/digitization/domain/pinning.h"
#include "services/digitization/folder_bytes.h"

namespace motcua::digitization {
namespace {

using Request = v1::ListFoldersRequest;

const char* ConditionOf(Request::View view) {
  switch (view) {
    case Request::VIEW_INCOMPLETE:
      return " AND incomplete = 1";
    case Request::VIEW_RESULT_MISSING:
      return " AND result_missing = 1";
    case Request::VIEW_DOUBTFUL:
      return " AND doubtful = 1";
    default:
      return "";
  }
}

}  // namespace

absl::StatusOr<FolderQuery> ParseFolderQuery(const Request& request) {
  FolderQuery query;
  absl::StatusOr<std::string> agency =
      rpc::ParseOptionalName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  query.agency = *std::move(agency);
  if (!Request::View_IsValid(request.view())) {
    return InvalidField("view", "VIEW_INVALID", "unknown view", "Không có cách xem này.");
  }
  query.view = request.view();
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("ListFolders/", query.agency, "/", static_cast<int>(query.view));
  if (request.page_token().empty()) return query;
  absl::StatusOr<std::string> after =
      rpc::ParsePageToken(request.page_token(), query.filter, "page_token");
  if (!after.ok()) return after.status();
  query.after = *std::move(after);
  return query;
}

v1::ListFoldersResponse ReadFolders(sql::Connection& connection, const FolderQuery& query,
                                    const catalog::Catalog* catalog) {
  std::string text = absl::StrCat("SELECT code, state, version FROM folder WHERE code > ? AND ",
                                  query.agency.empty() ? "agency IS NOT NULL" : "agency = ?",
                                  ConditionOf(query.view), " ORDER BY code LIMIT ?");
  std::vector<sql::Value> parameters = {query.after};
  if (!query.agency.empty()) parameters.emplace_back(query.agency);
  parameters.emplace_back(query.page_size + 1);

  v1::ListFoldersResponse response;
  std::string last;
  for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
    if (response.folders_size() == query.page_size) {
      response.set_next_page_token(rpc::MakePageToken(query.filter, last));
      break;
    }
    last = rows.Text(1);
    VersionedFolder found{FolderFrom(last, rows.Text(2)), rows.Int(3)};
    if (catalog != nullptr) PinLate(found.folder, *catalog);
    *response.add_folders() = ToProto(found);
  }
  return response;
}

}  // namespace motcua::digitization
