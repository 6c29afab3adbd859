#include <utility>

#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

// Of what processing decides the ledger says only this much: the reasons stand in its own feed.
constexpr char kEnded[] = "dossier_ended";
constexpr char kReopened[] = "dossier_reopened";
constexpr char kVoided[] = "dossier_voided";

int CountOf(const Account& account) { return static_cast<int>(account.obligations.size()); }

Transaction EndOrRestore(TransactionKind kind, const char* reason, int obligation,
                         std::int64_t amount_dong) {
  const int sign = kind == TransactionKind::kObligationEnded ? 1 : -1;
  Transaction transaction;
  transaction.kind = kind;
  transaction.about = obligation;
  transaction.reason_code = reason;
  transaction.amount_dong = amount_dong;
  transaction.entries = {{{LedgerName::kRevenue, obligation}, sign * amount_dong},
                         {{LedgerName::kReceivable, obligation}, -sign * amount_dong}};
  return transaction;
}

// What is still owed falls away; what was paid stays.
void EndObligations(absl::Time time, Change& change) {
  CancelPending(time, change);
  for (int number = 1; number <= CountOf(change.now()); ++number) {
    const std::int64_t owed_dong = OwedOf(change.now(), number);
    if (owed_dong == 0) continue;
    change.PostAt(time, EndOrRestore(TransactionKind::kObligationEnded, kEnded, number, owed_dong));
  }
}

void RestoreObligations(Change& change) {
  for (int number = 1; number <= CountOf(change.now()); ++number) {
    const std::int64_t ended_dong = change.now().obligations[number - 1].ended_dong;
    if (ended_dong == 0) continue;
    change.Post(EndOrRestore(TransactionKind::kObligationRestored, kReopened, number, ended_dong));
  }
  ApplyOverpayment(change.time(), change);
}

void VoidObligations(absl::Time time, Change& change) {
  CancelPending(time, change);
  for (int number = 1; number <= CountOf(change.now()); ++number) {
    if (!change.now().obligations[number - 1].cancelled) CancelOne(number, kVoided, time, change);
  }
  Transaction voided;
  voided.kind = TransactionKind::kDossierVoided;
  voided.reason_code = kVoided;
  if (const std::int64_t paid_dong = PaidDong(change.now()); paid_dong > 0) {
    voided.findings.push_back(
        {FindingKind::kPaidForVoid, PaymentChannel::kNone, "", paid_dong, time});
  }
  change.PostAt(time, std::move(voided));
}

}  // namespace

absl::Status Take(const Open& command, Change& change) {
  Facts& facts = change.facts();
  if (facts.opened) return ConflictAccountExists();
  facts.opened = true;
  const bool corrected = !facts.agency.empty();
  if (!corrected) {
    facts.agency = command.agency;
    facts.procedure = command.procedure;
    facts.channel = command.channel;
    facts.receive_time = change.time();
  }
  change.Emit(change.time(), "", AccountOpened{facts.agency, facts.procedure});
  if (command.fee_dong > 0) {
    RaiseOne(ObligationKind::kFee, command.fee_dong, command.discount_percent, "", change);
  }
  if (command.charge_dong > 0) {
    RaiseOne(ObligationKind::kCharge, command.charge_dong, command.discount_percent, "", change);
  }
  change.set_number(0);
  if (facts.end_time) EndObligations(*facts.end_time, change);
  if (facts.void_time) VoidObligations(*facts.void_time, change);
  return absl::OkStatus();
}

absl::Status Take(const Correct& command, Change& change) {
  Facts& facts = change.facts();
  const Facts before = facts;
  facts.agency = command.agency;
  facts.procedure = command.procedure;
  facts.channel = command.channel;
  facts.receive_time = command.receive_time;
  if (facts.opened && facts != before) {
    change.Emit(change.time(), "", FactsChanged{facts.void_time.has_value()});
  }
  return absl::OkStatus();
}

absl::Status Take(const End&, Change& change) {
  Facts& facts = change.facts();
  facts.end_time = change.time();
  if (facts.opened && !facts.void_time) EndObligations(change.time(), change);
  return absl::OkStatus();
}

absl::Status Take(const Reopen&, Change& change) {
  Facts& facts = change.facts();
  if (!facts.end_time) return absl::OkStatus();
  facts.end_time.reset();
  if (facts.opened && !facts.void_time) RestoreObligations(change);
  return absl::OkStatus();
}

absl::Status Take(const Void&, Change& change) {
  Facts& facts = change.facts();
  if (facts.void_time) return absl::OkStatus();
  facts.void_time = change.time();
  if (facts.opened) VoidObligations(change.time(), change);
  return absl::OkStatus();
}

}  // namespace motcua::payment
