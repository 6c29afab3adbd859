// gRPC in tests: certificates, channels as somebody, and what an error tells.
#ifndef MOTCUA_COMMON_TESTING_GRPC_H_
#define MOTCUA_COMMON_TESTING_GRPC_H_

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/grpcpp.h"

namespace motcua::testing {

// A folder as deploy/local/dev-certs makes it for organisation `quang-tri`, made once per
// program. Tests run in the project's root.
const std::string& Certificates();

// A channel to 127.0.0.1 with one of those certificates: officer, importer, intake, portal …
std::shared_ptr<grpc::Channel> DialAs(const std::string& name, int port);

// The details of a refused call; what is absent is empty.
struct ErrorDetails {
  std::string reason;
  std::string domain;
  std::vector<std::string> fields;
  std::string message_vi;
  bool retry = false;
};
ErrorDetails DetailsOf(const grpc::Status& status);

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_GRPC_H_
