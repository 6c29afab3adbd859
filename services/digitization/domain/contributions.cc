#include "services/digitization/domain/contributions.h"

namespace motcua::digitization {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

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
  return cells;
}

}  // namespace motcua::digitization
