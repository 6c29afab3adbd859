// Who may call which method: read from certificates and from the proto option
// motcua.type.v1.access. What is not granted is denied.
#ifndef MOTCUA_COMMON_RPC_ACCESS_H_
#define MOTCUA_COMMON_RPC_ACCESS_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/rpc/guard.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/security/auth_metadata_processor.h"

namespace motcua::rpc {

// spiffe://motcua/{organisation}/{role}; nullopt for anything else.
std::optional<Caller> ParseSpiffeId(std::string_view id);

// Roles by method path, `/motcua.intake.v1.IntakeService/FileDossier`.
using AccessTable = std::map<std::string, std::set<type::v1::Role>, std::less<>>;

// From the descriptors of the named services. Throws std::runtime_error when a service is
// unknown or one of its methods grants nobody.
AccessTable AccessOf(const std::vector<std::string>& services);

// OK, UNAUTHENTICATED or PERMISSION_DENIED.
grpc::Status CheckAccess(const AccessTable& table, std::string_view path,
                         const std::optional<Caller>& caller);

// Refuses a call before its handler runs. Thread-safe; the table must not change while the
// server listens.
class AccessProcessor : public grpc::AuthMetadataProcessor {
 public:
  explicit AccessProcessor(std::shared_ptr<const AccessTable> table) : table_(std::move(table)) {}

  bool IsBlocking() const override { return false; }
  grpc::Status Process(const InputMetadata& metadata, grpc::AuthContext* context,
                       OutputMetadata* consumed, OutputMetadata* response) override;

 private:
  const std::shared_ptr<const AccessTable> table_;
};

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_ACCESS_H_
