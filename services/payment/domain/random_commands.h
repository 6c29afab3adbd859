// Commands as an unruly province gives them, for tests: in any order, at bad times, again, and
// with wrong amounts.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_RANDOM_COMMANDS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_RANDOM_COMMANDS_H_

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "services/payment/domain/amount.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

struct Asked {
  std::string code;
  Command command;
  absl::Time time;
};

class RandomCommands {
 public:
  static constexpr int kDossiers = 60;

  explicit RandomCommands(std::uint64_t seed) : random_(seed) {}

  // From 0 to `count` − 1.
  int Below(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  bool OneIn(int count) { return Below(count) == 0; }

  // The next command; `account` is the dossier it is about as last known, null if unknown.
  template <typename FindAccount>
  Asked Next(const FindAccount& find) {
    time_ += absl::Seconds(Below(400));
    // A few dossiers get much, most of them little.
    const std::string code = absl::StrCat("d", std::min(Below(kDossiers), Below(kDossiers)));
    const Account* account = find(code);
    if (account == nullptr) return {code, OneIn(5) ? FollowedEarly() : OpenOne(), time_};
    switch (Below(20)) {
      case 0:
        return {code, Followed(), time_};
      case 1:
      case 2:
        return {code, OnObligations(*account), time_};
      case 3:
      case 4:
      case 5:
        return {code, StartPayment{Gateway(), std::nullopt}, time_};
      case 6:
        return {code,
                OneIn(2) ? Command(CancelPayment{NumberIn(account->payments)})
                         : Command(ExpirePayments{}),
                time_};
      case 7:
        return {code, Collect(*account), time_};
      case 8:
      case 9:
        return {code, OnRefunds(*account), time_};
      case 10:
      case 11:
      case 12:
        return {code, OnReceipts(*account), time_};
      case 13:
        return Assign(code);
      case 14:
      case 15:
        return Again(code);
      default:
        return Confirm(code, *account);
    }
  }

 private:
  PaymentChannel Gateway() { return static_cast<PaymentChannel>(1 + Below(3)); }
  std::string Book() { return OneIn(2) ? "01BL" : "02BL"; }
  std::int64_t Amount() {
    if (OneIn(200)) return kLargestAmount - Below(2);
    return 1 + Below(OneIn(3) ? 1'000'000 : 100);
  }
  template <typename List>
  int NumberIn(const List& list) {
    if (list.empty() || OneIn(30)) return Below(3);
    // Late numbers are the interesting ones.
    return static_cast<int>(list.size()) - std::min(Below(4), static_cast<int>(list.size()) - 1);
  }

  Command OpenOne() {
    Open open{"so-tu-phap", "khai-sinh", statistics::Channel::kOnline, 0, 0, 0};
    if (!OneIn(4)) open.fee_dong = Amount();
    if (OneIn(2)) open.charge_dong = Amount();
    if (OneIn(3)) open.agency = "so-xay-dung";
    return open;
  }
  Command FollowedEarly() { return OneIn(3) ? Command(OpenOne()) : Followed(); }
  Command Followed() {
    switch (Below(8)) {
      case 0:
        return OneIn(2) ? Command(Void{}) : OpenOne();
      case 1:
      case 2:
        return End{};
      case 3:
      case 4:
      case 5:
        return Reopen{};
      default:
        return Correct{"so-xay-dung", "cap-phep", statistics::Channel::kPost, time_};
    }
  }

  Command OnObligations(const Account& account) {
    const int number = NumberIn(account.obligations);
    switch (Below(6)) {
      case 0:
        return ChangeObligation{number, Amount(), "changed"};
      case 1:
        return WaiveObligation{number, "waived"};
      case 2:
        return CancelObligation{number, "cancelled"};
      default:
        return RaiseObligation{ObligationKind::kFinancialObligation, Amount(), "land"};
    }
  }
  Command Collect(const Account& account) {
    CollectPayment collect;
    collect.channel = OneIn(2) ? PaymentChannel::kCounter : PaymentChannel::kPost;
    if (OneIn(2)) collect.amount_dong = std::max<std::int64_t>(OwedDong(account) / 2, 1);
    if (OneIn(2)) collect.book = Book();
    return collect;
  }
  Command OnRefunds(const Account& account) {
    OrderRefund order;
    order.reason_code = "too_much";
    switch (Below(4)) {
      case 0:
        return ConfirmRefund{NumberIn(account.refunds)};
      case 1:
        return RejectRefund{NumberIn(account.refunds), "no_such_bank"};
      case 2:
        order.amount_dong = std::max<std::int64_t>(OverpaidDong(account) / 2, 1);
        return order;
      default:
        return order;
    }
  }
  Command OnReceipts(const Account& account) {
    switch (Below(5)) {
      case 0:
        return ReplaceReceipt{NumberIn(account.receipts), "misprint"};
      case 1:
      case 2:
        return CancelReceipt{NumberIn(account.receipts), "refund"};
      default:
        return IssueReceipt{Book()};
    }
  }

  // Exact, too little or too much; for a payment, a dossier, or nobody; now or much too late.
  Asked Confirm(const std::string& code, const Account& account) {
    ConfirmPayment confirm;
    const int payment = NumberIn(account.payments);
    const bool begun = payment >= 1 && payment <= std::ssize(account.payments);
    confirm.gateway = begun && !OneIn(5) ? account.payments[payment - 1].channel : Gateway();
    if (confirm.gateway > PaymentChannel::kQrTransfer) confirm.gateway = Gateway();
    confirm.gateway_transaction = absl::StrCat("FT", ++transactions_);
    confirm.payment = OneIn(2) ? payment : 0;
    confirm.reference = absl::StrCat("dossiers/", code, "/payments/", confirm.payment);
    confirm.amount_dong = begun ? account.payments[payment - 1].amount_dong : OwedDong(account);
    if (OneIn(4)) confirm.amount_dong /= 2;
    if (OneIn(4)) confirm.amount_dong += Amount();
    confirm.amount_dong = std::clamp<std::int64_t>(confirm.amount_dong, 1, kLargestAmount);
    const absl::Time pay_time = OneIn(3) ? time_ - absl::Minutes(Below(60)) : time_;
    const std::string dossier = OneIn(12) ? (OneIn(2) ? "" : "unknown") : code;
    said_.push_back({dossier, confirm, pay_time});
    return said_.back();
  }
  // The same once more, or nearly the same.
  Asked Again(const std::string& code) {
    if (said_.empty()) return {code, StartPayment{Gateway(), std::nullopt}, time_};
    Asked again = said_[said_.size() - 1 - std::min(Below(1000), Below(30)) % said_.size()];
    auto& confirm = std::get<ConfirmPayment>(again.command);
    if (OneIn(4)) confirm.amount_dong = 1 + Below(3);
    if (OneIn(4)) confirm.reference = "dossiers/other";
    return again;
  }
  Asked Assign(const std::string& code) {
    if (said_.empty()) return {code, ExpirePayments{}, time_};
    const auto& confirm = std::get<ConfirmPayment>(said_[Below(std::ssize(said_))].command);
    return {code, AssignConfirmation{confirm.gateway, confirm.gateway_transaction, "typo"}, time_};
  }

  std::mt19937_64 random_;
  absl::Time time_ = StartOfDay(*ParseDay("2022-04-01")) + absl::Hours(8);
  int transactions_ = 0;
  std::vector<Asked> said_;  // confirmations so far
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_RANDOM_COMMANDS_H_
