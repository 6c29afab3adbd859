#include "tests/federation/desk.h"

#include <functional>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "common/testing/catalog.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

constexpr int kAgencies = 4;
constexpr int kProcedures = 3;

}  // namespace

void LoadCatalog(const local::Federation& federation, const std::string& prefix) {
  catalog::v1::UpdateCatalogRequest request;
  for (int i = 0; i < kAgencies; ++i) {
    auto* agency = request.add_agencies();
    agency->set_name(absl::StrCat("agencies/so-", i));
    agency->set_display_name_vi(absl::StrCat("Sở ", i));
    agency->set_level(catalog::v1::Agency::LEVEL_DEPARTMENT);
    agency->set_list_order(i);
    agency->set_code(absl::StrCat("H50.0", i));
  }
  for (int i = 0; i < kProcedures; ++i) {
    auto* procedure = request.add_procedures();
    procedure->set_name(absl::StrCat("procedures/", i));
    procedure->set_version(1);
    procedure->set_display_name_vi(absl::StrCat("Thủ tục ", i));
    procedure->set_field(absl::StrCat("linh-vuc-", i));
    procedure->set_legal_time(5);
    procedure->set_legal_time_unit(catalog::v1::Procedure::LEGAL_TIME_UNIT_WORKING_DAY);
  }
  testing::StateYears(request);
  const auto stub =
      catalog::v1::CatalogService::NewStub(federation.Dial(prefix + "intake", "importer"));
  catalog::v1::UpdateCatalogResponse response;
  const grpc::Status status =
      stub->UpdateCatalog(rpc::ContextFor(absl::Seconds(10)).get(), request, &response);
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

Desk::Desk(const local::Federation& federation)
    : intake_(intake::v1::IntakeService::NewStub(federation.Dial("intake", "officer"))),
      processing_(
          processing::v1::ProcessingService::NewStub(federation.Dial("processing", "officer"))) {}

std::string Desk::Receive(const std::string& request_id, const std::atomic<bool>& stop) {
  intake::v1::ReceiveDossierRequest request;
  request.set_request_id(request_id);
  const std::size_t spread = std::hash<std::string>()(request_id);
  auto* dossier = request.mutable_dossier();
  dossier->set_agency(absl::StrCat("agencies/so-", spread % kAgencies));
  dossier->set_procedure(absl::StrCat("procedures/", spread / kAgencies % kProcedures));
  dossier->set_channel(spread % 2 == 0 ? type::v1::CHANNEL_ONLINE : type::v1::CHANNEL_IN_PERSON);
  dossier->mutable_applicant()->set_full_name("Nguyễn Thị B");
  intake::v1::Dossier received;
  const bool answered = Persist(stop, [&](grpc::ClientContext* context) {
    return intake_->ReceiveDossier(context, request, &received);
  });
  return answered ? received.name().substr(received.name().find('/') + 1) : "";
}

bool Desk::Finish(const std::string& code, const std::atomic<bool>& stop) {
  processing::v1::FinishCaseRequest request;
  request.set_request_id("finish-" + code);
  request.set_name("dossiers/" + code);
  return Persist(stop, [&](grpc::ClientContext* context) {
    processing::v1::Case finished;
    return processing_->FinishCase(context, request, &finished);
  });
}

}  // namespace motcua::federation
