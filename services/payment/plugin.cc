#include "services/payment/plugin.h"

#include <utility>
#include <vector>

#include "common/statistics/cell_store.h"
#include "common/statistics/recount.h"
#include "services/payment/convert.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/load.h"
#include "services/payment/store.h"

namespace motcua::payment {
namespace {

// The part of an account that the number a decision leaves belongs to; empty: the account itself.
struct CollectionOf {
  std::string_view operator()(const RaiseObligation&) const { return "obligations"; }
  std::string_view operator()(const ChangeObligation&) const { return "obligations"; }
  std::string_view operator()(const WaiveObligation&) const { return "obligations"; }
  std::string_view operator()(const CancelObligation&) const { return "obligations"; }
  std::string_view operator()(const StartPayment&) const { return "payments"; }
  std::string_view operator()(const CancelPayment&) const { return "payments"; }
  std::string_view operator()(const CollectPayment&) const { return "payments"; }
  std::string_view operator()(const AssignConfirmation&) const { return "payments"; }
  std::string_view operator()(const OrderRefund&) const { return "refunds"; }
  std::string_view operator()(const ConfirmRefund&) const { return "refunds"; }
  std::string_view operator()(const RejectRefund&) const { return "refunds"; }
  std::string_view operator()(const IssueReceipt&) const { return "receipts"; }
  std::string_view operator()(const ReplaceReceipt&) const { return "receipts"; }
  std::string_view operator()(const CancelReceipt&) const { return "receipts"; }
  template <typename Other>
  std::string_view operator()(const Other&) const {
    return "";
  }
};

std::string ResourceOf(const AccountChange& change, const Decision& decision) {
  if (decision.statement) {
    return StatementName(decision.statement->gateway, decision.statement->day);
  }
  if (decision.confirmation) {
    const Confirmation& told = *decision.confirmation;
    if (told.dossier.empty()) return SuspenseKey(told.gateway, told.gateway_transaction);
    if (told.payment == 0) return "dossiers/" + told.dossier;
    return PartName(told.dossier, "payments", told.payment);
  }
  const std::string_view collection = std::visit(CollectionOf(), change.command);
  if (collection.empty()) return "dossiers/" + change.code;
  return PartName(change.code, collection, decision.number);
}

absl::StatusOr<Decision> DecideChange(const WorkingSet& set, const AccountChange& change) {
  if (!change.fault.ok()) return change.fault;
  if (!change.etag.empty()) {
    const std::shared_ptr<const Account> before = set.Find(change.code);
    if (before != nullptr && change.etag != EtagOf(before->version)) return EtagMismatch();
  }
  return Decide(set, change.code, change.command, {change.event_time, change.imported});
}

absl::StatusOr<journal::Decided> DecideInBatch(WorkingSet& set, AccountChange& change) {
  absl::StatusOr<Decision> decision = DecideChange(set, change);
  if (!decision.ok()) return decision.status();
  journal::Decided decided{ResourceOf(change, *decision), {}};
  decided.events.reserve(decision->events.size());
  for (const Event& event : decision->events) decided.events.push_back(ToJournalEvent(event));
  set.Take(*decision);
  if (change.wants_account) change.after = set.Find(change.code);
  change.number = decision->number;
  change.confirmation = std::move(decision->confirmation);
  change.statement = std::move(decision->statement);
  return decided;
}

}  // namespace

journal::Plugin MakePlugin() {
  const auto cells = std::make_shared<statistics::CellWriter>();
  return journal::MakePlugin<AccountChange, WorkingSet>(
      LoadWorkingSet, DecideInBatch,
      [cells](sql::Connection& connection, WorkingSet& set, std::int64_t revision) {
        SaveWorkingSet(connection, set);
        cells->Write(connection, statistics::CountChanges(set.accounts()), revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::payment
