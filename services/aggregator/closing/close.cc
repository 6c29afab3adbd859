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

// Number 0: the period has none yet.
absl::StatusOr<NewestSnapshot> ReadNewest(sql::Connection& connection, const signing::Keyring& keys,
                                          Days days) {
  const sql::Transaction moment(connection);
  const auto heads = ReadHeadsOf(connection, keys, days);
  if (!heads.ok()) return heads.status();
  NewestSnapshot newest;
  if (!heads->empty()) newest = {heads->back().number(), heads->back().provisional()};
  const absl::Status known = CheckNewest(connection, {days, newest.number});
  if (!known.ok()) return known;
  return newest;
}

}  // namespace

absl::StatusOr<v1::Snapshot> PrepareClosing(sql::Connection& connection, const Basis& basis,
                                            const Signer& signer, const ClosingOrder& order) {
  const auto newest = ReadNewest(connection, signer.keys, order.days);
  if (!newest.ok()) return newest.status();
  auto snapshot = Draft(basis, signer.province, order, *newest);
  if (!snapshot.ok()) return snapshot.status();
  if (newest->number > 0) {
    const auto superseded = ReadSnapshot(connection, signer.keys, {order.days, newest->number});
    if (!superseded.ok()) return superseded.status();
    const absl::Status compared = AddDifference(*superseded, *snapshot);
    if (!compared.ok()) return compared;
  }
  absl::Status ready = signing::Sign(signer.key, snapshot->head);
  if (ready.ok()) ready = SaveParts(connection, *snapshot);
  if (!ready.ok()) return ready;
  return std::move(snapshot->head);
}

}  // namespace motcua::aggregator
