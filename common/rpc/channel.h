// Channels to other services: mutual TLS, keepalive, no call without a deadline.
#ifndef MOTCUA_COMMON_RPC_CHANNEL_H_
#define MOTCUA_COMMON_RPC_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

namespace motcua::rpc {

// File names of a certificate, its key and the authority both sides trust.
struct Credentials {
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
};

// dir/ca.pem, dir/{name}.pem, dir/{name}.key.
Credentials CredentialsIn(const std::string& dir, const std::string& name);

// The content of a file. Throws std::runtime_error when it is missing or empty.
std::string ReadFile(const std::string& path);

// `address` is host:port; several instances as `ipv4:a:1,b:2` with round robin. Unary
// calls are retried on UNAVAILABLE, so a change needs a request id; messages up to 4 MB.
// Throws std::runtime_error if a file cannot be read.
std::shared_ptr<grpc::Channel> Dial(const std::string& address, const Credentials& credentials);

// A client context with its deadline set, the only way to make one here.
std::unique_ptr<grpc::ClientContext> ContextFor(absl::Duration timeout);

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_CHANNEL_H_
