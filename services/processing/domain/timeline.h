// A dossier in processing as the facts that happened to it. Everything else (status,
// holder, due date, stocks, counters) follows from these values.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_TIMELINE_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_TIMELINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"

namespace motcua::processing {

// National status codes; the number of each value is the code.
enum class Status : int {
  kVoid = 0,
  kFiled = 1,
  kReceived = 2,
  kRefused = 3,
  kInProcessing = 4,
  kSupplementRequested = 5,
  kObligationRequested = 6,
  kWithdrawn = 7,
  kStopped = 8,
  kFinished = 9,
  kResultHandedOver = 10,
};

// Why a clock stands.
enum class PauseKind : int { kSupplement = 1, kObligation = 2, kOtherBody = 3 };

// How a leg ended.
enum class LegEnd : int { kOpen = 0, kFinished = 1, kWithdrawn = 2, kStopped = 3, kRefused = 4 };

// What can happen to a leg.
struct DueFrom {  // the due date from then on; nullopt: none
  std::optional<Day> day;
  bool operator==(const DueFrom&) const = default;
};
struct Paused {
  PauseKind kind = PauseKind::kSupplement;
  bool operator==(const Paused&) const = default;
};
struct Resumed {  // on a dated leg the moved DueFrom stands right behind it
  bool operator==(const Resumed&) const = default;
};
struct MovedTo {
  std::string agency;
  bool returned = false;  // to the agency that handed the leg over
  bool operator==(const MovedTo&) const = default;
};
struct Ended {
  LegEnd how = LegEnd::kFinished;
  bool operator==(const Ended&) const = default;
};
struct Reopened {
  bool operator==(const Reopened&) const = default;
};
struct Apologised {
  bool operator==(const Apologised&) const = default;
};
struct Extended {  // the new DueFrom stands right behind it
  bool operator==(const Extended&) const = default;
};
struct Acknowledged {  // its holder has it in hand
  bool operator==(const Acknowledged&) const = default;
};
struct Assigned {  // an officer was named, or nobody any more; who, stands in the leg alone
  bool operator==(const Assigned&) const = default;
};
struct Recalculated {  // under a changed calendar; the new DueFrom stands right behind it
  std::int64_t number = 0;
  bool operator==(const Recalculated&) const = default;
};
using Happening = std::variant<DueFrom, Paused, Resumed, MovedTo, Ended, Reopened, Apologised,
                               Extended, Acknowledged, Assigned, Recalculated>;

struct Fact {
  absl::Time time;
  Happening what;
  bool operator==(const Fact&) const = default;
};

// One dossier at one agency.
struct Leg {
  int number = 0;  // 0 is the own leg
  statistics::Channel channel = statistics::Channel::kOnline;
  std::string first_holder;
  absl::Time receive_time;
  int step = 0;        // of the procedure's route; 0: of none
  std::string sender;  // who handed it over; empty for the own leg
  // The first due day is what the legal time gave, counted from the receipt; else it was stated.
  bool first_due_is_legal = false;
  // What never enters an event; of the last such fact.
  std::string officer;
  std::string extension_document;
  std::string apology_document;
  std::optional<Day> promise_day;  // given in the apology
  std::vector<Fact> facts;  // by time, then by entry; the first is the DueFrom of the receipt
  bool operator==(const Leg&) const = default;
};

// One dossier in processing.
struct Case {
  std::string code;
  std::string procedure;
  int procedure_version = 0;
  std::string field;
  std::int64_t catalog_revision = 0;
  std::vector<Leg> legs;  // the own leg first, then linked legs in order of hand-over
  bool withdrawal_requested = false;
  std::int64_t withdrawal_cause = 0;  // sequence in intake's journal of the last request
  bool voided = false;
  std::optional<absl::Time> hand_over_time;
  bool operator==(const Case&) const = default;
};

// A leg after some of its facts.
struct LegState {
  std::string holder;
  std::optional<Day> due;
  std::optional<PauseKind> waiting;
  absl::Time pause_time;  // if waiting
  LegEnd end = LegEnd::kOpen;
  absl::Time end_time;  // if ended
  bool apologised = false;
  bool extended = false;
  bool linked = false;
  bool acknowledged = true;  // its holder has it in hand
  std::string giver;         // of a linked leg: from whom the holder has it, or should have it
  absl::Time given_time;     // and since when

  bool open() const { return end == LegEnd::kOpen; }
};

// Stocks a leg can belong to at 24:00 of a day.
enum class Category {
  kEnded,
  kInTime,
  kOverdue,
  kWaitingSupplement,
  kWaitingObligation,
  kWaitingOtherBody,
  kUndated,
};

// The state with which a leg begins, before any fact.
LegState StateAtReceipt(const Leg& leg);
// Adds one fact to a state.
void Apply(const Fact& fact, LegState& state);
// False when the fact cannot happen in the state (a resumption of a running clock …).
bool Possible(const Fact& fact, const LegState& state);

// After all facts.
LegState StateNow(const Leg& leg);
// After the facts up to and including `time`.
LegState StateAt(const Leg& leg, absl::Time time);
// At 24:00 of a local day; nullopt before the receipt.
std::optional<LegState> StateAtEndOf(const Leg& leg, Day day);

// The stock a state belongs to at 24:00 of a day: overdue from the due day's 24:00 on.
Category CategoryAtEndOf(const LegState& state, Day day);

// Whether the facts of all legs can have happened in their order, and every linked leg
// lies inside a time in which the own leg was open.
bool Consistent(const Case& dossier);

Status StatusOf(const Case& dossier);

// The latest time of any receipt or fact.
absl::Time LastTime(const Case& dossier);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_TIMELINE_H_
