#include "services/processing/service.h"

#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/processing/convert.h"
#include "services/processing/domain/custody.h"
#include "services/processing/explain.h"
#include "services/processing/store.h"

namespace motcua::processing {

using Reactor = ProcessingService::Reactor;

absl::Status CatalogMissing() {
  return Refuse(absl::StatusCode::kUnavailable, "CATALOG_MISSING", "",
                "the catalogue has not arrived yet", "Chưa nhận được danh mục dùng chung.");
}

ProcessingService::ProcessingService(service::Backend backend, NewestCatalog catalog, Clock clock,
                                     service::PendingTimes& pending)
    : backend_(backend),
      catalog_(std::move(catalog)),
      clock_(std::move(clock)),
      pending_(pending) {}

Reactor* ProcessingService::GetCase(Context* context, const v1::GetCaseRequest* request,
                                    v1::Case* response) {
  const absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request->name(), "name");
  if (!code.ok()) return rpc::Answer(context, "GetCase", [&] { return code.status(); });
  return service::Read(backend_.reads, context, "GetCase",
                       [code = *code, response](sql::Connection& db) {
                         const absl::StatusOr<VersionedCase> found = FindCase(db, code);
                         if (found.ok()) *response = ToProto(*found);
                         return found.status();
                       });
}

Reactor* ProcessingService::ExplainDueDate(Context* context,
                                           const v1::ExplainDueDateRequest* request,
                                           v1::DueDateExplanation* response) {
  const absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request->name(), "name");
  const auto catalog = catalog_();
  const absl::Status fault = catalog == nullptr ? CatalogMissing() : code.status();
  if (!fault.ok()) return rpc::Answer(context, "ExplainDueDate", [&] { return fault; });
  return service::Read(
      backend_.reads, context, "ExplainDueDate",
      [code = *code, leg = request->leg(), catalog, response](sql::Connection& db) -> absl::Status {
        const absl::StatusOr<VersionedCase> found = FindCase(db, code);
        if (!found.ok()) return found.status();
        auto explained = Explain(found->dossier, leg, *catalog);
        if (explained.ok()) *response = *std::move(explained);
        return explained.status();
      });
}

Reactor* ProcessingService::GetCustody(Context* context, const v1::GetCustodyRequest* request,
                                       v1::Custody* response) {
  const absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request->name(), "name");
  const auto catalog = catalog_();
  const absl::Status fault = catalog == nullptr ? CatalogMissing() : code.status();
  if (!fault.ok()) return rpc::Answer(context, "GetCustody", [&] { return fault; });
  return service::Read(
      backend_.reads, context, "GetCustody",
      [code = *code, catalog, now = clock_(), response](sql::Connection& db) -> absl::Status {
        const absl::StatusOr<VersionedCase> found = FindCase(db, code);
        if (!found.ok()) return found.status();
        const auto custody = CustodyOf(found->dossier, catalog->calendar(), now);
        if (custody.ok()) *response = ToProto(code, *custody);
        return custody.status();
      });
}

}  // namespace motcua::processing
