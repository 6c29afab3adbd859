#include "tools/replay/late_counts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace motcua::replay {
namespace {

using enum Column;

const Columns kLateEvents(kLateAt.begin(), kLateAt.end());

// The most steps of one column that are not the receiver's: so many dossiers are late by others, as
// long as none is late twice at one kind of agency.
std::int64_t MostLinked(const CountsRow& row, std::int64_t own) {
  std::int64_t most = 0;
  for (const Column column : kLateAt) most = std::max(most, StepsOfOthers(row, column, own));
  return std::min(most, row.counts.Get(kResolvedLate));
}

// Nobody is late: neither has anybody a late step.
void CheckNoneLate(const Counts& counts, Change& change) {
  for (const Column column : kLateAt) {
    if (counts.Get(column) > 0) {
      change.Depart(column, 0, "I9", "late steps of late dossiers, but resolved_late is 0");
    }
  }
}

void CheckSteps(CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  const std::int64_t late = *counts[kResolvedLate];
  if (late == 0) return CheckNoneLate(counts, change);
  if (AllStated(counts, kLateEvents) && late > Sum(counts, kLateEvents)) {
    const std::int64_t missing = late - Sum(counts, kLateEvents);
    const Column column = row.own_steps.value_or(kLateAtDistrict);
    change.Depart(
        column, *counts[column] + missing, "I9",
        absl::StrCat("resolved_late ", late, " is more than all late events ", late - missing));
  }
  if (!row.own_steps || !counts[*row.own_steps] || !counts[kLateOwn]) return;
  if (*counts[kLateOwn] > *counts[*row.own_steps]) {
    change.Depart(*row.own_steps, *counts[kLateOwn], "I9",
                  absl::StrCat("is less than late_own ", *counts[kLateOwn],
                               ", and the receiver's own steps are among them"));
  }
}

void CheckLinked(CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  if (!AllStated(counts, kLateEvents) || !AllStated(counts, {kLateOwn, kLateLinked})) return;
  std::int64_t linked = 0;
  for (const Column column : kLateAt) linked += StepsOfOthers(row, column, *counts[kLateOwn]);
  const std::string sums =
      absl::StrCat("late steps but those of late_own ", *counts[kLateOwn], " are ", linked);
  if (*counts[kLateLinked] > linked) change.Depart(kLateLinked, linked, "I9", sums);
  if (*counts[kLateLinked] == 0 && linked > 0) {
    change.Depart(kLateLinked, MostLinked(row, *counts[kLateOwn]), "I9", sums);
  }
}

// The least of the receiver's own that the other columns leave.
void ChooseSteps(const CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  std::int64_t missing = counts.Get(kResolvedLate) - Sum(counts, kLateEvents);
  if (row.own_steps && !counts[*row.own_steps]) missing = std::max(missing, counts.Get(kLateOwn));
  const Columns order = {row.own_steps.value_or(kLateAtDistrict),
                         kLateAtDistrict,
                         kLateAtDepartment,
                         kLateAtCommune,
                         kLateAtConstruction,
                         kLateAtTax};
  for (const Column column : order) {
    if (counts[column]) continue;
    change.Choose(column, std::max<std::int64_t>(0, missing),
                  missing > 0 ? "late dossiers that no stated step delayed" : "");
    missing = 0;
  }
}

}  // namespace

bool StatesLateSteps(const Counts& counts) {
  return std::any_of(kLateAt.begin(), kLateAt.end(),
                     [&](Column column) { return counts[column].has_value(); });
}

std::int64_t StepsOfOthers(const CountsRow& row, Column column, std::int64_t own) {
  const std::int64_t steps = row.counts.Get(column);
  return column == row.own_steps ? std::max<std::int64_t>(0, steps - own) : steps;
}

void CheckLate(CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  if (!counts[kResolvedLate]) return;
  const std::int64_t late = *counts[kResolvedLate];
  if (AllStated(counts, {kLateOwn, kLateLinked}) &&
      late > *counts[kLateOwn] + *counts[kLateLinked]) {
    change.Depart(kLateOwn, late - *counts[kLateLinked], "I9",
                  absl::StrCat("resolved_late ", late, " is more than late_own ", *counts[kLateOwn],
                               " + late_linked ", *counts[kLateLinked]));
  }
  CheckSteps(row, change);
  CheckLinked(row, change);
}

void CompleteLate(const CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  const std::int64_t late = *counts[kResolvedLate];
  const bool by_step = StatesLateSteps(counts);
  if (by_step) ChooseSteps(row, change);
  if (!counts[kLateOwn] && by_step) {
    const std::int64_t own = row.own_steps ? counts.Get(*row.own_steps) : 0;
    change.Choose(kLateOwn, std::min(late, own), "late steps at the receiver's own kind of agency");
  } else if (!counts[kLateOwn]) {
    change.Choose(kLateOwn, late - counts.Get(kLateLinked), "late, and nobody else's");
  }
  if (counts[kLateLinked]) return;
  const std::int64_t rest = std::max<std::int64_t>(0, late - *counts[kLateOwn]);
  change.Choose(kLateLinked, by_step ? std::max(rest, MostLinked(row, *counts[kLateOwn])) : rest,
                "late, and not the receiver's own");
}

}  // namespace motcua::replay
