// The counters of a dossier as their definitions in statistics.proto read, day by day and number by
// number, from the plain history of what happened: nothing of Folder is used.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_BRUTE_FORCE_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_BRUTE_FORCE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/statistics/cells.h"
#include "services/digitization/domain/commands.h"

namespace motcua::digitization {

// What a test has made happen to a dossier.
struct History {
  std::string agency;  // first receiver, as it counts
  std::string procedure;
  statistics::Channel channel = statistics::Channel::kOnline;
  absl::Time receive_time;
  bool voided = false;

  struct Case {
    absl::Time time;
    std::string moved_to;  // empty: not moved
    int end = 0;           // 1 finished, 2 otherwise ended, 3 reopened
  };
  std::vector<Case> case_history;  // in the order of their times

  struct Paper {
    bool digitized = false;
    bool reused = false;
  };
  std::map<std::string, Paper> papers;  // the newest of each component
  struct Outcome {
    bool doubtful = false;
    std::optional<Day> valid_to;
  };
  std::vector<Outcome> results;

  // Required components and others of the procedure.
  std::set<std::string> required;
  std::set<std::string> optional;
};

// Is the result in force at the end of the day? Asked of each day, the stock changes where the
// answer does.
inline void CountStock(const History& history, const std::string& finisher, Day finish_day,
                       statistics::Deltas& cells) {
  constexpr Day kFarDays = 400;
  bool held = false;
  for (Day day = finish_day - kFarDays; day <= finish_day + kFarDays; ++day) {
    bool holds = day >= finish_day;
    if (!history.results.empty() && history.results.back().valid_to) {
      holds = holds && day <= *history.results.back().valid_to;
    }
    if (holds == held) continue;
    held = holds;
    for (const auto counter :
         {statistics::Counter::kResultsInForce, statistics::Counter::kResultsInForceDigitized}) {
      if (counter == statistics::Counter::kResultsInForceDigitized && history.results.empty())
        continue;
      cells.Add({finisher, history.procedure, history.channel, day, counter, {}}, holds ? 1 : -1);
    }
  }
}

inline statistics::Deltas CountByHand(const History& history) {
  using statistics::Counter;
  statistics::Deltas cells;
  if (history.voided) return cells;
  const auto count = [&](Counter counter, const std::string& agency, absl::Time time) {
    cells.Add({agency, history.procedure, history.channel, LocalDay(time), counter, {}}, 1);
  };
  count(Counter::kComponentsReceived, history.agency, history.receive_time);

  int digitized = 0;
  int required = 0;
  int reused = 0;
  for (const auto& [component, paper] : history.papers) {
    const bool asked = history.required.contains(component) || history.optional.contains(component);
    if (!asked || !paper.digitized) continue;
    ++digitized;
    if (paper.reused) ++reused;
    if (history.required.contains(component)) ++required;
  }
  if (digitized > 0) count(Counter::kComponentsAny, history.agency, history.receive_time);
  if (digitized > 0 && required == static_cast<int>(history.required.size())) {
    count(Counter::kComponentsFull, history.agency, history.receive_time);
  }
  if (reused > 0) count(Counter::kComponentsReused, history.agency, history.receive_time);

  std::string holder = history.agency;
  std::string finisher;
  absl::Time finish_time;
  for (const History::Case& one : history.case_history) {
    if (!one.moved_to.empty()) holder = one.moved_to;
    if (one.end == 1) finisher = holder, finish_time = one.time;
    if (one.end == 3) finisher.clear();
  }
  if (finisher.empty()) return cells;
  count(Counter::kResultsFinished, finisher, finish_time);
  CountStock(history, finisher, LocalDay(finish_time), cells);
  if (history.results.empty()) return cells;
  count(Counter::kResultsDigitized, finisher, finish_time);
  if (history.results.back().doubtful) count(Counter::kResultsDoubtful, finisher, finish_time);
  return cells;
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_BRUTE_FORCE_H_
