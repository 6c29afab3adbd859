// Every command in every state: the status it leads to, or the reason of the refusal.
#include "services/processing/domain/decide.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

const absl::Time kNow = MarchAt(10, 10);

struct State {
  std::string name;
  Case dossier;  // without legs: unknown
};

Story Received() { return Story(March(31)); }
Story Linked() { return Received().Then(MarchAt(3, 8), HandOver{"chi-cuc-thue", March(20)}); }

std::vector<State> States() {
  const auto later = MarchAt(4, 8);
  return {
      {"received", Received().dossier()},
      {"supplement", Received().Then(later, Pause{0, PauseKind::kSupplement, ""}).dossier()},
      {"obligation", Received().Then(later, Pause{0, PauseKind::kObligation, ""}).dossier()},
      {"linked", Linked().dossier()},
      {"linked, asked to withdraw", Linked().Then(later, NoteWithdrawal{5, ""}).dossier()},
      {"finished", Received().Then(later, Finish{}).dossier()},
      {"handed over",
       Received().Then(later, Finish{}).Then(MarchAt(5, 8), HandOverResult{}).dossier()},
      {"withdrawn", Received().Then(later, Withdraw{""}).dossier()},
      {"stopped", Received().Then(later, Stop{"fraud"}).dossier()},
      {"refused", Received().Then(later, RefuseAfterReceipt{"incomplete"}).dossier()},
      {"void", Received().Then(later, Void{"double"}).dossier()},
      {"unknown", {}},
  };
}

struct Row {
  std::string name;
  Command command;
  std::vector<std::string> outcomes;  // by state
};

using Outcomes = std::vector<std::string>;

// Outcomes while open, after an end, of a void and of an unknown case.
Outcomes Of(Outcomes open, Outcomes ended, const std::string& voided = "CASE_VOID",
            const std::string& unknown = "CASE_NOT_FOUND") {
  if (open.size() == 1) open.resize(5, open[0]);
  if (ended.size() == 1) ended.resize(5, ended[0]);
  open.insert(open.end(), ended.begin(), ended.end());
  open.push_back(voided);
  open.push_back(unknown);
  return open;
}

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

std::vector<Row> Rows() {
  const Outcomes same = {"2", "5", "6", "4", "4"};
  const Outcomes worked_on = {"4", "5", "6", "4", "4"};
  return {
      {"Finish", Finish{},
       Of({"9", "CASE_WAITING", "CASE_WAITING", "LINKED_LEG_OPEN", "LINKED_LEG_OPEN"},
          {"CASE_ENDED"})},
      {"Withdraw", Withdraw{""}, Of({"7"}, {"CASE_ENDED"})},
      {"Stop", Stop{"fraud"}, Of({"8"}, {"CASE_ENDED"})},
      {"Refuse", RefuseAfterReceipt{"incomplete"}, Of({"3"}, {"CASE_ENDED"})},
      {"HandOver", HandOver{"so-xay-dung", {}}, Of(worked_on, {"CASE_ENDED"})},
      {"HandOver again", HandOver{"chi-cuc-thue", March(20)},
       Of({"4", "5", "6", "LEG_EXISTS", "LEG_EXISTS"}, {"CASE_ENDED"})},
      {"HandOver to itself", HandOver{"so-tu-phap", {}}, Of({"LEG_EXISTS"}, {"CASE_ENDED"})},
      {"FinishLeg", FinishLeg{1},
       Of({"LEG_UNKNOWN", "LEG_UNKNOWN", "LEG_UNKNOWN", "4", "4"}, {"LEG_UNKNOWN"})},
      {"FinishLeg own", FinishLeg{0}, Of({"LEG_IS_OWN"}, {"LEG_IS_OWN"})},
      {"FinishLeg below", FinishLeg{-1}, Of({"LEG_UNKNOWN"}, {"LEG_UNKNOWN"})},
      {"Transfer", Transfer{0, "so-xay-dung"}, Of(worked_on, {"LEG_ENDED"})},
      {"Transfer to itself", Transfer{0, "so-tu-phap"}, Of({"SAME_AGENCY"}, {"LEG_ENDED"})},
      {"Pause", Pause{0, PauseKind::kSupplement, "again"},
       Of({"5", "CASE_WAITING", "CASE_WAITING", "5", "5"}, {"LEG_ENDED"})},
      {"Pause for money", Pause{0, PauseKind::kObligation, ""},
       Of({"6", "CASE_WAITING", "CASE_WAITING", "6", "6"}, {"LEG_ENDED"})},
      {"Resume", Resume{0},
       Of({"CASE_NOT_WAITING", "4", "4", "CASE_NOT_WAITING", "CASE_NOT_WAITING"},
          {"CASE_NOT_WAITING"})},
      {"Apologise", Apologise{0, "busy"}, Of(worked_on, {"CASE_ENDED"})},
      {"Extend", Extend{0, March(40), "busy"}, Of(worked_on, {"CASE_ENDED"})},
      {"HandOverResult", HandOverResult{},
       Of({"CASE_NOT_FINISHED"}, {"10", "RESULT_ALREADY_HANDED_OVER", "CASE_NOT_FINISHED",
                                  "CASE_NOT_FINISHED", "CASE_NOT_FINISHED"})},
      {"Reopen", Reopen{"appeal"}, Of({"CASE_OPEN"}, {"4"})},
      {"RefuseWithdrawal", RefuseWithdrawal{"no"},
       Of({"NO_WITHDRAWAL_REQUESTED", "NO_WITHDRAWAL_REQUESTED", "NO_WITHDRAWAL_REQUESTED",
           "NO_WITHDRAWAL_REQUESTED", "4"},
          {"NO_WITHDRAWAL_REQUESTED"})},
      {"Correct", OtherChannel(), Of(same, {"9", "10", "7", "8", "3"})},
      {"Void", Void{"double"}, Of({"0"}, {"0"})},
      {"Open", Opening(),
       Of({"CONFLICT_CASE_EXISTS"}, {"CONFLICT_CASE_EXISTS"}, "CONFLICT_CASE_EXISTS", "2")},
      {"NoteWithdrawal", NoteWithdrawal{9, ""},
       Of({"7", "7", "7", "4", "4"}, {"9", "10", "7", "8", "3"}, "0", "CONFLICT_CASE_UNKNOWN")},
  };
}

TEST(DecideTest, EveryCommandInEveryState) {
  const catalog::Calendar calendar;
  const std::vector<State> states = States();
  for (const Row& row : Rows()) {
    ASSERT_EQ(row.outcomes.size(), states.size()) << row.name;
    for (std::size_t i = 0; i < states.size(); ++i) {
      SCOPED_TRACE(absl::StrCat(row.name, " when ", states[i].name));
      const Case* before = states[i].dossier.legs.empty() ? nullptr : &states[i].dossier;
      const auto decision = Decide(before, row.command, {kNow, false, &calendar});
      if (!decision.ok()) {
        EXPECT_EQ(ReasonOf(decision.status()), row.outcomes[i]);
        EXPECT_FALSE(RefusalOf(decision.status()).message_vi.empty());
        continue;
      }
      EXPECT_EQ(absl::StrCat(static_cast<int>(StatusOf(decision->after))), row.outcomes[i]);
      ASSERT_FALSE(decision->events.empty());
      EXPECT_EQ(decision->events.back().status, StatusOf(decision->after));
      EXPECT_TRUE(Consistent(decision->after));
    }
  }
}

TEST(DecideTest, EveryCommandHasARow) {
  std::vector<bool> seen(std::variant_size_v<Command>);
  for (const Row& row : Rows()) seen[row.command.index()] = true;
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_TRUE(seen[i]) << "command " << i;
}

TEST(DecideTest, CodesTellWhatKindOfRefusalItIs) {
  const catalog::Calendar calendar;
  const Case received = Received().dossier();
  const Context context{kNow, false, &calendar};
  EXPECT_EQ(Decide(nullptr, Finish{}, context).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Decide(&received, FinishLeg{4}, context).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Decide(&received, Resume{0}, context).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Decide(nullptr, NoteWithdrawal{}, context).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace motcua::processing
