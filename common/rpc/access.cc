#include "common/rpc/access.h"

#include <algorithm>
#include <stdexcept>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "grpc/grpc_security_constants.h"

namespace motcua::rpc {
namespace {

using type::v1::Role;

constexpr std::string_view kScheme = "spiffe://motcua/";

// Offered by gRPC itself on every server; any caller of the federation may use them.
constexpr const char* kOpenToAnyone[] = {
    "/grpc.health.v1.Health/Check",
    "/grpc.health.v1.Health/Watch",
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
};

std::optional<Role> ParseRole(std::string_view word) {
  if (!std::all_of(word.begin(), word.end(), [](char c) { return 'a' <= c && c <= 'z'; })) {
    return std::nullopt;
  }
  Role role = type::v1::ROLE_UNSPECIFIED;
  const std::string name = "ROLE_" + absl::AsciiStrToUpper(std::string(word));
  if (!type::v1::Role_Parse(name, &role)) return std::nullopt;
  // These two stand in access options; nobody has them.
  if (role == type::v1::ROLE_UNSPECIFIED || role == type::v1::ROLE_ANYONE) return std::nullopt;
  return role;
}

std::set<Role> RolesOf(const google::protobuf::MethodDescriptor& method) {
  std::set<Role> roles;
  for (const int role : method.options().GetExtension(type::v1::access).roles()) {
    if (role != type::v1::ROLE_UNSPECIFIED) roles.insert(static_cast<Role>(role));
  }
  return roles;
}

}  // namespace

std::optional<Caller> ParseSpiffeId(std::string_view id) {
  if (id.substr(0, kScheme.size()) != kScheme) return std::nullopt;
  id.remove_prefix(kScheme.size());
  const std::size_t slash = id.find('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const std::optional<Role> role = ParseRole(id.substr(slash + 1));
  if (!role.has_value()) return std::nullopt;
  return Caller{std::string(id.substr(0, slash)), *role};
}

AccessTable AccessOf(const std::vector<std::string>& services) {
  AccessTable table;
  for (const char* path : kOpenToAnyone) table[path] = {type::v1::ROLE_ANYONE};
  for (const std::string& name : services) {
    const auto* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
    if (service == nullptr) throw std::runtime_error("no such service: " + name);
    for (int i = 0; i < service->method_count(); ++i) {
      std::set<Role> roles = RolesOf(*service->method(i));
      if (roles.empty()) {
        throw std::runtime_error(service->method(i)->full_name() + " grants access to nobody");
      }
      table[absl::StrCat("/", name, "/", service->method(i)->name())] = std::move(roles);
    }
  }
  return table;
}

grpc::Status CheckAccess(const AccessTable& table, std::string_view path,
                         const std::optional<Caller>& caller) {
  if (!caller.has_value()) {
    return {grpc::StatusCode::UNAUTHENTICATED,
            "the certificate names no organisation and role of this federation"};
  }
  const auto roles = table.find(path);
  if (roles != table.end() &&
      (roles->second.count(caller->role) != 0 || roles->second.count(type::v1::ROLE_ANYONE) != 0)) {
    return grpc::Status::OK;
  }
  return {grpc::StatusCode::PERMISSION_DENIED,
          type::v1::Role_Name(caller->role) + " may not call this method"};
}

grpc::Status AccessProcessor::Process(const InputMetadata& metadata, grpc::AuthContext* context,
                                      OutputMetadata*, OutputMetadata*) {
  const auto path = metadata.find(":path");
  if (path == metadata.end()) return {grpc::StatusCode::PERMISSION_DENIED, "no method"};
  std::optional<Caller> caller;
  for (const grpc::string_ref& id :
       context->FindPropertyValues(GRPC_PEER_SPIFFE_ID_PROPERTY_NAME)) {
    caller = ParseSpiffeId({id.data(), id.size()});
  }
  return CheckAccess(*table_, {path->second.data(), path->second.size()}, caller);
}

}  // namespace motcua::rpc
