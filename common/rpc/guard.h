// The one boundary between the inside and gRPC: who calls, what an error becomes,
// and where exceptions stop.
#ifndef MOTCUA_COMMON_RPC_GUARD_H_
#define MOTCUA_COMMON_RPC_GUARD_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "motcua/type/v1/access.pb.h"

namespace motcua::rpc {

// Read from the SPIFFE id of the client's certificate: spiffe://motcua/{organisation}/{role}.
struct Caller {
  std::string organisation;
  type::v1::Role role = type::v1::ROLE_UNSPECIFIED;

  bool may_import() const { return role == type::v1::ROLE_IMPORTER; }
};

// The caller, as the access check found it. On a server without TLS (unit tests only)
// it is {"test", ROLE_IMPORTER}.
Caller CallerOf(const grpc::ServerContextBase& context);

// The call's deadline, a time of SteadyNow; a call without one gets `kDefaultDeadline` from now.
inline constexpr absl::Duration kDefaultDeadline = absl::Seconds(30);
absl::Time DeadlineOf(const grpc::ServerContextBase& context);

// ErrorInfo (domain "motcua"), BadRequest for a field, LocalizedMessage in Vietnamese,
// RetryInfo for RESOURCE_EXHAUSTED. A status without a Refusal keeps only a code and a
// general text: internals never reach a client.
grpc::Status ToGrpc(const absl::Status& status);

// What a caller may know of a status: the above as plain values.
struct PublicError {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string reason;
  std::string field;
  std::string message;
  std::string message_vi;
};
PublicError Publish(const absl::Status& status);

// Runs `body`, turning an exception into INTERNAL, logged once with the method's name.
grpc::Status Guard(const char* method, const std::function<absl::Status()>& body);

// Answers a unary call at once: runs `body` under Guard, finishes, and gives the reactor.
grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context, const char* method,
                                 const std::function<absl::Status()>& body);

// RESOURCE_EXHAUSTED `OVERLOADED`.
absl::Status Overloaded();

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_GUARD_H_
