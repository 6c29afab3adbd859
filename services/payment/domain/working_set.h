// Everything a batch of commands is decided by, as the decisions so far left it.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_WORKING_SET_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_WORKING_SET_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/events.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

struct Decision;

// Accounts by key, where each gateway transaction was put, the last serial of each receipt book
// and the newest statements. Loaded first; then each decision is taken before the next is made.
// Not thread-safe.
class WorkingSet {
 public:
  struct Loaded {
    std::shared_ptr<const Account> stored;  // null: not in the table
    std::shared_ptr<const Account> now;     // null: unknown still

    bool changed() const { return stored != now; }
  };

  // Loading; nothing of it is new.
  void AddAccount(Account account);
  void AddConfirmation(PaymentChannel gateway, const std::string& gateway_transaction,
                       const std::string& account);
  void AddSerial(const Serial& last);
  void AddStatement(const Statement& newest);

  // Null if unknown.
  std::shared_ptr<const Account> Find(const std::string& key) const;
  // Key of the account that has a gateway's transaction; empty if none.
  std::string HolderOf(PaymentChannel gateway, const std::string& gateway_transaction) const;
  // 0 for a new book.
  std::int64_t LastSerial(const std::string& agency, const std::string& book) const;
  // Null if none.
  const Statement* NewestStatement(PaymentChannel gateway, Day day) const;

  void Take(const Decision& decision);

  const std::map<std::string, Loaded>& accounts() const { return accounts_; }
  // Of the decisions taken, in order.
  const std::vector<Transaction>& transactions() const { return transactions_; }
  const std::vector<Statement>& statements() const { return new_statements_; }

 private:
  void TakeTransaction(const Transaction& transaction);

  std::map<std::string, Loaded> accounts_;
  std::map<std::pair<PaymentChannel, std::string>, std::string> holders_;
  std::map<std::pair<std::string, std::string>, std::int64_t> last_serials_;
  std::map<std::pair<PaymentChannel, Day>, Statement> newest_statements_;
  std::vector<Transaction> transactions_;
  std::vector<Statement> new_statements_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_WORKING_SET_H_
