// The clock of a leg: from its facts to when it is due.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_CLOCK_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_CLOCK_H_

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "common/catalog/catalog.h"
#include "common/worktime/due.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

inline constexpr std::size_t kAllFacts = std::numeric_limits<std::size_t>::max();

// What a leg is reckoned by: the procedure's time for the own leg, the time of its route step for a
// linked one. nullopt: none stated, or `procedure` (may be null) is not the version pinned.
std::optional<worktime::LegalTime> LegalTimeOfLeg(const Case& dossier, const Leg& leg,
                                                  const catalog::Procedure* procedure);

// Whether the legal time, counted from the receipt, gives the first recorded due day.
bool GivesFirstDue(const Leg& leg, const std::optional<worktime::LegalTime>& legal_time,
                   const worktime::Calendar* calendar);

// When a leg is due after its first `facts` facts; nullopt when it is undated. An extension is
// reckoned from: a day decided. So is the first recorded due day, unless it is legal
// (Leg::first_due_is_legal): then the legal time is counted from the receipt. Every closed pause
// since moves the due date by its working time; one that still lasts, or that an end cut off, does
// not.
// FAILED_PRECONDITION `CALENDAR_YEAR_MISSING`.
absl::StatusOr<std::optional<worktime::Reckoning>> ReckonLeg(
    const Leg& leg, const std::optional<worktime::LegalTime>& legal_time,
    const worktime::Calendar& calendar, std::size_t facts = kAllFacts);

// A resumption or a recalculation: the DueFrom right behind it was reckoned, not decided.
bool MovesDue(const Fact& fact);

// The last DueFrom that was given at the receipt or decided later, not reckoned: an index.
std::size_t BasisOf(const Leg& leg, std::size_t facts = kAllFacts);

// The pauses that were resumed, in order.
std::vector<worktime::Interval> PausesOf(const Leg& leg, std::size_t facts = kAllFacts);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_CLOCK_H_
