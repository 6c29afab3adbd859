// The reading methods of IntakeService.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/intake/convert.h"
#include "services/intake/domain/refusals.h"
#include "services/intake/service.h"
#include "services/intake/store.h"

namespace motcua::intake {
namespace {

struct List {
  DossierFilter filter;
  int page_size = 0;
  std::string bound;  // identifies the filter in page tokens
  std::string after;
};

absl::StatusOr<List> ParseList(const v1::ListDossiersRequest& request) {
  List list;
  auto agency = rpc::ParseOptionalName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  list.filter.agency = *std::move(agency);
  if (!type::v1::DossierStatus_IsValid(request.status())) {
    return InvalidField("status", "ENUM_INVALID", "the status is unknown",
                        "Trạng thái hồ sơ không hợp lệ");
  }
  if (request.status() != 0) list.filter.status = static_cast<Status>(request.status());
  const auto page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  list.page_size = *page_size;
  list.bound = absl::StrCat("ListDossiers/", list.filter.agency, "/", request.status());
  auto after = rpc::ParsePageToken(request.page_token(), list.bound, "page_token");
  if (!after.ok()) return after.status();
  list.after = *std::move(after);
  return list;
}

void FillPage(const List& list, std::vector<Dossier> dossiers, v1::ListDossiersResponse* response) {
  if (static_cast<int>(dossiers.size()) > list.page_size) {
    dossiers.resize(list.page_size);
    response->set_next_page_token(rpc::MakePageToken(list.bound, dossiers.back().code));
  }
  for (const Dossier& dossier : dossiers) ToProto(dossier, response->add_dossiers());
}

}  // namespace

grpc::ServerUnaryReactor* IntakeService::GetDossier(Context* context,
                                                    const v1::GetDossierRequest* request,
                                                    v1::Dossier* response) {
  const auto code = rpc::ParseName("dossiers", request->name(), "name");
  if (!code.ok()) return rpc::Answer(context, "GetDossier", [&] { return code.status(); });
  return service::Read(parts_.backend.reads, context, "GetDossier",
                       [code = *code, response](sql::Connection& connection) {
                         const auto dossier = ReadDossier(connection, code);
                         if (!dossier) return DossierNotFound();
                         ToProto(*dossier, response);
                         const auto person = ReadPerson(connection, code);
                         if (person) ToProto(*person, response->mutable_applicant());
                         return absl::OkStatus();
                       });
}

grpc::ServerUnaryReactor* IntakeService::ListDossiers(Context* context,
                                                      const v1::ListDossiersRequest* request,
                                                      v1::ListDossiersResponse* response) {
  const auto list = ParseList(*request);
  if (!list.ok()) return rpc::Answer(context, "ListDossiers", [&] { return list.status(); });
  return service::Read(
      parts_.backend.reads, context, "ListDossiers",
      [list = *list, response](sql::Connection& connection) {
        FillPage(list, ReadDossiers(connection, list.filter, list.after, list.page_size + 1),
                 response);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IntakeService::GetPublicStatus(Context* context,
                                                         const v1::GetPublicStatusRequest* request,
                                                         v1::PublicStatus* response) {
  const auto code = rpc::ParseName("dossiers", request->name(), "name");
  if (!code.ok()) return rpc::Answer(context, "GetPublicStatus", [&] { return code.status(); });
  return service::Read(parts_.backend.reads, context, "GetPublicStatus",
                       [code = *code, response](sql::Connection& connection) {
                         const auto dossier = ReadDossier(connection, code);
                         if (!dossier) return DossierNotFound();
                         ToPublicStatus(*dossier, response);
                         return absl::OkStatus();
                       });
}

}  // namespace motcua::intake
