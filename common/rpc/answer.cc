#include "common/rpc/answer.h"

#include <utility>

#include "common/rpc/guard.h"

namespace motcua::rpc {

grpc::ServerUnaryReactor* AnswerOn(Workers& workers, grpc::CallbackServerContext* context,
                                   const char* method, std::function<absl::Status()> body) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const bool queued = workers.Run([context, reactor, method, body = std::move(body)] {
    const bool gone = context->IsCancelled();
    reactor->Finish(gone ? grpc::Status::CANCELLED : Guard(method, body));
  });
  if (!queued) reactor->Finish(ToGrpc(Overloaded()));
  return reactor;
}

}  // namespace motcua::rpc
