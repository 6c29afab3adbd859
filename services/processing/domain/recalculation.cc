#include "services/processing/domain/recalculation.h"

#include <utility>

#include "common/base/errors.h"

namespace motcua::processing {
namespace {

absl::Status RecalculationRunning() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "RECALCULATION_RUNNING", "",
                "another recalculation is not done yet",
                "Đang có một lần tính lại thời hạn chưa hoàn thành.");
}

absl::Status CatalogChanged() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "CATALOG_CHANGED", "catalog_revision",
                "the catalogue has another revision; preview again",
                "Danh mục dùng chung đã thay đổi; cần xem trước lại.");
}

absl::Status WalkMovedOn() {
  return Refuse(absl::StatusCode::kAborted, "WALK_MOVED_ON", "", "this step was made already",
                "Bước này đã được thực hiện.");
}

bool Runs(const std::optional<Recalculation>& newest, std::int64_t number) {
  return newest && newest->number == number && newest->running();
}

Recalculation Ended(Recalculation recalculation, RecalculationState state, absl::Time time) {
  recalculation.state = state;
  recalculation.end_time = time;
  return recalculation;
}

// The walk has come to its end.
Recalculation AfterWalk(Recalculation recalculation, absl::Time time) {
  if (recalculation.walk_moved == 0) {
    return Ended(std::move(recalculation), RecalculationState::kDone, time);
  }
  recalculation.walk_moved = 0;
  recalculation.examined = 0;
  return recalculation;
}

struct Decider {
  const std::optional<Recalculation>& newest;
  absl::Time time;
  std::int64_t catalog_revision;

  absl::StatusOr<Recalculation> operator()(const BeginRecalculation& command) const {
    if (newest && newest->running()) return RecalculationRunning();
    if (command.catalog_revision != catalog_revision) return CatalogChanged();
    Recalculation begun;
    begun.number = newest ? newest->number + 1 : 1;
    begun.catalog_revision = command.catalog_revision;
    begun.reason_code = command.reason_code;
    begun.organisation = command.organisation;
    begun.start_time = time;
    return begun;
  }
  absl::StatusOr<Recalculation> operator()(const WalkOn& command) const {
    if (!Runs(newest, command.number) || newest->walked_through != command.after) {
      return WalkMovedOn();
    }
    Recalculation after = *newest;
    after.examined += command.examined;
    after.walked_through = command.through;
    return command.through.empty() ? AfterWalk(std::move(after), time) : after;
  }
  absl::StatusOr<Recalculation> operator()(const Overtake& command) const {
    if (!Runs(newest, command.number)) return WalkMovedOn();
    return Ended(*newest, RecalculationState::kOvertaken, time);
  }
};

}  // namespace

absl::StatusOr<Recalculation> Decide(const std::optional<Recalculation>& newest,
                                     const RecalculationCommand& command, absl::Time time,
                                     std::int64_t catalog_revision) {
  return std::visit(Decider{newest, time, catalog_revision}, command);
}

absl::Status CheckRuns(const std::optional<Recalculation>& newest, std::int64_t number,
                       std::int64_t catalog_revision) {
  if (!Runs(newest, number)) return WalkMovedOn();
  return newest->catalog_revision == catalog_revision ? absl::OkStatus() : CatalogChanged();
}

void AddMoved(std::int64_t legs, Recalculation& recalculation) {
  recalculation.moved += legs;
  recalculation.walk_moved += legs;
}

}  // namespace motcua::processing
