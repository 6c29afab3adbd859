#include "tests/federation/persist.h"

#include <chrono>
#include <stdexcept>
#include <thread>

#include "common/rpc/channel.h"

namespace motcua::federation {
namespace {

// Longer than any test leaves a process away.
constexpr std::chrono::minutes kPatience(5);

// What a client may try again under the same request id: nothing is known, or not yet.
bool Transient(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::NOT_FOUND:  // it has not been followed so far
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Persist(const std::atomic<bool>& stop,
             const std::function<grpc::Status(grpc::ClientContext*)>& call) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!stop) {
    const grpc::Status status = call(rpc::ContextFor(absl::Seconds(3)).get());
    if (status.ok()) return true;
    const bool in_vain = std::chrono::steady_clock::now() > end;
    if (in_vain || !Transient(status)) throw std::runtime_error(status.error_message());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

}  // namespace motcua::federation
