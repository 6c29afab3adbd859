#include "services/portal/domain/synced_dossier.h"

#include <algorithm>

namespace motcua::portal::sync {
namespace {

// What is missing between two neighbours of a history; `before` is null at its beginning. Numbers
// decide where there are any; else only the national order of statuses can tell.
std::optional<Gap> GapBetween(const Heard* before, const Heard& after) {
  const std::optional<Status> status = before ? std::optional(before->status) : std::nullopt;
  const bool numbered = after.number > 0 && (before == nullptr || before->number > 0);
  const std::int64_t missing =
      numbered ? after.number - 1 - (before == nullptr ? 0 : before->number) : 0;
  const bool follows =
      numbered || (MayFollow(status, after.status) && (before != nullptr || after.begins));
  if (missing == 0 && follows) return std::nullopt;
  return Gap{status, after.status, std::max<std::int64_t>(missing, 0),
             Between(status, after.status)};
}

void Take(const Heard& heard, Standing& standing) {
  const bool was_finished = standing.finished();
  standing.status = heard.status;
  standing.sequence = heard.sequence;
  standing.statuses |= 1 << static_cast<int>(heard.status);
  if (!heard.agency.empty()) standing.agency = heard.agency;
  if (!heard.procedure.empty()) standing.procedure = heard.procedure;
  if (heard.channel) standing.channel = heard.channel;
  if (!standing.finished()) {
    standing.finish_day.reset();
  } else if (!was_finished && heard.status == Status::kFinished) {
    standing.finish_day = heard.day;
  }
}

}  // namespace

bool Add(const Heard& heard, History& history) {
  const auto place =
      std::lower_bound(history.begin(), history.end(), heard,
                       [](const Heard& a, const Heard& b) { return a.sequence < b.sequence; });
  if (place != history.end() && place->sequence == heard.sequence) return false;
  history.insert(place, heard);
  return true;
}

Standing StandingOf(const History& history) {
  Standing standing;
  const Heard* before = nullptr;
  for (const Heard& heard : history) {
    if (auto gap = GapBetween(before, heard)) standing.gaps.push_back(*std::move(gap));
    Take(heard, standing);
    before = &heard;
  }
  return standing;
}

statistics::Deltas Contributions(const Standing& standing) {
  statistics::Deltas cells;
  if (!standing.fully_synced()) return cells;
  cells.Add({standing.agency, standing.procedure, *standing.channel, *standing.finish_day,
             statistics::Counter::kSyncedResults, ""},
            1);
  return cells;
}

}  // namespace motcua::portal::sync
