// What a client does that wants to be answered.
#ifndef MOTCUA_TESTS_FEDERATION_PERSIST_H_
#define MOTCUA_TESTS_FEDERATION_PERSIST_H_

#include <atomic>
#include <functional>

#include "grpcpp/grpcpp.h"

namespace motcua::federation {

// Calls until it is answered, each time with the same request: also while a process is gone, or
// has not followed another so far (NOT_FOUND). False when `stop` ended the trying; throws
// std::runtime_error when it is refused, or after five minutes.
bool Persist(const std::atomic<bool>& stop,
             const std::function<grpc::Status(grpc::ClientContext*)>& call);

}  // namespace motcua::federation

#endif  // MOTCUA_TESTS_FEDERATION_PERSIST_H_
