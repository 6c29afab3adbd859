// The route of a procedure as a case meets it: who may hold a step, and when it may begin.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_ROUTE_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_ROUTE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "services/processing/domain/commands.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// Null when the procedure, which may be null, has no such step.
const catalog::RouteStep* FindStep(const catalog::Procedure* procedure, int number);

// The step's agency, or one of its kind.
bool MayHold(const catalog::RouteStep& step, const std::string& agency, const std::string& kind);

// Refuses a step that is under way or finished, or for which another one must be finished first.
absl::Status CheckTurn(const catalog::RouteStep& step, const Case& dossier, absl::Time time);

// Due day of a step handed over at `time`; nullopt when the step states no time. The calendar may
// be null. CALENDAR_YEAR_MISSING.
absl::StatusOr<std::optional<Day>> DueDayOf(const catalog::RouteStep& step,
                                            const worktime::Calendar* calendar, absl::Time time);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_ROUTE_H_
