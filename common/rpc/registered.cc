#include "common/rpc/registered.h"

#include <utility>

#include "absl/strings/match.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/impl/server_initializer.h"

namespace motcua::rpc {
namespace {

using Names = std::function<void(const std::vector<std::string>&)>;

class Plugin : public grpc::ServerBuilderPlugin {
 public:
  explicit Plugin(Names names) : names_(std::move(names)) {}

  std::string name() override { return "motcua.registered"; }
  void InitServer(grpc::ServerInitializer* server) override {
    std::vector<std::string> ours;
    for (const std::string& service : *server->GetServiceList()) {
      if (!absl::StartsWith(service, "grpc.")) ours.push_back(service);
    }
    names_(ours);
  }
  void Finish(grpc::ServerInitializer*) override {}
  void ChangeArguments(const std::string&, void*) override {}

 private:
  const Names names_;
};

class Option : public grpc::ServerBuilderOption {
 public:
  explicit Option(Names names) : names_(std::move(names)) {}

  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    plugins->push_back(std::make_unique<Plugin>(names_));
  }

 private:
  const Names names_;
};

}  // namespace

std::unique_ptr<grpc::ServerBuilderOption> OnRegistered(Names names) {
  return std::make_unique<Option>(std::move(names));
}

}  // namespace motcua::rpc
