// A one-stop desk as a client: receives dossiers and finishes some, tries again until it is
// answered, and remembers what it was promised.
#ifndef MOTCUA_TESTS_FEDERATION_DESK_H_
#define MOTCUA_TESTS_FEDERATION_DESK_H_

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "deploy/local/federation.h"
#include "grpcpp/grpcpp.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"

namespace motcua::federation {

// Four agencies and three procedures; throws std::runtime_error when refused. `prefix` is that of
// the processes of a province: empty, or `ninh-binh.`.
void LoadCatalog(const local::Federation& federation, const std::string& prefix = "");

// Thread-safe.
class Desk {
 public:
  explicit Desk(const local::Federation& federation);

  // Code of the dossier received under a request id; empty when `stop` ended the trying.
  std::string Receive(const std::string& request_id, const std::atomic<bool>& stop);
  // True when acknowledged.
  bool Finish(const std::string& code, const std::atomic<bool>& stop);

 private:
  std::unique_ptr<intake::v1::IntakeService::Stub> intake_;
  std::unique_ptr<processing::v1::ProcessingService::Stub> processing_;
};

}  // namespace motcua::federation

#endif  // MOTCUA_TESTS_FEDERATION_DESK_H_
