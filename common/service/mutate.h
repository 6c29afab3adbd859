// What every handler of an operational service does: a change goes through the journal,
// a read through the read pool, and the call is finished exactly once. Free functions,
// used by any handler of the callback API; nothing to derive from.
#ifndef MOTCUA_COMMON_SERVICE_MUTATE_H_
#define MOTCUA_COMMON_SERVICE_MUTATE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/journal/journal.h"
#include "common/rpc/guard.h"
#include "common/rpc/workers.h"
#include "common/sql/read_pool.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"

namespace motcua::service {

// What the handlers of a service share; all of it must outlive every call.
struct Backend {
  journal::Journal& journal;
  sql::ReadPool& reads;
  // Where changes are parsed if that may block; null: at once, on the gRPC thread.
  rpc::Workers* parsers = nullptr;
};

// A parsed request: the command for the journal, and how its outcome fills the response.
struct Work {
  // The service's own command type, as its Plugin expects it.
  std::shared_ptr<void> command;
  // Decided and on disk: answers from what Decide left in the command. Finisher thread.
  std::function<void(const journal::Receipt&)> answer;
  // The request id was used before, so Decide has not run: answers from the database. Read
  // pool. Empty: `answer` is called then too, for answers made of the receipt alone.
  std::function<absl::Status(sql::Connection&, const journal::Receipt&)> reread;
  // On disk, but more must have happened before the caller is told: calls `done` once, on any
  // thread; an error is what the caller is told instead. Must not block. Empty: nothing more.
  std::function<void(const journal::Receipt&, std::function<void(const absl::Status&)> done)>
      await = {};
};

// Validates a request; must not block, unless the backend has parsers.
using Parse = std::function<absl::StatusOr<Work>()>;

// Answers a mutating call. `request` has a field `request_id` (checked here, made here if
// empty); `method` is the rpc's short name, the scope of that id.
//
//   return service::Mutate(backend_, context, "FinishCase", *request,
//                          [=, this]() -> absl::StatusOr<service::Work> {
//     auto command = ParseFinish(*request, rpc::CallerOf(*context));
//     if (!command.ok()) return command.status();
//     return service::Work{
//         *command, [=](const auto&) { *response = ToProto((*command)->after); },
//         [=](sql::Connection& db, const auto& receipt) {
//           return ReadCase(db, receipt.resource, response);
//         }};
//   });
grpc::ServerUnaryReactor* Mutate(const Backend& backend, grpc::CallbackServerContext* context,
                                 const char* method, const google::protobuf::Message& request,
                                 Parse parse);

// One entry of a batch call. It stands alone: its own request id, outcome and answer.
struct Entry {
  const char* method;                        // of the unary rpc that does the same
  const google::protobuf::Message* request;  // part of the call's request
  Parse parse;
  std::function<void(const absl::Status&)> refused;  // answers a refusal
};

// Submits every entry in order and finishes the call when all are answered. Answers are
// called one after the other, in order. INVALID_ARGUMENT naming `field`, the repeated field
// of the request, when there are none or more than 1000.
grpc::ServerUnaryReactor* MutateBatch(const Backend& backend, grpc::CallbackServerContext* context,
                                      const char* method, std::string_view field,
                                      std::vector<Entry> entries);

// Answers a call by reading. `body` runs on the read pool; its sql::Error becomes UNAVAILABLE
// or INTERNAL. Parse before, and give a bad request to `rpc::Answer`.
grpc::ServerUnaryReactor* Read(sql::ReadPool& reads, grpc::CallbackServerContext* context,
                               const char* method,
                               std::function<absl::Status(sql::Connection&)> body);

// Fills a batch's `Refusal` message (code, reason, field, message, message_vi).
template <typename Message>
void FillRefusal(const absl::Status& status, Message* refusal) {
  const rpc::PublicError error = rpc::Publish(status);
  refusal->set_code(static_cast<int>(error.code));
  refusal->set_reason(error.reason);
  refusal->set_field(error.field);
  refusal->set_message(error.message);
  refusal->set_message_vi(error.message_vi);
}

}  // namespace motcua::service

#endif  // MOTCUA_COMMON_SERVICE_MUTATE_H_
