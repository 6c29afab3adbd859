#include "services/aggregator/closing/close.h"

#include "common/signing/sign.h"
#include "services/aggregator/closing/store.h"
#include "services/aggregator/said/compare.h"
#include "services/aggregator/said/snapshots.h"

namespace motcua::aggregator {
namespace {

absl::Status AddDifference(const WholeSnapshot& superseded, WholeSnapshot& snapshot) {
  const auto then = MomentOf(superseded);
  if (!then.ok()) return then.status();
  const auto now = MomentOf(snapshot);
  if (!now.ok()) return now.status();
  *snapshot.head.mutable_difference() = DifferenceOf(*then, *now);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Snapshot> PrepareClosing(sql::Connection& connection, const Basis& basis,
                                            const std::string& province,
                                            const signing::SigningKey& key,
                                            const ClosingOrder& order) {
  const auto earlier = ReadHeadsOf(connection, key.public_key(), order.days);
  if (!earlier.ok()) return earlier.status();
  NewestSnapshot newest;
  if (!earlier->empty()) newest = {earlier->back().number(), earlier->back().provisional()};
  auto snapshot = Draft(basis, province, order, newest);
  if (!snapshot.ok()) return snapshot.status();
  if (newest.number > 0) {
    const auto superseded = ReadSnapshot(connection, key.public_key(), {order.days, newest.number});
    if (!superseded.ok()) return superseded.status();
    const absl::Status compared = AddDifference(*superseded, *snapshot);
    if (!compared.ok()) return compared;
  }
  absl::Status ready = signing::Sign(key, snapshot->head);
  if (ready.ok()) ready = SaveParts(connection, *snapshot);
  if (!ready.ok()) return ready;
  return std::move(snapshot->head);
}

}  // namespace motcua::aggregator
