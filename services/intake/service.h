// IntakeService: from the filing of a dossier to its receipt.
#ifndef MOTCUA_SERVICES_INTAKE_SERVICE_H_
#define MOTCUA_SERVICES_INTAKE_SERVICE_H_

#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "services/intake/catalog_board.h"
#include "services/intake/requests.h"

namespace motcua::intake {

// What the services of the process share; all of it outlives them.
struct Parts {
  service::Backend backend;
  CatalogBoard& board;
  service::PendingTimes& pending;

  // What a request finds when it arrives.
  Asked Ask(const grpc::ServerContextBase& context) const {
    return {rpc::CallerOf(context), pending.Now(), board.current()};
  }
};

// Thread-safe; holds no state of its own.
class IntakeService final : public v1::IntakeService::CallbackService {
 public:
  explicit IntakeService(const Parts& parts) : parts_(parts) {}

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* FileDossier(Context*, const v1::FileDossierRequest*, v1::Dossier*) override;
  Reactor* ReceiveDossier(Context*, const v1::ReceiveDossierRequest*, v1::Dossier*) override;
  Reactor* BatchReceiveDossiers(Context*, const v1::BatchReceiveDossiersRequest*,
                                v1::BatchReceiveDossiersResponse*) override;
  Reactor* AcceptDossier(Context*, const v1::AcceptDossierRequest*, v1::Dossier*) override;
  Reactor* RefuseDossier(Context*, const v1::RefuseDossierRequest*, v1::Dossier*) override;
  Reactor* RequestWithdrawal(Context*, const v1::RequestWithdrawalRequest*, v1::Dossier*) override;
  Reactor* ErasePerson(Context*, const v1::ErasePersonRequest*, v1::Dossier*) override;
  Reactor* GetDossier(Context*, const v1::GetDossierRequest*, v1::Dossier*) override;
  Reactor* ListDossiers(Context*, const v1::ListDossiersRequest*,
                        v1::ListDossiersResponse*) override;
  Reactor* GetPublicStatus(Context*, const v1::GetPublicStatusRequest*, v1::PublicStatus*) override;

 private:
  template <typename Request>
  Reactor* Change(Context* context, const char* method, const Request* request,
                  v1::Dossier* response);

  const Parts parts_;
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_SERVICE_H_
