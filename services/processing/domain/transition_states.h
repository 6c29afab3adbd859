// Every state a dossier can be in, as tests of the transitions name them.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_TRANSITION_STATES_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_TRANSITION_STATES_H_

#include <string>
#include <vector>

#include "services/processing/domain/testing.h"

namespace motcua::processing {

inline const absl::Time kThen = MarchAt(4, 8);

struct State {
  std::string name;
  std::string code;  // national
  Case dossier;      // without legs: unknown
};

inline Story Received() { return Story(March(31)); }
inline Story Linked() {
  return Received().Then(MarchAt(3, 8), HandOver{"chi-cuc-thue", March(21)});
}
inline Story LinkDone() { return Linked().Then(MarchAt(3, 9), FinishLeg{1}); }
inline Story Then(Story story, const Command& command) { return story.Then(kThen, command); }

// No linked leg.
inline std::vector<State> OwnStates() {
  return {
      {"received", "2", Received().dossier()},
      {"in processing", "4", Then(Received(), Assign{0, "nga"}).dossier()},
      {"supplement", "5", Then(Received(), Pause{0, PauseKind::kSupplement, ""}).dossier()},
      {"obligation", "6", Then(Received(), Pause{0, PauseKind::kObligation, ""}).dossier()},
      {"other body", "4", Then(Received(), Pause{0, PauseKind::kOtherBody, ""}).dossier()},
  };
}

// Leg 1 was handed over to chi-cuc-thue; the own leg is open.
inline std::vector<State> LinkedStates() {
  return {
      {"on its way", "4", Linked().dossier()},
      {"on its way, asked to withdraw", "4", Then(Linked(), NoteWithdrawal{5, ""}).dossier()},
      {"in hand", "4", Then(Linked(), Acknowledge{1}).dossier()},
      {"returned", "4", Then(Linked(), Return{1, "not_ours"}).dossier()},
      {"standing", "4", Then(Linked(), Pause{1, PauseKind::kObligation, ""}).dossier()},
      {"done", "4", LinkDone().dossier()},
      {"with a supplement", "5", Then(Linked(), Pause{0, PauseKind::kSupplement, ""}).dossier()},
  };
}

// Leg 1 has ended, before or with the dossier.
inline std::vector<State> EndedStates() {
  const Story finished = Then(LinkDone(), Finish{});
  return {
      {"finished", "9", finished.dossier()},
      {"handed over", "10", Then(finished, HandOverResult{}).dossier()},
      {"withdrawn", "7", Then(Linked(), Withdraw{""}).dossier()},
      {"stopped", "8", Then(Linked(), Stop{"fraud"}).dossier()},
      {"refused", "3", Then(Linked(), RefuseAfterReceipt{"incomplete"}).dossier()},
  };
}

inline std::vector<State> States() {
  std::vector<State> states = OwnStates();
  for (const auto& more : {LinkedStates(), EndedStates()}) {
    states.insert(states.end(), more.begin(), more.end());
  }
  states.push_back({"void", "0", Then(Received(), Void{"double"}).dossier()});
  states.push_back({"unknown", "", {}});
  return states;
}

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_TRANSITION_STATES_H_
