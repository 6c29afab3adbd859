// Unary calls that take longer than gRPC's own threads may be held.
#ifndef MOTCUA_COMMON_RPC_ANSWER_H_
#define MOTCUA_COMMON_RPC_ANSWER_H_

#include <functional>

#include "absl/status/status.h"
#include "common/rpc/workers.h"
#include "grpcpp/grpcpp.h"

namespace motcua::rpc {

// Runs `body` under Guard on one of the workers and finishes the call; not for a caller who is gone
// by then. OVERLOADED when their queue is full. What `body` refers to must live as long as the
// call.
grpc::ServerUnaryReactor* AnswerOn(Workers& workers, grpc::CallbackServerContext* context,
                                   const char* method, std::function<absl::Status()> body);

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_ANSWER_H_
