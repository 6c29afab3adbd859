// The rpcs of DigitizationService that only read the database.
#include <string>

#include "common/rpc/request.h"
#include "services/digitization/convert.h"
#include "services/digitization/documents.h"
#include "services/digitization/domain/pinning.h"
#include "services/digitization/domain/refusals.h"
#include "services/digitization/findings.h"
#include "services/digitization/folder_list.h"
#include "services/digitization/service.h"
#include "services/digitization/store.h"

namespace motcua::digitization {

using Reactor = DigitizationService::Reactor;

Reactor* DigitizationService::GetFolder(Context* context, const v1::GetFolderRequest* request,
                                        v1::Folder* response) {
  const absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request->name(), "name");
  if (!code.ok()) return rpc::Answer(context, "GetFolder", [&] { return code.status(); });
  return service::Read(parts_.backend.reads, context, "GetFolder",
                       [code = *code, catalog = parts_.catalog(), response](sql::Connection& db) {
                         std::optional<VersionedFolder> found = ReadFolder(db, code);
                         if (!found) return FolderNotFound();
                         if (catalog != nullptr) PinLate(found->folder, *catalog);
                         *response = ToProto(*found);
                         return absl::OkStatus();
                       });
}

Reactor* DigitizationService::ListFolders(Context* context, const v1::ListFoldersRequest* request,
                                          v1::ListFoldersResponse* response) {
  const absl::StatusOr<FolderQuery> query = ParseFolderQuery(*request);
  if (!query.ok()) return rpc::Answer(context, "ListFolders", [&] { return query.status(); });
  return service::Read(parts_.backend.reads, context, "ListFolders",
                       [query = *query, catalog = parts_.catalog(), response](sql::Connection& db) {
                         *response = ReadFolders(db, query, catalog.get());
                         return absl::OkStatus();
                       });
}

Reactor* DigitizationService::ListDocuments(Context* context,
                                            const v1::ListDocumentsRequest* request,
                                            v1::ListDocumentsResponse* response) {
  const auto refuse = [&](const absl::Status& status) {
    return rpc::Answer(context, "ListDocuments", [&] { return status; });
  };
  const absl::StatusOr<std::string> owner = ParseOwner(request->owner_identity(), parts_.owners);
  if (!owner.ok()) return refuse(owner.status());
  const absl::StatusOr<std::string> kind = ParseOptionalKind(request->kind());
  if (!kind.ok()) return refuse(kind.status());
  return service::Read(parts_.backend.reads, context, "ListDocuments",
                       [owner = *owner, kind = *kind, today = LocalDay(parts_.clock()),
                        response](sql::Connection& db) {
                         for (const Document& document : ReadDocumentsOf(db, owner, kind, today)) {
                           *response->add_documents() = ToProto(document);
                         }
                         return absl::OkStatus();
                       });
}

Reactor* DigitizationService::ListResultFindings(Context* context,
                                                 const v1::ListResultFindingsRequest* request,
                                                 v1::ListResultFindingsResponse* response) {
  const absl::StatusOr<FindingQuery> query = ParseFindingQuery(*request);
  if (!query.ok()) {
    return rpc::Answer(context, "ListResultFindings", [&] { return query.status(); });
  }
  return service::Read(parts_.backend.reads, context, "ListResultFindings",
                       [query = *query, response](sql::Connection& db) {
                         *response = ReadFindings(db, query);
                         return absl::OkStatus();
                       });
}

}  // namespace motcua::digitization
