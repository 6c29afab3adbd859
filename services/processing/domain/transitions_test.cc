// Every command in every state: the status it leads to, or the reason of the refusal.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "services/processing/domain/decide.h"
#include "services/processing/domain/rpc_comments.h"
#include "services/processing/domain/testing.h"
#include "services/processing/domain/transition_states.h"

namespace motcua::processing {
namespace {

const absl::Time kNow = MarchAt(10, 10);

using Outcomes = std::vector<std::string>;

// "9 3*CASE_WAITING": one outcome per state; a single one is that of all `count`.
void Append(const std::string& text, std::size_t count, Outcomes& outcomes) {
  Outcomes some;
  const std::vector<std::string> words = absl::StrSplit(text, ' ');
  for (const std::string& word : words) {
    const std::vector<std::string> parts = absl::StrSplit(word, '*');
    int times = 1;
    EXPECT_TRUE(parts.size() == 1 || absl::SimpleAtoi(parts[0], &times)) << text;
    some.insert(some.end(), times, parts.back());
  }
  if (some.size() == 1) some.resize(count, some[0]);
  EXPECT_EQ(some.size(), count) << text;
  outcomes.insert(outcomes.end(), some.begin(), some.end());
}

struct Row {
  std::string rpc;  // empty: followed
  Command command;
  std::string own;     // in OwnStates()
  std::string linked;  // in LinkedStates()
  std::string ended;   // in EndedStates()
  std::string voided = "CASE_VOID";
  std::string unknown = "CASE_NOT_FOUND";

  Outcomes All() const {
    Outcomes all;
    Append(own, 5, all);
    Append(linked, 7, all);
    Append(ended, 5, all);
    all.insert(all.end(), {voided, unknown});
    return all;
  }
};

const std::string kWorkedOn = "4 4 5 6 4";
const std::string kLinkedStay = "6*4 5";
const std::string kOnLeg1 = "5*4 LEG_ENDED 5";
const std::string kEndedStay = "9 10 7 8 3";

Correct OtherChannel() {
  Correct correct;
  correct.reason_code = "typo";
  correct.channel = statistics::Channel::kPost;
  return correct;
}

Open Opening() {
  Open open;
  open.code = "H50.01-220301-0001";
  open.agency = "so-tu-phap";
  return open;
}

std::vector<Row> Ends() {
  return {
      {"FinishCase", Finish{}, "9 9 3*CASE_WAITING", "5*LINKED_LEG_OPEN 9 LINKED_LEG_OPEN",
       "CASE_ENDED"},
      {"WithdrawCase", Withdraw{""}, "7", "7", "CASE_ENDED"},
      {"StopCase", Stop{"fraud"}, "8", "8", "CASE_ENDED"},
      {"RefuseCase", RefuseAfterReceipt{"late"}, "3", "3", "CASE_ENDED"},
      {"FinishLeg", FinishLeg{1}, "LEG_UNKNOWN", "4*4 CASE_WAITING LEG_ENDED 5", "LEG_ENDED"},
      {"FinishLeg", FinishLeg{0}, "LEG_IS_OWN", "LEG_IS_OWN", "LEG_IS_OWN"},
      {"FinishLeg", FinishLeg{-1}, "LEG_UNKNOWN", "LEG_UNKNOWN", "LEG_UNKNOWN"},
      {"HandOverResult", HandOverResult{}, "CASE_NOT_FINISHED", "CASE_NOT_FINISHED",
       "10 RESULT_ALREADY_HANDED_OVER 3*CASE_NOT_FINISHED"},
      {"ReopenCase", Reopen{"appeal"}, "CASE_OPEN", "CASE_OPEN", "4"},
  };
}

std::vector<Row> HandOvers() {
  return {
      {"HandOverCase", HandOver{"so-xay-dung", {}}, kWorkedOn, kLinkedStay, "CASE_ENDED"},
      {"HandOverCase", HandOver{"chi-cuc-thue", March(21)}, kWorkedOn,
       "3*LEG_EXISTS 4 LEG_EXISTS 4 LEG_EXISTS", "CASE_ENDED"},
      {"HandOverCase", HandOver{"so-tu-phap", {}}, "LEG_EXISTS", "LEG_EXISTS", "CASE_ENDED"},
      {"HandOverCase", HandOver{"so-xay-dung", {}, 0, 1}, "LEG_UNKNOWN", kLinkedStay, "CASE_ENDED"},
      {"AcknowledgeLeg", Acknowledge{1}, "LEG_UNKNOWN", "4 4 ALREADY_ACKNOWLEDGED 4 4 LEG_ENDED 5",
       "LEG_ENDED"},
      {"AcknowledgeLeg", Acknowledge{0}, "LEG_IS_OWN", "LEG_IS_OWN", "LEG_IS_OWN"},
      {"ReturnLeg", Return{1, "not_ours"}, "LEG_UNKNOWN", "3*4 ALREADY_RETURNED 4 LEG_ENDED 5",
       "LEG_ENDED"},
      {"ReturnLeg", Return{0, "not_ours"}, "LEG_IS_OWN", "LEG_IS_OWN", "LEG_IS_OWN"},
      {"TransferLeg", Transfer{0, "so-xay-dung"}, kWorkedOn, kLinkedStay, "LEG_ENDED"},
      {"TransferLeg", Transfer{0, "so-tu-phap"}, "SAME_AGENCY", "SAME_AGENCY", "LEG_ENDED"},
      {"TransferLeg", Transfer{1, "so-xay-dung", "misled"}, "LEG_UNKNOWN", kOnLeg1, "LEG_ENDED"},
      {"TransferLeg", Transfer{1, "chi-cuc-thue", "misled"}, "LEG_UNKNOWN",
       "3*SAME_AGENCY 4 SAME_AGENCY LEG_ENDED SAME_AGENCY", "LEG_ENDED"},
  };
}

std::vector<Row> Work() {
  return {
      {"AssignLeg", Assign{0, "nga"}, kWorkedOn, kLinkedStay, "LEG_ENDED"},
      {"AssignLeg", Assign{1, ""}, "LEG_UNKNOWN", kOnLeg1, "LEG_ENDED"},
      {"PauseCase", Pause{0, PauseKind::kSupplement, "again"}, "5 5 3*CASE_WAITING",
       "6*5 CASE_WAITING", "LEG_ENDED"},
      {"PauseCase", Pause{0, PauseKind::kObligation, ""}, "6 6 3*CASE_WAITING", "6*6 CASE_WAITING",
       "LEG_ENDED"},
      {"PauseCase", Pause{0, PauseKind::kOtherBody, ""}, "4 4 3*CASE_WAITING", "6*4 CASE_WAITING",
       "LEG_ENDED"},
      {"PauseCase", Pause{1, PauseKind::kSupplement, "again"}, "LEG_UNKNOWN",
       "4*4 CASE_WAITING LEG_ENDED 5", "LEG_ENDED"},
      {"ResumeCase", Resume{0}, "2*CASE_NOT_WAITING 3*4", "6*CASE_NOT_WAITING 4",
       "CASE_NOT_WAITING"},
      {"ResumeCase", Resume{1}, "LEG_UNKNOWN", "4*CASE_NOT_WAITING 4 2*CASE_NOT_WAITING",
       "CASE_NOT_WAITING"},
      {"ApologiseCase", Apology(0), kWorkedOn, kLinkedStay, "CASE_ENDED"},
      {"ApologiseCase", Apology(1), "LEG_UNKNOWN", kOnLeg1, "CASE_ENDED"},
      {"ExtendCase", Extension(0, March(42)), kWorkedOn, kLinkedStay, "CASE_ENDED"},
      {"ExtendCase", Extension(1, March(42)), "LEG_UNKNOWN", kOnLeg1, "CASE_ENDED"},
  };
}

std::vector<Row> Others() {
  const std::string nobody = "NO_WITHDRAWAL_REQUESTED";
  const std::string exists = "CONFLICT_CASE_EXISTS";
  return {
      {"RefuseWithdrawal", RefuseWithdrawal{"no"}, nobody, absl::StrCat(nobody, " 4 5*", nobody),
       nobody},
      {"CorrectCase", OtherChannel(), "2 4 5 6 4", kLinkedStay, kEndedStay},
      {"VoidCase", Void{"double"}, "0", "0", "0"},
      {"", Recalculate{1, {{0, March(25)}}}, "2 4 5 6 4", kLinkedStay, "LEG_ENDED"},
      {"", Opening(), exists, exists, exists, exists, "2"},
      {"", NoteWithdrawal{9, ""}, "7", "5*4 7 5", kEndedStay, "0", "CONFLICT_CASE_UNKNOWN"},
  };
}

std::vector<Row> Rows() {
  std::vector<Row> rows;
  for (const auto& some : {Ends(), HandOvers(), Work(), Others()}) {
    rows.insert(rows.end(), some.begin(), some.end());
  }
  return rows;
}

// What became of a command: the status, or the reason.
std::string OutcomeOf(const State& state, const Command& command) {
  const worktime::Calendar calendar = worktime::PlainCalendar();
  const Case* before = state.dossier.legs.empty() ? nullptr : &state.dossier;
  const auto decision = Decide(before, command, {kNow, false, &calendar});
  if (!decision.ok()) {
    EXPECT_FALSE(RefusalOf(decision.status()).message_vi.empty());
    return ReasonOf(decision.status());
  }
  EXPECT_FALSE(decision->events.empty());
  EXPECT_EQ(decision->events.back().status, StatusOf(decision->after));
  EXPECT_TRUE(Consistent(decision->after));
  return absl::StrCat(static_cast<int>(StatusOf(decision->after)));
}

TEST(TransitionsTest, EveryStateHasItsNationalCode) {
  std::set<std::string> codes;
  for (const State& state : States()) {
    if (state.dossier.legs.empty()) continue;
    EXPECT_EQ(absl::StrCat(static_cast<int>(StatusOf(state.dossier))), state.code) << state.name;
    codes.insert(state.code);
  }
  // 1, newly filed, is intake's.
  EXPECT_EQ(codes, (std::set<std::string>{"0", "2", "3", "4", "5", "6", "7", "8", "9", "10"}));
}

TEST(TransitionsTest, EveryCommandInEveryState) {
  const std::vector<State> states = States();
  for (const Row& row : Rows()) {
    const Outcomes outcomes = row.All();
    ASSERT_EQ(outcomes.size(), states.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
      EXPECT_EQ(OutcomeOf(states[i], row.command), outcomes[i])
          << row.rpc << " (" << row.command.index() << ") when " << states[i].name;
    }
  }
}

TEST(TransitionsTest, EveryCommandHasARow) {
  std::vector<bool> seen(std::variant_size_v<Command>);
  for (const Row& row : Rows()) seen[row.command.index()] = true;
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_TRUE(seen[i]) << "command " << i;
}

TEST(TransitionsTest, AStateRefusesWithAReasonNamedAtItsMethod) {
  const worktime::Calendar calendar = worktime::PlainCalendar();
  for (const Row& row : Rows()) {
    if (row.rpc.empty()) continue;
    const std::string comment = CommentOfRpc(row.rpc);
    for (const State& state : States()) {
      const Case* before = state.dossier.legs.empty() ? nullptr : &state.dossier;
      const absl::Status status = Decide(before, row.command, {kNow, false, &calendar}).status();
      const std::string reason = ReasonOf(status);
      if (status.ok()) continue;
      if (before == nullptr) {
        EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
      } else if (reason == "LEG_UNKNOWN") {
        EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      } else {
        EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
        EXPECT_NE(comment.find("`" + reason + "`"), std::string::npos) << row.rpc << " " << reason;
      }
    }
  }
}

TEST(TransitionsTest, AFollowedCommandIsRefusedAsAConflict) {
  const worktime::Calendar calendar = worktime::PlainCalendar();
  const absl::Status status = Decide(nullptr, NoteWithdrawal{}, {kNow, false, &calendar}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace motcua::processing
