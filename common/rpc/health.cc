#include "common/rpc/health.h"

#include <future>

#include "common/rpc/channel.h"
#include "google/protobuf/wrappers.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace motcua::rpc {
namespace {

// Debian ships no grpc/health/v1/health.proto. On the wire HealthCheckRequest is a StringValue
// and HealthCheckResponse an Int32Value.
using HealthStub =
    grpc::TemplatedGenericStub<google::protobuf::StringValue, google::protobuf::Int32Value>;

constexpr char kCheck[] = "/grpc.health.v1.Health/Check";
constexpr int kServing = 1;

}  // namespace

bool IsServing(const std::shared_ptr<grpc::Channel>& channel, const std::string& service,
               absl::Duration timeout) {
  const auto context = ContextFor(timeout);
  google::protobuf::StringValue request;
  request.set_value(service);
  google::protobuf::Int32Value response;
  std::promise<bool> done;
  HealthStub(channel).UnaryCall(context.get(), kCheck, grpc::StubOptions(), &request, &response,
                                [&](const grpc::Status& status) { done.set_value(status.ok()); });
  return done.get_future().get() && response.value() == kServing;
}

}  // namespace motcua::rpc
