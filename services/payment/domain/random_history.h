// A service that is given random commands in batches and crashes now and then, for tests: what it
// has committed is all it has, and every account is folded from it anew for each batch.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_RANDOM_HISTORY_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_RANDOM_HISTORY_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/invariants.h"
#include "services/payment/domain/random_commands.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed) : commands_(seed) {}

  // Runs about so many commands; the first fault, empty if sound.
  std::string Run(int commands) {
    for (int done = 0; done < commands && fault_.empty();) {
      const std::vector<Asked> batch = NextBatch();
      done += static_cast<int>(batch.size());
      RunBatch(batch);
      // The answers were lost: whoever asked asks again. That must change nothing but for
      // commands that may be given twice, which a request id keeps from it.
      if (commands_.OneIn(10)) RunBatch(Confirmations(batch));
    }
    if (fault_.empty()) CheckMoney();
    return fault_;
  }

  const std::map<std::string, std::shared_ptr<const Account>>& accounts() const {
    return accounts_;
  }
  // How often each reason was given; "" counts what was accepted.
  const std::map<std::string, int>& reasons() const { return reasons_; }

 private:
  using Identity = std::pair<PaymentChannel, std::string>;

  std::vector<Asked> NextBatch() {
    const auto find = [this](const std::string& code) -> const Account* {
      const auto found = accounts_.find(code);
      return found == accounts_.end() ? nullptr : found->second.get();
    };
    std::vector<Asked> batch;
    for (int i = commands_.Below(12); i >= 0; --i) batch.push_back(commands_.Next(find));
    return batch;
  }

  static std::vector<Asked> Confirmations(std::vector<Asked> batch) {
    std::erase_if(batch, [](const Asked& asked) {
      return !std::holds_alternative<ConfirmPayment>(asked.command);
    });
    return batch;
  }

  void RunBatch(const std::vector<Asked>& batch) {
    WorkingSet set = Load(batch);
    std::map<Identity, Confirmation> answers;
    for (const Asked& asked : batch) {
      Answer(asked, set, answers);
      if (!fault_.empty()) return;
    }
    if (commands_.OneIn(15)) return;  // a crash before COMMIT: nothing of it happened
    Commit(set, answers);
  }

  WorkingSet Load(const std::vector<Asked>& batch) {
    WorkingSet set;
    std::set<std::string> keys;
    for (const Asked& asked : batch) {
      keys.insert(asked.code);
      if (const auto* confirm = std::get_if<ConfirmPayment>(&asked.command)) {
        LoadConfirmation({confirm->gateway, confirm->gateway_transaction}, set, keys);
      } else if (const auto* assign = std::get_if<AssignConfirmation>(&asked.command)) {
        LoadConfirmation({assign->gateway, assign->gateway_transaction}, set, keys);
      }
    }
    for (const std::string& key : keys) LoadAccount(key, set);
    for (const auto& [book, serial] : serials_) set.AddSerial({book.first, book.second, serial});
    return set;
  }

  void LoadConfirmation(const Identity& identity, WorkingSet& set, std::set<std::string>& keys) {
    const auto holder = holders_.find(identity);
    if (holder == holders_.end()) return;
    set.AddConfirmation(identity.first, identity.second, holder->second);
    keys.insert(holder->second);
  }

  void LoadAccount(const std::string& key, WorkingSet& set) {
    const auto found = accounts_.find(key);
    if (found == accounts_.end()) return;
    Account head;
    head.key = key;
    head.facts = found->second->facts;
    head.version = found->second->version;
    Account folded = Fold(std::move(head), ledgers_[key]);
    if (folded != *found->second) Fault(key, "the ledger folds to another account");
    set.AddAccount(std::move(folded));
  }

  void Answer(const Asked& asked, WorkingSet& set, std::map<Identity, Confirmation>& answers) {
    const absl::StatusOr<Decision> decision = Decide(set, asked.code, asked.command, {asked.time});
    ++reasons_[decision.ok() ? "" : RefusalOf(decision.status()).reason];
    if (!decision.ok()) return;
    set.Take(*decision);
    for (const Transaction& transaction : decision->transactions) {
      if (SumOf(transaction.entries) != 0) Fault(transaction.account, "a transaction has a sum");
    }
    for (const auto& account : decision->accounts) {
      if (std::holds_alternative<IssueReceipt>(asked.command) &&
          CollectedDong(*account) > PaidDong(*account) - OverpaidDong(*account)) {
        Fault(account->key, "a receipt covers an overpayment");
      }
      if (const std::string fault = FaultOf(*account); !fault.empty()) Fault(account->key, fault);
    }
    if (decision->confirmation) CheckAnswer(asked, *decision, answers);
  }

  // The first answer again and nothing else, or a contradiction.
  void CheckAnswer(const Asked& asked, const Decision& decision,
                   std::map<Identity, Confirmation>& answers) {
    const Confirmation& now = *decision.confirmation;
    const Identity identity{now.gateway, now.gateway_transaction};
    const auto before = answers_.find(identity);
    const Confirmation* first = before != answers_.end() ? &before->second : nullptr;
    const auto [in_batch, fresh] = answers.emplace(identity, first != nullptr ? *first : now);
    if (first == nullptr && fresh) return;
    if (now.outcome == Outcome::kContradicted) {
      for (const Transaction& transaction : decision.transactions) {
        if (!transaction.entries.empty()) Fault(asked.code, "a contradiction moved money");
      }
      return;
    }
    if (now != in_batch->second || !decision.events.empty() || !decision.transactions.empty()) {
      Fault(asked.code, "a repeated confirmation was not answered as the first");
    }
  }

  void Commit(const WorkingSet& set, const std::map<Identity, Confirmation>& answers) {
    for (const Transaction& transaction : set.transactions()) CommitOne(transaction, set);
    for (const auto& [key, loaded] : set.accounts()) {
      if (loaded.changed()) accounts_[key] = loaded.now;
    }
    answers_.insert(answers.begin(), answers.end());
  }

  void CommitOne(const Transaction& transaction, const WorkingSet& set) {
    std::vector<Transaction>& ledger = ledgers_[transaction.account];
    ledger.push_back(transaction);
    if (transaction.number != std::ssize(ledger)) Fault(transaction.account, "a number is missing");
    if (transaction.serial) {
      const Serial& serial = *transaction.serial;
      if (serial.serial != ++serials_[{serial.agency, serial.book}]) {
        Fault(transaction.account, "a serial has a gap or comes twice");
      }
    }
    if (transaction.kind == TransactionKind::kRefundPosted) refunded_ += transaction.amount_dong;
    const bool posted = transaction.kind == TransactionKind::kPaymentPosted;
    if (posted && transaction.gateway_transaction.empty()) received_ += transaction.amount_dong;
    if (transaction.gateway_transaction.empty()) return;
    const Identity identity{transaction.channel, transaction.gateway_transaction};
    // What is posted from suspense has come before.
    const bool fresh =
        holders_.emplace(identity, set.HolderOf(identity.first, identity.second)).second;
    if (fresh) received_ += transaction.amount_dong;
  }

  // Money in = clearing + collected + set aside + refunded, over all accounts.
  void CheckMoney() {
    __int128 held = 0;
    for (const auto& [key, account] : accounts_) held += PaidDong(*account);
    if (received_ != held + refunded_) Fault("", "money in is not money held and money out");
  }

  void Fault(const std::string& key, const std::string& what) {
    if (fault_.empty()) fault_ = absl::StrCat(key, ": ", what);
  }

  RandomCommands commands_;
  // Committed.
  std::map<std::string, std::shared_ptr<const Account>> accounts_;
  std::map<std::string, std::vector<Transaction>> ledgers_;
  std::map<Identity, std::string> holders_;
  std::map<Identity, Confirmation> answers_;
  std::map<std::pair<std::string, std::string>, std::int64_t> serials_;
  __int128 received_ = 0;
  __int128 refunded_ = 0;

  std::map<std::string, int> reasons_;
  std::string fault_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_RANDOM_HISTORY_H_
