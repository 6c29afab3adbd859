// What every request that changes a dossier says: which one, as it was seen, and since when.
#ifndef MOTCUA_COMMON_SERVICE_TARGET_H_
#define MOTCUA_COMMON_SERVICE_TARGET_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/guard.h"
#include "google/protobuf/timestamp.pb.h"

namespace motcua::service {

struct Target {
  std::string code;  // of the dossier
  std::string etag;  // empty: any
  std::optional<absl::Time> stated_time;
};

// When it happened; null: not stated. PERMISSION_DENIED `IMPORT_ROLE_REQUIRED` for a time stated
// by anyone but an importer.
absl::StatusOr<std::optional<absl::Time>> ParseStatedTime(
    const google::protobuf::Timestamp* event_time, const rpc::Caller& caller, absl::Time now);

// `name` is `dossiers/{code}`.
absl::StatusOr<Target> ParseTarget(const std::string& name, const std::string& etag,
                                   const google::protobuf::Timestamp* event_time,
                                   const rpc::Caller& caller, absl::Time now);

// Null if the request states none.
template <typename Request>
const google::protobuf::Timestamp* EventTimeOf(const Request& request) {
  return request.has_event_time() ? &request.event_time() : nullptr;
}
template <typename Request>
absl::StatusOr<Target> ParseTarget(const Request& request, const rpc::Caller& caller,
                                   absl::Time now) {
  return ParseTarget(request.name(), request.etag(), EventTimeOf(request), caller, now);
}

}  // namespace motcua::service

#endif  // MOTCUA_COMMON_SERVICE_TARGET_H_
