// Batch calls of commands, and waiting for services that follow.
#ifndef MOTCUA_TOOLS_REPLAY_CALLS_H_
#define MOTCUA_TOOLS_REPLAY_CALLS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "grpcpp/grpcpp.h"
#include "tools/replay/batches.h"
#include "tools/replay/ledger.h"
#include "tools/replay/plan.h"
#include "tools/replay/send.h"

namespace motcua::replay {

inline constexpr absl::Duration kCallTimeout = absl::Seconds(30);

inline absl::Status ToStatus(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

template <typename Refusal>
bool IsTransientRefusal(const Refusal& refusal) {
  return IsTransient({static_cast<absl::StatusCode>(refusal.code()), ""}) ||
         refusal.reason() == "CATALOG_MISSING";
}

// The service may not have heard yet of the dossier, or of its end.
template <typename Refusal>
bool IsAheadOfFollower(const Refusal& refusal) {
  return refusal.code() == static_cast<int>(absl::StatusCode::kNotFound) ||
         refusal.reason() == "NOT_FINISHED";
}

// One unary call until it succeeds, fails for good, or patience ends.
inline absl::Status CallPatiently(absl::Duration patience,
                                  const std::function<grpc::Status(grpc::ClientContext*)>& call,
                                  bool await_found = false) {
  const absl::Time deadline = absl::Now() + patience;
  for (int attempt = 0;; ++attempt) {
    const absl::Status status = ToStatus(call(rpc::ContextFor(kCallTimeout).get()));
    const bool patient = IsTransient(status) || (await_found && absl::IsNotFound(status));
    if (!patient || absl::Now() > deadline) return status;
    absl::SleepFor(Backoff(attempt));
  }
}

// How a service is asked to do many commands.
template <typename Request, typename Response, typename Command>
struct BatchCall {
  std::function<grpc::Status(grpc::ClientContext*, const Request&, Response*)> ask;
  // Told of what is done: the command, and the name of what it made or changed.
  std::function<void(const Command&, const std::string& name)> done = {};
};

// The fates of a group whose results begin at `first`. What follows on a command that is put off is
// put off with it.
template <typename Request, typename Response, typename Command>
void JudgeGroup(const Group<Command>& group, const Response& response, int first,
                const BatchCall<Request, Response, Command>& call, Ledger& ledger,
                std::vector<Fate>& fates) {
  bool again = false;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto& result = response.results(first + static_cast<int>(i));
    again |= result.has_refusal() &&
             (IsTransientRefusal(result.refusal()) || IsAheadOfFollower(result.refusal()));
    if (again) {
      fates.push_back(Fate::kAgain);
    } else if (result.has_refusal()) {
      fates.push_back(Fate::kRefused);
      ledger.Refused("", group[i].ShortDebugString(), result.refusal());
    } else {
      fates.push_back(Fate::kDone);
      if (call.done) call.done(group[i], result.name());
    }
  }
}

// Sends the groups in batches, several at once. Commands about what the service has not heard of
// yet are put off.
template <typename Request, typename Response, typename Command>
absl::Status SendGroups(std::vector<Group<Command>> groups,
                        const BatchCall<Request, Response, Command>& call,
                        const SendOptions& options, Ledger& ledger) {
  const auto send = [&](const std::vector<Group<Command>>& batch, std::vector<Fate>& fates) {
    Request request;
    for (const auto& group : batch) {
      for (const Command& command : group) *request.add_commands() = command;
    }
    Response response;
    const grpc::Status status = call.ask(rpc::ContextFor(kCallTimeout).get(), request, &response);
    if (!status.ok()) return ToStatus(status);
    int first = 0;
    for (const Group<Command>& group : batch) {
      JudgeGroup(group, response, first, call, ledger, fates);
      first += static_cast<int>(group.size());
    }
    return absl::OkStatus();
  };
  std::vector<std::vector<Group<Command>>> batches = Pack(std::move(groups));
  return InFlight(batches.size(), [&](std::size_t i) {
    return SendBatch<Command>(std::move(batches[i]), options.patience, send,
                              [&](std::size_t entries) { ledger.Done(entries); });
  });
}

// A service follows intake in order: when it knows the last dossier of every batch, it knows them
// all. Without this a command could overtake an earlier one about the same dossier. `get` asks the
// service for `dossiers/{code}`.
absl::Status AwaitFollower(
    const Plan& plan, const SendOptions& options, const Ledger& ledger,
    const std::function<grpc::Status(grpc::ClientContext*, const std::string& name)>& get);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_CALLS_H_
