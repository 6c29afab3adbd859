// A case while one command changes it.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_CHANGE_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_CHANGE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/processing/domain/decide.h"
#include "services/processing/domain/events.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// Owns the changed copy of a case and the events that tell the changes. Puts facts into their
// place in time. Lives for one decision, in one thread.
class Change {
 public:
  Change(const Case& before, const Context& context);

  // When the command takes effect (see Context).
  absl::Time time() const { return time_; }
  bool imported() const { return context_.imported; }
  const worktime::Calendar* calendar() const { return context_.calendar; }
  const catalog::Procedure* procedure() const { return context_.procedure; }
  const Case& now() const { return after_; }
  const Leg& own() const { return after_.legs.front(); }
  // For what is not a fact; tell it with Emit.
  Case& mutable_case() { return after_; }

  // Stands in the events emitted from here on.
  void set_reason(std::string reason_code) { reason_code_ = std::move(reason_code); }

  void AddFact(int leg, Happening what);
  // Judges anew whether the first due day is what the legal time gives: for a new leg, and when its
  // receipt was corrected.
  void JudgeFirstDue(int leg);
  // Puts behind every resumption and recalculation from `since` on the due date that follows from
  // the facts up to it. CALENDAR_YEAR_MISSING when one of them, or an extension since, cannot be
  // reckoned.
  absl::Status MoveDueDates(int leg, absl::Time since);
  void Emit(int leg, ChangeOfCase change);
  // A pending request to withdraw is answered with no.
  void RefusePendingWithdrawal();

  // The decision; EVENT_BEFORE_RECEIPT or EVENT_OUT_OF_ORDER if it cannot have happened then.
  absl::StatusOr<Decision> Done() &&;

 private:
  void EmitAt(absl::Time time, int leg, ChangeOfCase change);
  // When a dated leg is due after some of its facts.
  absl::StatusOr<Day> DueAfter(const Leg& leg, std::size_t facts) const;

  Case after_;
  const Context context_;
  const absl::Time time_;
  std::string reason_code_;
  std::vector<Event> events_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_CHANGE_H_
