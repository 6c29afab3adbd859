// Counts turned into individual dossiers.
#ifndef MOTCUA_TOOLS_REPLAY_PLAN_H_
#define MOTCUA_TOOLS_REPLAY_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "tools/replay/catalog.h"
#include "tools/replay/remark.h"
#include "tools/replay/scenario.h"
#include "tools/replay/work_time.h"

namespace motcua::replay {

// Numbers as in dossier.proto.
enum class Channel : int { kOnline = 1, kInPerson = 2, kPost = 3 };

// What has become of a leg at 24:00 of the period's last day.
enum class Outcome {
  kEarly,
  kOnTime,
  kLate,
  kRefused,
  kWithdrawn,
  kStopped,
  kInTime,
  kOverdue,
  kWaiting
};

inline bool IsFinished(Outcome outcome) { return outcome <= Outcome::kLate; }
inline bool StaysOpen(Outcome outcome) {
  return outcome == Outcome::kInTime || outcome == Outcome::kOverdue;
}

// An extension of a linked leg: until then it was due on `first_due`.
struct Extension {
  Moment moment = 0;
  Day first_due = 0;
};

// A linked leg: handed over at `receive`.
struct PlannedLeg {
  std::string agency;
  Moment receive = 0;
  Day due = 0;
  Outcome outcome = Outcome::kInTime;  // finished or open; kLate before the period counts nowhere
  std::optional<Moment> end;           // when it finished, or began to wait
  std::optional<Extension> extension;
};

// What a dossier bears, and how it was paid.
struct PlannedFee {
  bool obligation = false;  // a financial obligation raised apart, not its procedure's own fee
  std::int64_t dong = 0;
  bool national_portal = false;
  bool province_gateway = false;
  bool recorded = false;  // with a receipt; at the counter if it was not paid online
  Moment begin = 0;       // of the first step; each further step is a minute later
};

// The papers of a dossier as files.
struct PlannedPapers {
  std::vector<std::string> scanned = {};  // components; all at `scan`
  Moment scan = 0;
  std::optional<Moment> reuse = {};   // then the citizen's stored document is used as kPaper
  std::optional<Moment> result = {};  // attached
  std::optional<Moment> stored = {};  // in the citizen's personal document store
};

// One dossier with its own leg.
struct PlannedDossier {
  std::string code;
  std::string agency;
  std::string field;  // empty: any; in a finished plan that of the procedure
  std::string procedure;
  Channel channel = Channel::kInPerson;
  Moment receive = 0;
  Day due = 0;
  Outcome outcome = Outcome::kInTime;
  std::optional<Moment> end;  // when it ended, or began to wait
  bool apologised = false;
  std::vector<PlannedLeg> linked;
  FeeWish fee_wish = FeeWish::kAny;
  std::optional<PlannedFee> fee;
  PlannedPapers papers;
  int citizen = 0;  // dossiers of one number are one citizen's; 0 is nobody's
  std::optional<Moment> returned_by_post;  // the result
};

// A whole replay: the same for the same scenario.
struct Plan {
  Catalog catalog;
  WorkTime time;
  std::vector<PlannedDossier> dossiers;  // by receipt
};

// `rows` are settled. What cannot be planned as stated is a departure in `remarks`.
Plan MakePlan(const Scenario& scenario, const std::vector<CountsRow>& rows,
              std::vector<Remark>& remarks);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PLAN_H_
