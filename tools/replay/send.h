// Sends a plan through the public interfaces of a province's services.
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
  std::shared_ptr<grpc::Channel> payment;       // null: how dossiers are paid is left out
  std::shared_ptr<grpc::Channel> digitization;  // null: papers are left out
  std::string key;                              // of the request ids
  absl::Duration patience = absl::Minutes(2);   // with a service that does not answer
  // Called from several threads, one at a time: entries done of all.
  std::function<void(std::size_t done, std::size_t all)> progress = [](auto, auto) {};
};

struct SendReport {
  // Entries of one kind, and the time they took.
  struct Part {
    std::size_t entries = 0;
    absl::Duration time;
  };
  Part receipts;             // the catalogue's time included
  absl::Duration following;  // until every service knew every dossier
  Part payments;             // commands
  Part files;
  Part cases;   // commands
  Part papers;  // commands: components, results, documents
  std::size_t refused = 0;
  std::vector<std::string> refusals;  // the first few, by dossier
};

// Catalogue, then receipts, then, when the services know the dossiers, how they are paid, what the
// gateways' statements say of it, their components, what happened to them, and, when digitization
// knows that, their results. Calls that fail for want of a service are made again with the same
// request ids, as are commands about what a service does not know yet. An error is one of a whole
// call.
absl::StatusOr<SendReport> Send(const Plan& plan, const SendOptions& options);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SEND_H_
