// Parsing of what every request has: names, ids, texts, dates, pages. Each function
// gives INVALID_ARGUMENT naming `field`.
#ifndef MOTCUA_COMMON_RPC_REQUEST_H_
#define MOTCUA_COMMON_RPC_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "google/protobuf/timestamp.pb.h"
#include "motcua/type/v1/period.pb.h"

namespace motcua::rpc {

// `agencies/so-tu-phap` with collection `agencies` → `so-tu-phap`. Ids are 1 to 63 of
// a–z, 0–9, - and dot; dossier codes also have A–Z.
absl::StatusOr<std::string> ParseName(std::string_view collection, std::string_view name,
                                      std::string_view field);
// As above, but empty gives an empty id.
absl::StatusOr<std::string> ParseOptionalName(std::string_view collection, std::string_view name,
                                              std::string_view field);

// Empty: a random one. Else 1 to 64 printable ASCII characters.
absl::StatusOr<std::string> ParseRequestId(std::string_view id, std::string_view field);

// UTF-8, no control characters, 1 to `max` characters; given back in NFC, trimmed.
absl::StatusOr<std::string> ParseText(std::string_view text, std::size_t max,
                                      std::string_view field);

// 1 to 63 of a–z, 0–9 and _; `required` refuses an empty one.
absl::StatusOr<std::string> ParseReasonCode(std::string_view code, bool required,
                                            std::string_view field);

// Empty: nullopt.
absl::StatusOr<std::optional<Day>> ParseDate(std::string_view date, std::string_view field);
// Both days present and in order; `field` is the path of the Period.
absl::StatusOr<std::pair<Day, Day>> ParsePeriod(const type::v1::Period& period,
                                                std::string_view field);
// A valid instant from 1990 to `latest`.
absl::StatusOr<absl::Time> ParseTime(const google::protobuf::Timestamp& time, absl::Time latest,
                                     std::string_view field);
google::protobuf::Timestamp ToTimestamp(absl::Time time);
// Unchecked, for what another service says.
absl::Time FromTimestamp(const google::protobuf::Timestamp& time);

// 0 → 100, above 1000 → 1000, negative refused.
absl::StatusOr<int> ParsePageSize(std::int32_t size, std::string_view field);
// A token is opaque: it binds the place to go on at to the request it was given for
// (`bound`, any text that identifies the filter) and a changed or foreign one is refused.
std::string MakePageToken(std::string_view bound, std::string_view place);
absl::StatusOr<std::string> ParsePageToken(std::string_view token, std::string_view bound,
                                           std::string_view field);

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_REQUEST_H_
