#include "common/service/target.h"

#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::service {

absl::StatusOr<std::optional<absl::Time>> ParseStatedTime(
    const google::protobuf::Timestamp* event_time, const rpc::Caller& caller, absl::Time now) {
  if (event_time == nullptr) return std::optional<absl::Time>();
  if (!caller.may_import()) {
    return Refuse(absl::StatusCode::kPermissionDenied, "IMPORT_ROLE_REQUIRED", "event_time",
                  "only an importer may state when it happened",
                  "Chỉ hệ thống nhập dữ liệu được nêu thời điểm thực hiện.");
  }
  return rpc::ParseTime(*event_time, now, "event_time");
}

absl::StatusOr<Target> ParseTarget(const std::string& name, const std::string& etag,
                                   const google::protobuf::Timestamp* event_time,
                                   const rpc::Caller& caller, absl::Time now) {
  absl::StatusOr<std::string> code = rpc::ParseName("dossiers", name, "name");
  if (!code.ok()) return code.status();
  const auto stated_time = ParseStatedTime(event_time, caller, now);
  if (!stated_time.ok()) return stated_time.status();
  return Target{*std::move(code), etag, *stated_time};
}

}  // namespace motcua::service
