// The names of the services a server is built with: grpc::Service does not tell its own.
#ifndef MOTCUA_COMMON_RPC_REGISTERED_H_
#define MOTCUA_COMMON_RPC_REGISTERED_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/impl/server_builder_option.h"

namespace motcua::rpc {

// A builder option that calls `names` once during BuildAndStart, after the services are
// registered and before the server listens, with their full proto names; gRPC's own are left
// out. `names` must not throw.
std::unique_ptr<grpc::ServerBuilderOption> OnRegistered(
    std::function<void(const std::vector<std::string>&)> names);

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_REGISTERED_H_
