#include "services/payment/domain/working_set.h"

#include <algorithm>

#include "services/payment/domain/decide.h"

namespace motcua::payment {

void WorkingSet::AddAccount(Account account) {
  const std::string key = account.key;
  const auto loaded = std::make_shared<const Account>(std::move(account));
  accounts_[key] = {loaded, loaded};
}

void WorkingSet::AddConfirmation(PaymentChannel gateway, const std::string& gateway_transaction,
                                 const std::string& account) {
  holders_[{gateway, gateway_transaction}] = account;
}

void WorkingSet::AddSerial(const Serial& last) {
  std::int64_t& serial = last_serials_[{last.agency, last.book}];
  serial = std::max(serial, last.serial);
}

void WorkingSet::AddStatement(const Statement& newest) {
  newest_statements_[{newest.gateway, newest.day}] = newest;
}

std::shared_ptr<const Account> WorkingSet::Find(const std::string& key) const {
  const auto found = accounts_.find(key);
  return found == accounts_.end() ? nullptr : found->second.now;
}

std::string WorkingSet::HolderOf(PaymentChannel gateway,
                                 const std::string& gateway_transaction) const {
  const auto found = holders_.find({gateway, gateway_transaction});
  return found == holders_.end() ? std::string() : found->second;
}

std::int64_t WorkingSet::LastSerial(const std::string& agency, const std::string& book) const {
  const auto found = last_serials_.find({agency, book});
  return found == last_serials_.end() ? 0 : found->second;
}

const Statement* WorkingSet::NewestStatement(PaymentChannel gateway, Day day) const {
  const auto found = newest_statements_.find({gateway, day});
  return found == newest_statements_.end() ? nullptr : &found->second;
}

void WorkingSet::Take(const Decision& decision) {
  for (const std::shared_ptr<const Account>& account : decision.accounts) {
    accounts_[account->key].now = account;
  }
  for (const Transaction& transaction : decision.transactions) TakeTransaction(transaction);
  if (!decision.statement || decision.events.empty()) return;
  AddStatement(*decision.statement);
  new_statements_.push_back(*decision.statement);
}

void WorkingSet::TakeTransaction(const Transaction& transaction) {
  if (transaction.serial) AddSerial(*transaction.serial);
  if (!transaction.gateway_transaction.empty()) {
    // Money that is assigned later stays known where it waited.
    holders_.emplace(std::pair(transaction.channel, transaction.gateway_transaction),
                     transaction.account);
  }
  transactions_.push_back(transaction);
}

}  // namespace motcua::payment
