// Sends a plan through the public interfaces of intake and processing.
#ifndef MOTCUA_TOOLS_REPLAY_SEND_H_
#define MOTCUA_TOOLS_REPLAY_SEND_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "tools/replay/plan.h"

namespace motcua::replay {

struct SendOptions {
  std::shared_ptr<grpc::Channel> intake;
  std::shared_ptr<grpc::Channel> processing;
  std::string key;                             // of the request ids
  absl::Duration patience = absl::Minutes(2);  // with a service that does not answer
  // Called from several threads, one at a time: entries done of all.
  std::function<void(std::size_t done, std::size_t all)> progress = [](auto, auto) {};
};

struct SendReport {
  std::size_t received = 0;
  std::size_t commands = 0;
  absl::Duration receiving;  // the catalogue included
  absl::Duration following;  // until processing knew every dossier
  absl::Duration changing;
  std::size_t refused = 0;
  std::vector<std::string> refusals;  // the first few, by dossier
};

// Catalogue, then receipts, then, when processing knows the dossiers, what happened to them.
// Calls that fail for want of a service are made again with the same request ids, as are
// commands about dossiers that processing does not know yet. An error is one of a whole call.
absl::StatusOr<SendReport> Send(const Plan& plan, const SendOptions& options);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SEND_H_
