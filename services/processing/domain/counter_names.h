// What tests call the counters.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_COUNTER_NAMES_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_COUNTER_NAMES_H_

#include <map>
#include <string>

#include "common/statistics/cells.h"

namespace motcua::processing {

// A word for a counter of processing.
inline const std::string& NameOf(statistics::Counter counter) {
  using statistics::Counter;
  static const std::map<Counter, std::string> names = {
      {Counter::kReceived, "received"},
      {Counter::kMovedIn, "moved_in"},
      {Counter::kMovedOut, "moved_out"},
      {Counter::kReopened, "reopened"},
      {Counter::kFinishedEarly, "early"},
      {Counter::kFinishedOnTime, "on_time"},
      {Counter::kFinishedLate, "late"},
      {Counter::kFinishedUndated, "finished_undated"},
      {Counter::kWithdrawn, "withdrawn"},
      {Counter::kStopped, "stopped"},
      {Counter::kRefusedAfterReceipt, "refused"},
      {Counter::kOverdue, "overdue"},
      {Counter::kWaitingSupplement, "waiting_supplement"},
      {Counter::kWaitingObligation, "waiting_obligation"},
      {Counter::kUndated, "undated"},
      {Counter::kWaitingOtherBody, "waiting_other_body"},
      {Counter::kLateByOwn, "late_by_own"},
      {Counter::kLateByLinked, "late_by_linked"},
      {Counter::kLateApologisedOwn, "apologised_own"},
      {Counter::kLateApologisedLinked, "apologised_linked"},
      {Counter::kLateExtendedOwn, "extended_own"},
      {Counter::kLateExtendedLinked, "extended_linked"},
      {Counter::kLateStep, "late_step"},
  };
  return names.at(counter);
}

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_COUNTER_NAMES_H_
