// Asks a server how it is.
#ifndef MOTCUA_COMMON_RPC_HEALTH_H_
#define MOTCUA_COMMON_RPC_HEALTH_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

namespace motcua::rpc {

// True when the server answers within `timeout` that `service` (a full proto name; empty: the
// process) is SERVING. Blocks.
bool IsServing(const std::shared_ptr<grpc::Channel>& channel, const std::string& service,
               absl::Duration timeout);

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_HEALTH_H_
