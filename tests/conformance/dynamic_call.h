// Calls any method with any message.
#ifndef MOTCUA_TESTS_CONFORMANCE_DYNAMIC_CALL_H_
#define MOTCUA_TESTS_CONFORMANCE_DYNAMIC_CALL_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"

namespace motcua::conformance {

struct Outcome {
  grpc::Status status;
  // The answer; of a stream, its first message. Null if there was none.
  std::unique_ptr<google::protobuf::Message> response;
};

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);

// `/package.Service/Method`.
std::string PathOf(const google::protobuf::MethodDescriptor& method);

// Calls and waits. A stream is read up to its first message, or for 100 ms: that it says nothing
// is no error. An infinite `deadline` sends none.
Outcome Call(const std::shared_ptr<grpc::Channel>& channel,
             const google::protobuf::MethodDescriptor& method,
             const google::protobuf::Message& request, absl::Duration deadline = absl::Seconds(30));

// A stream of `Response` opened with one request and read to its first message.
Outcome FirstOf(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                const google::protobuf::Message& request,
                std::unique_ptr<google::protobuf::Message> response, absl::Duration patience);

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_DYNAMIC_CALL_H_
