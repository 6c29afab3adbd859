#include "services/payment/domain/money.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/hash.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

// The begun payment that money is for; 0: none. A payment named by number is meant, if it was begun
// with this gateway and nothing has come yet; else the pending one, else the last one that
// ended without money.
int BegunPayment(const Account& account, PaymentChannel gateway, int named) {
  const auto waits = [&](int number) {
    const Payment& payment = account.payments[number - 1];
    return payment.channel == gateway && payment.state != PaymentState::kPosted;
  };
  const int count = static_cast<int>(account.payments.size());
  if (named >= 1 && named <= count) return waits(named) ? named : 0;
  const int pending = PendingPayment(account);
  if (pending != 0 && waits(pending)) return pending;
  for (int number = count; number > 0; --number) {
    if (waits(number)) return number;
  }
  return 0;
}

bool IsLate(const Payment& payment, absl::Time pay_time) {
  return payment.state == PaymentState::kCancelled || pay_time > *payment.expire_time;
}

bool AnythingPosted(const Account& account) {
  return std::any_of(account.payments.begin(), account.payments.end(),
                     [](const Payment& payment) { return payment.state == PaymentState::kPosted; });
}

// What is unusual about money for a begun payment (null: none), the gravest first. That
// no payment was begun is not unusual for money an officer assigns.
std::vector<Finding> FindingsOf(const Account& account, const Payment* begun, const Money& money,
                                bool assigned) {
  if (account.facts.void_time) {
    return {FindingOf(FindingKind::kPaidForVoid, money, money.amount_dong)};
  }
  std::vector<Finding> findings;
  const std::int64_t owed_dong = OwedDong(account);
  const std::int64_t rest_dong = money.amount_dong - owed_dong;
  if (rest_dong > 0) {
    const bool twice = owed_dong == 0 && AnythingPosted(account);
    findings.push_back(
        FindingOf(twice ? FindingKind::kPaidTwice : FindingKind::kOverpaid, money, rest_dong));
  } else if (begun != nullptr) {
    const std::int64_t missing_dong = std::min(begun->amount_dong, owed_dong) - money.amount_dong;
    if (missing_dong > 0) {
      findings.push_back(FindingOf(FindingKind::kUnderpaid, money, missing_dong));
    }
  }
  if (begun != nullptr && IsLate(*begun, money.pay_time)) {
    findings.push_back(FindingOf(FindingKind::kPaidLate, money, money.amount_dong));
  } else if (begun == nullptr && !assigned) {
    findings.push_back(FindingOf(FindingKind::kUnannounced, money, money.amount_dong));
  }
  return findings;
}

}  // namespace

std::string HashOfReference(const ConfirmPayment& command) {
  return Sha256(command.gateway_transaction + "\n" + command.reference).substr(0, 12);
}

Money MoneyOf(const ConfirmPayment& command, absl::Time pay_time) {
  return {command.gateway, command.gateway_transaction, HashOfReference(command),
          command.amount_dong, pay_time};
}

Transaction About(TransactionKind kind, const Money& money) {
  Transaction transaction;
  transaction.kind = kind;
  transaction.channel = money.gateway;
  transaction.amount_dong = money.amount_dong;
  transaction.gateway_transaction = money.gateway_transaction;
  transaction.reference_hash = money.reference_hash;
  return transaction;
}

Finding FindingOf(FindingKind kind, const Money& money, std::int64_t amount_dong) {
  return {kind, money.gateway, money.gateway_transaction, amount_dong, money.pay_time};
}

void PostMoney(const Money& money, int named, bool assigned, Change& change) {
  const Account& account = change.now();
  const int begun = BegunPayment(account, money.gateway, named);
  const Payment* payment = begun == 0 ? nullptr : &account.payments[begun - 1];
  const bool pending = payment != nullptr && payment->state == PaymentState::kPending;
  const int number = begun != 0 ? begun : static_cast<int>(account.payments.size()) + 1;

  Transaction posted = About(TransactionKind::kPaymentPosted, money);
  posted.about = number;
  posted.entries = EntriesOfMoney(account, money.gateway, money.amount_dong, pending ? begun : 0);
  posted.findings = FindingsOf(account, payment, money, assigned);
  Confirmation answer{money.gateway,    money.gateway_transaction,
                      Outcome::kPosted, change.now().key,
                      number,           std::nullopt};
  if (!posted.findings.empty()) {
    answer.outcome = Outcome::kPostedWithFinding;
    answer.finding = posted.findings.front();
  }
  change.PostAt(money.pay_time, std::move(posted));
  CancelPendingBeyondOwed(change);
  change.set_number(number);
  change.set_confirmation(std::move(answer));
}

}  // namespace motcua::payment
