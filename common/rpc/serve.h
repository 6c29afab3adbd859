// A gRPC server as every process runs it: mutual TLS, access by role, health,
// reflection, graceful shutdown.
#ifndef MOTCUA_COMMON_RPC_SERVE_H_
#define MOTCUA_COMMON_RPC_SERVE_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/rpc/channel.h"
#include "grpcpp/grpcpp.h"

namespace motcua::rpc {

struct ServeOptions {
  std::string address = "127.0.0.1:0";  // port 0: any free one
  Credentials credentials;              // all empty: no TLS, for unit tests only
  absl::Duration drain = absl::Seconds(5);
};

// Owns the listening server. Thread-safe.
class Server {
 public:
  // Registers `services` (which must outlive the server), health and reflection, and
  // listens. Throws std::runtime_error when a method of a service has no access option,
  // or the address or certificates cannot be used.
  Server(const ServeOptions& options, const std::vector<grpc::Service*>& services);
  ~Server();

  int port() const { return port_; }
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // NOT_SERVING, then no new calls, then calls that last longer than `drain` are cut. No
  // handler runs when it returns; what they wait for must be alive until then.
  void Shutdown();

 private:
  std::unique_ptr<grpc::Server> server_;
  absl::Duration drain_;
  int port_ = 0;
  std::atomic<bool> stopped_{false};
};

// Blocks until SIGTERM or SIGINT. Call `BlockSignals` first thing in main, before any thread.
void BlockSignals();
void WaitForSignal();
// The same, for at most `timeout`; false when no signal came.
bool WaitForSignal(absl::Duration timeout);

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_SERVE_H_
