// Short words for the tests of the domain.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_TESTING_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_TESTING_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/base/errors.h"
#include "gtest/gtest.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/invariants.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

// A day of April 2022.
inline Day April(int day) { return *ParseDay("2022-04-01") + day - 1; }
inline absl::Time AprilAt(int day, int hour, int minute = 0) {
  return StartOfDay(April(day)) + absl::Hours(hour) + absl::Minutes(minute);
}

inline constexpr char kCode[] = "H50.01-220401-0001";

// A dossier received on 1 April at eight, and what happens to it. Every transaction is held
// against the invariants.
class Story {
 public:
  Story() = default;
  explicit Story(std::int64_t fee_dong, std::int64_t charge_dong = 0) {
    Open open{"so-tu-phap", "khai-sinh", statistics::Channel::kOnline, fee_dong, charge_dong, 0};
    At(1, 8).Then(open);
  }

  // The time of what follows.
  Story& At(int day, int hour, int minute = 0) {
    time_ = AprilAt(day, hour, minute);
    return *this;
  }
  // What must succeed.
  Story& Then(const Command& command) { return Then(kCode, command); }
  Story& Then(const std::string& code, const Command& command) {
    absl::StatusOr<Decision> decision = Decide(set_, code, command, {time_});
    if (!decision.ok()) {
      ADD_FAILURE() << RefusalOf(decision.status()).reason;
      return *this;
    }
    set_.Take(*decision);
    last_ = *std::move(decision);
    for (const Transaction& transaction : last_.transactions) {
      EXPECT_EQ(SumOf(transaction.entries), 0) << NameOf(transaction.kind);
    }
    for (const auto& account : last_.accounts) EXPECT_EQ(FaultOf(*account), "");
    return *this;
  }
  // The reason of a try that changes nothing; "OK" if it would succeed.
  std::string Try(const Command& command, bool imported = false) const {
    const auto decision = Decide(set_, kCode, command, {time_, imported});
    return decision.ok() ? "OK" : RefusalOf(decision.status()).reason;
  }

  // A begun payment through a gateway.
  Story& Start(PaymentChannel channel = PaymentChannel::kQrTransfer) {
    return Then(StartPayment{channel, std::nullopt});
  }
  // Money that names the dossier, and `payment` unless it is 0.
  Story& Confirm(std::int64_t amount_dong, const std::string& transaction = "FT1", int payment = 0,
                 PaymentChannel gateway = PaymentChannel::kQrTransfer) {
    return Then(ConfirmPayment{gateway, transaction, "dossiers/x", payment, amount_dong});
  }

  const Account& account() const { return *set_.Find(kCode); }
  const Account& suspense(const std::string& transaction) const {
    return *set_.Find(SuspenseKey(PaymentChannel::kQrTransfer, transaction));
  }
  AccountState state() const { return StateOf(account()); }
  std::int64_t balance(LedgerName name, int detail = 0) const {
    return account().balances.Of(name, detail);
  }
  std::int64_t balance(LedgerName name, PaymentChannel channel) const {
    return account().balances.Of(name, channel);
  }
  // Of the last command.
  const Decision& last() const { return last_; }
  Outcome outcome() const { return last_.confirmation->outcome; }
  // Kinds of what the last command wrote and found.
  std::vector<TransactionKind> kinds() const {
    std::vector<TransactionKind> kinds;
    for (const Transaction& transaction : last_.transactions) kinds.push_back(transaction.kind);
    return kinds;
  }
  std::vector<FindingKind> findings() const {
    std::vector<FindingKind> findings;
    for (const Transaction& transaction : last_.transactions) {
      for (const Finding& finding : transaction.findings) findings.push_back(finding.kind);
    }
    return findings;
  }
  const WorkingSet& set() const { return set_; }

 private:
  WorkingSet set_;
  absl::Time time_;
  Decision last_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_TESTING_H_
