#include "common/testing/grpc.h"

#include <cstdlib>
#include <stdexcept>

#include "common/rpc/channel.h"
#include "common/testing/database.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace motcua::testing {

const std::string& Certificates() {
  static const TempDir dir;
  static const bool made =
      std::system(("deploy/local/dev-certs " + dir.path() + " quang-tri").c_str()) == 0;
  if (!made) throw std::runtime_error("deploy/local/dev-certs failed; run in the project's root");
  return dir.path();
}

std::shared_ptr<grpc::Channel> DialAs(const std::string& name, int port) {
  return rpc::Dial("127.0.0.1:" + std::to_string(port), rpc::CredentialsIn(Certificates(), name));
}

ErrorDetails DetailsOf(const grpc::Status& status) {
  ErrorDetails details;
  google::rpc::Status message;
  if (!message.ParseFromString(status.error_details())) return details;
  for (const auto& any : message.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    google::rpc::LocalizedMessage localized;
    if (any.UnpackTo(&info)) {
      details.reason = info.reason();
      details.domain = info.domain();
    } else if (any.UnpackTo(&bad_request)) {
      for (const auto& violation : bad_request.field_violations()) {
        details.fields.push_back(violation.field());
      }
    } else if (any.UnpackTo(&localized)) {
      if (localized.locale() == "vi") details.message_vi = localized.message();
    }
    details.retry = details.retry || any.Is<google::rpc::RetryInfo>();
  }
  return details;
}

}  // namespace motcua::testing
