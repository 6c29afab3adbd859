// Hand-overs between two agencies that nobody has acknowledged, oldest first.
#ifndef MOTCUA_SERVICES_PROCESSING_HAND_OVER_LIST_H_
#define MOTCUA_SERVICES_PROCESSING_HAND_OVER_LIST_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/sql/connection.h"
#include "motcua/processing/v1/processing.pb.h"

namespace motcua::processing {

// A parsed ListUnmatchedHandOversRequest.
struct HandOverQuery {
  std::string agency;
  bool sent = false;  // by the agency; else: to it
  int page_size = 100;
  std::string filter;  // what a page token is bound to
  // Where the last page ended.
  std::int64_t after_micros = 0;
  std::string after_code;
  int after_leg = 0;
};

absl::StatusOr<HandOverQuery> ParseHandOverQuery(const v1::ListUnmatchedHandOversRequest& request);
v1::ListUnmatchedHandOversResponse ReadUnmatchedHandOvers(sql::Connection& connection,
                                                          const HandOverQuery& query);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_HAND_OVER_LIST_H_
