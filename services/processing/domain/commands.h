// What can be asked of a case: one value per request of ProcessingService, and the two
// that come from intake's feed. Names are resolved and texts checked by the caller.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_COMMANDS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

struct Finish {};
struct Withdraw {
  std::string reason_code;
};
struct Stop {
  std::string reason_code;
};
struct RefuseAfterReceipt {
  std::string reason_code;
};
struct HandOver {
  std::string agency;
  std::optional<Day> due_day;  // absent: as the step says
  int step = 0;                // of the procedure's route; 0: a hand-over of its own
  int from_leg = 0;            // its holder is the sender
  std::string kind = {};       // of the agency
};
struct FinishLeg {
  int leg = 1;
};
struct Acknowledge {
  int leg = 1;
};
struct Return {
  int leg = 1;
  std::string reason_code;
};
struct Transfer {
  int leg = 0;
  std::string agency;
  std::string reason_code = {};
  std::string kind = {};  // of the agency
};
struct Assign {
  int leg = 0;
  std::string officer;  // empty: nobody
};
struct Pause {
  int leg = 0;
  PauseKind kind = PauseKind::kSupplement;
  std::string reason_code;
};
struct Resume {
  int leg = 0;
};
struct Apologise {
  int leg = 0;
  std::string reason_code;
  std::string document = {};  // number of the letter
  std::optional<Day> promise_day = {};
};
struct Extend {
  int leg = 0;
  Day due_day = 0;
  std::string reason_code;
  std::string document = {};  // number of the letter
};
struct HandOverResult {
  bool by_post = false;
};
struct Reopen {
  std::string reason_code;
};
struct RefuseWithdrawal {
  std::string reason_code;
};

// A procedure as pinned at receipt.
struct PinnedProcedure {
  std::string id;
  int version = 1;
  std::string field;
};

// What is absent or empty stays.
struct Correct {
  std::string reason_code;
  std::optional<absl::Time> receive_time;
  std::optional<statistics::Channel> channel;
  std::optional<PinnedProcedure> procedure;
  std::string agency;  // first receiver
  std::optional<Day> due_day;
};
struct Void {
  std::string reason_code;
};

// The share of a dossier in a recalculation. Its moves are reckoned when it is decided.
struct DueMove {
  int leg = 0;
  Day due_day = 0;
};
struct Recalculate {
  std::int64_t number = 0;
  std::vector<DueMove> moves;
};

// Followed: intake received the dossier at Context.event_time.
struct Open {
  std::string code;
  std::string agency;
  PinnedProcedure procedure;
  statistics::Channel channel = statistics::Channel::kOnline;
  std::optional<Day> due_day;
  bool due_is_legal = false;  // what the legal time gave, not what another system stated
  std::int64_t catalog_revision = 0;
};

// Followed: the applicant asked intake to withdraw.
struct NoteWithdrawal {
  std::int64_t cause_sequence = 0;  // in intake's journal
  std::string reason_code;
};

using Command =
    std::variant<Finish, Withdraw, Stop, RefuseAfterReceipt, HandOver, FinishLeg, Acknowledge,
                 Return, Transfer, Assign, Pause, Resume, Apologise, Extend, HandOverResult, Reopen,
                 RefuseWithdrawal, Correct, Void, Recalculate, Open, NoteWithdrawal>;

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_COMMANDS_H_
