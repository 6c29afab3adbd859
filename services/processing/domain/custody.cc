#include "services/processing/domain/custody.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace motcua::processing {
namespace {

Day DueOrLast(const LegState& state) { return state.due.value_or(std::numeric_limits<Day>::max()); }

// The linked leg that has the dossier at an instant; null if none has.
const Leg* LinkedLegAt(const Case& dossier, absl::Time time) {
  const Leg* first = nullptr;
  Day first_due = 0;
  for (std::size_t i = 1; i < dossier.legs.size(); ++i) {
    const Leg& leg = dossier.legs[i];
    if (leg.receive_time > time) continue;
    const LegState state = StateAt(leg, time);
    if (!state.open() || (first != nullptr && DueOrLast(state) >= first_due)) continue;
    first = &leg;
    first_due = DueOrLast(state);
  }
  return first;
}

// A span that begins at an instant; its end is still open.
CustodySpan SpanFrom(const Case& dossier, absl::Time time) {
  const Leg& own = dossier.legs.front();
  const LegState own_state = StateAt(own, time);
  const Leg* linked = own_state.waiting ? nullptr : LinkedLegAt(dossier, time);
  if (linked == nullptr) return {time, time, own_state.holder, 0, own_state.waiting};
  const LegState state = StateAt(*linked, time);
  return {time, time, state.holder, linked->number, state.waiting};
}

// Every instant before `end` at which the dossier may have changed hands.
std::set<absl::Time> Changes(const Case& dossier, absl::Time end) {
  std::set<absl::Time> changes;
  for (const Leg& leg : dossier.legs) {
    changes.insert(leg.receive_time);
    for (const Fact& fact : leg.facts) changes.insert(fact.time);
  }
  changes.erase(changes.lower_bound(end), changes.end());
  return changes;
}

bool SameHands(const CustodySpan& a, const CustodySpan& b) {
  return a.agency == b.agency && a.leg == b.leg && a.pause == b.pause;
}

std::vector<CustodySpan> SpansOf(const Case& dossier, absl::Time end) {
  std::vector<CustodySpan> spans;
  for (const absl::Time change : Changes(dossier, end)) {
    CustodySpan span = SpanFrom(dossier, change);
    if (!spans.empty()) {
      if (SameHands(spans.back(), span)) continue;
      spans.back().end = change;
    }
    spans.push_back(std::move(span));
  }
  if (!spans.empty()) spans.back().end = end;
  return spans;
}

absl::Time WholeSecond(absl::Time time) { return absl::FromUnixSeconds(absl::ToUnixSeconds(time)); }

}  // namespace

absl::StatusOr<Custody> CustodyOf(const Case& dossier, const worktime::Calendar* calendar,
                                  absl::Time now) {
  Custody custody;
  if (dossier.voided) return custody;
  if (calendar == nullptr) return worktime::YearMissing(now);
  const LegState own = StateNow(dossier.legs.front());
  custody.spans = SpansOf(dossier, own.open() ? std::max(now, LastTime(dossier)) : own.end_time);

  std::map<std::pair<int, std::string>, CustodyTotal> totals;  // agencies before pauses
  for (const CustodySpan& span : custody.spans) {
    const absl::Time start = WholeSecond(span.start);
    const absl::Time end = WholeSecond(span.end);
    const absl::StatusOr<absl::Duration> work = calendar->WorkBetween(start, end);
    if (!work.ok()) return work.status();
    const std::string agency = span.pause ? "" : span.agency;
    CustodyTotal& total = totals[{span.pause ? static_cast<int>(*span.pause) : 0, agency}];
    total.agency = agency;
    total.pause = span.pause;
    total.time += end - start;
    total.work += *work;
    custody.age += end - start;
  }
  for (auto& [key, total] : totals) custody.totals.push_back(std::move(total));
  return custody;
}

}  // namespace motcua::processing
