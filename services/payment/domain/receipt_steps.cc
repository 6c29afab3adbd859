#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

// The next serial of a book. No command takes two.
Serial NextSerial(const std::string& agency, const std::string& book, const WorkingSet& known) {
  return {agency, book, known.LastSerial(agency, book) + 1};
}

// Money under no receipt that pays an obligation. What came last was too much.
std::map<PaymentChannel, std::int64_t> RevenueInClearing(const Account& account) {
  std::int64_t rest_dong =
      account.balances.Total(LedgerName::kClearing) + account.balances.Of(LedgerName::kOverpayment);
  std::map<PaymentChannel, std::int64_t> parts;
  for (const Payment& payment : account.payments) {
    const std::int64_t part_dong =
        std::min(rest_dong, account.balances.Of(LedgerName::kClearing, payment.channel));
    if (part_dong > 0 && parts.emplace(payment.channel, part_dong).second) rest_dong -= part_dong;
  }
  return parts;
}

// An importer's receipt does not lie before money it covers.
bool IsPaidLater(const Payment& payment, const std::map<PaymentChannel, std::int64_t>& covered,
                 const Change& change) {
  return change.imported() && payment.pay_time && *payment.pay_time > change.time() &&
         covered.contains(payment.channel);
}

absl::Status CheckInForce(int receipt, const Change& change) {
  const Account& account = change.now();
  if (receipt < 1 || receipt > static_cast<int>(account.receipts.size())) return ReceiptNotFound();
  const Receipt& found = account.receipts[receipt - 1];
  if (found.state != ReceiptState::kInForce) return ReceiptNotInForce();
  return change.time() < found.issue_time ? EventBeforeIssue() : absl::OkStatus();
}

}  // namespace

absl::Status Take(const IssueReceipt& command, Change& change) {
  const Account& account = change.now();
  const int number = static_cast<int>(account.receipts.size()) + 1;
  Transaction issued;
  issued.kind = TransactionKind::kReceiptIssued;
  issued.about = number;
  issued.serial = NextSerial(account.facts.agency, command.book, change.known());
  const auto covered = RevenueInClearing(account);
  for (const auto& [channel, part_dong] : covered) {
    const int detail = static_cast<int>(channel);
    issued.amount_dong += part_dong;
    issued.entries.push_back({{LedgerName::kCollected, detail}, part_dong});
    issued.entries.push_back({{LedgerName::kClearing, detail}, -part_dong});
  }
  if (issued.amount_dong == 0) return NothingToReceipt();
  for (const Payment& payment : account.payments) {
    if (IsPaidLater(payment, covered, change)) return EventBeforePayment();
  }
  change.Post(std::move(issued));
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const ReplaceReceipt& command, Change& change) {
  if (absl::Status status = CheckInForce(command.receipt, change); !status.ok()) return status;
  const Receipt& old = change.now().receipts[command.receipt - 1];
  const int number = static_cast<int>(change.now().receipts.size()) + 1;
  Transaction replaced;
  replaced.kind = TransactionKind::kReceiptReplaced;
  replaced.about = number;
  replaced.replaces = command.receipt;
  replaced.reason_code = command.reason_code;
  replaced.amount_dong = old.amount_dong;
  replaced.serial = NextSerial(old.serial.agency, old.serial.book, change.known());
  change.Post(std::move(replaced));
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const CancelReceipt& command, Change& change) {
  if (absl::Status status = CheckInForce(command.receipt, change); !status.ok()) return status;
  const Receipt& receipt = change.now().receipts[command.receipt - 1];
  Transaction cancelled;
  cancelled.kind = TransactionKind::kReceiptCancelled;
  cancelled.about = command.receipt;
  cancelled.reason_code = command.reason_code;
  cancelled.amount_dong = receipt.amount_dong;
  for (const auto& [channel, part_dong] : receipt.parts) {
    const int detail = static_cast<int>(channel);
    cancelled.entries.push_back({{LedgerName::kCollected, detail}, -part_dong});
    cancelled.entries.push_back({{LedgerName::kClearing, detail}, part_dong});
  }
  change.Post(std::move(cancelled));
  change.set_number(command.receipt);
  return absl::OkStatus();
}

}  // namespace motcua::payment
