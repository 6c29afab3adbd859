#include "common/rpc/serve.h"

#include <csignal>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/log.h"
#include "common/rpc/access.h"
#include "common/rpc/registered.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"

namespace motcua::rpc {
namespace {

std::shared_ptr<grpc::ServerCredentials> CredentialsFor(const Credentials& files,
                                                        std::shared_ptr<const AccessTable> access) {
  if (files.ca_file.empty()) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = ReadFile(files.ca_file);
  options.pem_key_cert_pairs.push_back({ReadFile(files.key_file), ReadFile(files.cert_file)});
  auto credentials = grpc::SslServerCredentials(options);
  credentials->SetAuthMetadataProcessor(std::make_shared<AccessProcessor>(std::move(access)));
  return credentials;
}

void AddArguments(grpc::ServerBuilder& builder) {
  // Clients ping every 30 s; without these the server calls that abuse.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A port that another process has is an error, not half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

void EnablePlugins() {
  static const bool enabled = [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  (void)enabled;
}

sigset_t EndingSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

Server::Server(const ServeOptions& options, const std::vector<grpc::Service*>& services)
    : drain_(options.drain) {
  EnablePlugins();
  // Filled before the server listens; an empty table denies everything.
  const auto access = std::make_shared<AccessTable>();
  std::vector<std::string> names;
  std::string problem;
  grpc::ServerBuilder builder;
  builder.SetOption(OnRegistered([&](const std::vector<std::string>& registered) {
    names = registered;
    try {
      *access = AccessOf(registered);
    } catch (const std::runtime_error& error) {
      problem = error.what();
    }
  }));
  for (grpc::Service* service : services) builder.RegisterService(service);
  AddArguments(builder);
  builder.AddListeningPort(options.address, CredentialsFor(options.credentials, access), &port_);
  server_ = builder.BuildAndStart();
  if (!problem.empty()) throw std::runtime_error(problem);
  if (server_ == nullptr || port_ == 0) {
    throw std::runtime_error("cannot listen on " + options.address);
  }
  for (const std::string& name : names) {
    server_->GetHealthCheckService()->SetServingStatus(name, true);
  }
  Log(LogLevel::kInfo, "listening",
      {{"address", options.address}, {"port", std::to_string(port_)}});
}

Server::~Server() { Shutdown(); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return server_->InProcessChannel(grpc::ChannelArguments());
}

void Server::Shutdown() {
  if (stopped_.exchange(true)) return;
  server_->GetHealthCheckService()->Shutdown();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + drain_));
  Log(LogLevel::kInfo, "stopped", {{"port", std::to_string(port_)}});
}

void BlockSignals() {
  const sigset_t signals = EndingSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void WaitForSignal() {
  while (!WaitForSignal(absl::Hours(24))) {
  }
}

bool WaitForSignal(absl::Duration timeout) {
  const sigset_t signals = EndingSignals();
  const timespec limit = absl::ToTimespec(timeout);
  const int signal = sigtimedwait(&signals, nullptr, &limit);
  if (signal < 0) return false;
  Log(LogLevel::kInfo, "signal", {{"number", std::to_string(signal)}});
  return true;
}

}  // namespace motcua::rpc
