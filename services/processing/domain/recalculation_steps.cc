#include "services/processing/domain/steps.h"

namespace motcua::processing {

absl::Status Take(const Recalculate& command, Change& change) {
  for (const DueMove& move : command.moves) {
    if (absl::Status status = CheckOpenLeg(move.leg, change); !status.ok()) return status;
    change.AddFact(move.leg, Recalculated{command.number});
    change.AddFact(move.leg, DueFrom{move.due_day});
  }
  return absl::OkStatus();
}

}  // namespace motcua::processing
