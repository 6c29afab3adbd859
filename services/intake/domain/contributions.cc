#include "services/intake/domain/contributions.h"

namespace motcua::intake {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

Deltas Contributions(const Dossier& dossier) {
  Deltas cells;
  if (dossier.status == Status::kVoid) return cells;
  CellKey key;
  key.agency = dossier.agency;
  key.procedure = dossier.procedure;
  key.channel = dossier.channel;
  const auto count = [&](Counter counter, Day day) {
    key.counter = counter;
    key.day = day;
    cells.Add(key, 1);
  };
  const Day file_day = LocalDay(dossier.file_time);
  count(Counter::kFiled, file_day);
  if (dossier.channel == Channel::kPost) count(Counter::kPostalIn, file_day);
  if (dossier.refused_day) count(Counter::kRefused, *dossier.refused_day);
  for (std::size_t i = 0; i < dossier.supplement_days.size(); ++i) {
    count(i == 0 ? Counter::kSupplementFirst : Counter::kSupplementRepeated,
          dossier.supplement_days[i]);
  }
  if (dossier.postal_out_day) count(Counter::kPostalOut, *dossier.postal_out_day);
  return cells;
}

}  // namespace motcua::intake
