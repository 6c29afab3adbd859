// When a period may be closed, and when it may be stated again. Pure.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_RULES_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace motcua::aggregator {

// The newest snapshot of a period.
struct NewestSnapshot {
  std::int32_t number = 0;  // 0: there is none
  bool provisional = false;
};

// What a closing is asked for with, and meets.
struct Closing {
  bool provisional_allowed = false;
  std::string reason_vi;
  std::vector<std::string> incomplete_sources;
};

// OK if the closing may become the period's next snapshot; errors as ClosePeriod tells.
absl::Status MayClose(const NewestSnapshot& newest, const Closing& closing);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_RULES_H_
