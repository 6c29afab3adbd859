#include "services/digitization/domain/contributions.h"

namespace motcua::digitization {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

namespace {

// What the stocks of results gain on the finish day, they lose behind the newest result's last day.
// A dossier finished again beyond that day has a result that was never in force.
void CountInForce(const Finish& finish, const Receipt& receipt, const Folder& folder,
                  Deltas& cells) {
  const bool digitized = !folder.results.empty();
  const Day last = digitized ? folder.results.back().valid_to.value_or(kLastDay) : kLastDay;
  const Day first = LocalDay(finish.time);
  if (last < first) return;
  const auto change = [&](Day day, std::int64_t value) {
    CellKey key{finish.agency, receipt.procedure.id,     receipt.channel,
                day,           Counter::kResultsInForce, {}};
    cells.Add(key, value);
    key.counter = Counter::kResultsInForceDigitized;
    if (digitized) cells.Add(key, value);
  };
  change(first, 1);
  if (last < kLastDay) change(last + 1, -1);
}

}  // namespace

Deltas Contributions(const Folder& folder) {
  Deltas cells;
  const std::optional<Receipt> receipt = ReceiptOf(folder);
  if (!receipt || folder.voided) return cells;
  const auto add_if = [&](bool holds, Counter counter, const std::string& agency, absl::Time time) {
    if (!holds) return;
    cells.Add(CellKey{agency, receipt->procedure.id, receipt->channel, LocalDay(time), counter, {}},
              1);
  };

  const Completeness components = CompletenessOf(folder);
  const auto at_receipt = [&](bool holds, Counter counter) {
    add_if(holds, counter, receipt->agency, receipt->time);
  };
  at_receipt(true, Counter::kComponentsReceived);
  at_receipt(components.any, Counter::kComponentsAny);
  at_receipt(components.full, Counter::kComponentsFull);
  at_receipt(components.reused, Counter::kComponentsReused);

  const std::optional<Finish> finish = FinishOf(folder);
  if (!finish) return cells;
  const auto at_finish = [&](bool holds, Counter counter) {
    add_if(holds, counter, finish->agency, finish->time);
  };
  at_finish(true, Counter::kResultsFinished);
  at_finish(!folder.results.empty(), Counter::kResultsDigitized);
  at_finish(Doubtful(folder), Counter::kResultsDoubtful);
  CountInForce(*finish, *receipt, folder, cells);
  return cells;
}

}  // namespace motcua::digitization
