#include "common/rpc/channel.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "absl/strings/match.h"
#include "absl/time/clock.h"

namespace motcua::rpc {
namespace {

// Retrying is safe because a change carries a request id: callers that leave it to the
// server must not care about being done twice.
constexpr char kServiceConfig[] = R"({
  "loadBalancingConfig": [{"round_robin": {}}],
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 4,
      "initialBackoff": "0.05s",
      "maxBackoff": "1s",
      "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }]
})";

// The name a certificate must carry. A list of addresses is no host name: its first host is.
std::string AuthorityOf(const std::string& address) {
  constexpr char kList[] = "ipv4:";
  if (!absl::StartsWith(address, kList)) return "";
  const std::size_t begin = sizeof(kList) - 1;
  return address.substr(begin, address.find(',') - begin);
}

grpc::ChannelArguments ArgumentsFor(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // A peer that was restarted is found again soon.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  arguments.SetServiceConfigJSON(kServiceConfig);
  const std::string authority = AuthorityOf(address);
  if (!authority.empty()) arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, authority);
  return arguments;
}

}  // namespace

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || content.empty()) throw std::runtime_error("cannot read " + path);
  return content;
}

Credentials CredentialsIn(const std::string& dir, const std::string& name) {
  return {dir + "/ca.pem", dir + "/" + name + ".pem", dir + "/" + name + ".key"};
}

std::shared_ptr<grpc::Channel> Dial(const std::string& address, const Credentials& credentials) {
  std::shared_ptr<grpc::ChannelCredentials> channel = grpc::InsecureChannelCredentials();
  if (!credentials.ca_file.empty()) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = ReadFile(credentials.ca_file);
    options.pem_private_key = ReadFile(credentials.key_file);
    options.pem_cert_chain = ReadFile(credentials.cert_file);
    channel = grpc::SslCredentials(options);
  }
  return grpc::CreateCustomChannel(address, channel, ArgumentsFor(address));
}

std::unique_ptr<grpc::ClientContext> ContextFor(absl::Duration timeout) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  return context;
}

}  // namespace motcua::rpc
