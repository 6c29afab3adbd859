#include <algorithm>
#include <utility>

#include "common/base/date.h"
#include "services/payment/rows.h"

namespace motcua::payment {
namespace {

using Row = std::vector<sql::Value>;

sql::Value TimeOrNull(const std::optional<absl::Time>& time) {
  return time ? sql::Value(absl::ToUnixMicros(*time)) : sql::Null();
}

sql::Value ExpireTimeOf(const Account& account) {
  const int pending = PendingPayment(account);
  return pending == 0 ? sql::Null() : TimeOrNull(account.payments[pending - 1].expire_time);
}

Row HeadRow(const Account& account) {
  const Facts& facts = account.facts;
  const bool received = facts.receive_time != absl::Time();
  return {account.key,
          facts.opened ? 1 : 0,
          facts.agency,
          facts.procedure,
          static_cast<int>(facts.channel),
          received ? sql::Value(absl::ToUnixMicros(facts.receive_time)) : sql::Null(),
          TimeOrNull(facts.end_time),
          TimeOrNull(facts.void_time),
          facts.opened ? static_cast<int>(StateOf(account)) : 0,
          ExpireTimeOf(account),
          account.version};
}

Row TransactionRow(const Transaction& transaction) {
  const bool raised = transaction.kind == TransactionKind::kObligationRaised;
  return {transaction.account,
          transaction.number,
          std::string(NameOf(transaction.kind)),
          absl::ToUnixMicros(transaction.event_time),
          LocalDay(transaction.event_time),
          transaction.about,
          transaction.reason_code,
          transaction.amount_dong,
          raised ? static_cast<int>(transaction.obligation_kind) : 0,
          transaction.discount_percent,
          static_cast<int>(transaction.channel),
          TimeOrNull(transaction.expire_time),
          transaction.gateway_transaction,
          transaction.reference_hash};
}

void AppendEntryRows(const Transaction& transaction, std::vector<Row>& rows) {
  int line = 0;
  for (const Entry& entry : transaction.entries) {
    rows.push_back({transaction.account, transaction.number, ++line, TextOf(entry.account),
                    entry.amount_dong});
  }
}

void AppendFindingRows(const Transaction& transaction, std::vector<Row>& rows) {
  int line = 0;
  for (const Finding& finding : transaction.findings) {
    rows.push_back({transaction.account, transaction.number, ++line, static_cast<int>(finding.kind),
                    static_cast<int>(finding.gateway), finding.gateway_transaction,
                    finding.amount_dong, absl::ToUnixMicros(finding.event_time)});
  }
}

Row ReceiptRow(const Transaction& transaction) {
  const Serial& serial = *transaction.serial;
  return {serial.agency,      serial.book,       serial.serial,       transaction.account,
          transaction.number, transaction.about, transaction.replaces};
}

// A gateway's transaction is kept where it was first put; a contradiction comes after that, and
// money that is assigned stays known where it waited.
bool IsFirstWord(const Transaction& transaction, const WorkingSet& set) {
  if (transaction.gateway_transaction.empty()) return false;
  if (transaction.kind == TransactionKind::kPaymentUnassigned) return true;
  return transaction.kind == TransactionKind::kPaymentPosted &&
         set.HolderOf(transaction.channel, transaction.gateway_transaction) == transaction.account;
}

struct LedgerRows {
  std::vector<Row> transactions;
  std::vector<Row> entries;
  std::vector<Row> findings;
  std::vector<Row> receipts;
  std::vector<Row> confirmations;
};

LedgerRows RowsOf(const WorkingSet& set) {
  std::vector<const Transaction*> ordered;
  for (const Transaction& transaction : set.transactions()) ordered.push_back(&transaction);
  std::sort(ordered.begin(), ordered.end(), [](const Transaction* one, const Transaction* other) {
    return std::tie(one->account, one->number) < std::tie(other->account, other->number);
  });
  LedgerRows rows;
  for (const Transaction* transaction : ordered) {
    rows.transactions.push_back(TransactionRow(*transaction));
    AppendEntryRows(*transaction, rows.entries);
    AppendFindingRows(*transaction, rows.findings);
    if (transaction->serial) rows.receipts.push_back(ReceiptRow(*transaction));
    if (IsFirstWord(*transaction, set)) {
      rows.confirmations.push_back({transaction->gateway_transaction,
                                    static_cast<int>(transaction->channel), transaction->account});
    }
  }
  std::sort(rows.receipts.begin(), rows.receipts.end());
  std::sort(rows.confirmations.begin(), rows.confirmations.end());
  return rows;
}

}  // namespace

void WriteLedgers(sql::Connection& connection, const WorkingSet& set) {
  const LedgerRows rows = RowsOf(set);
  connection.Insert(
      "INSERT INTO ledger_transaction (account, number, kind, event_time, day, about, reason_code,"
      " amount_dong, obligation_kind, discount_percent, channel, expire_time, gateway_transaction,"
      " reference_hash)",
      rows.transactions);
  connection.Insert("INSERT INTO ledger_entry (account, number, line, ledger_account, amount_dong)",
                    rows.entries);
  connection.Insert(
      "INSERT INTO payment_finding (account, number, line, kind, gateway, gateway_transaction,"
      " amount_dong, event_time)",
      rows.findings);
  connection.Insert(
      "INSERT INTO receipt (agency, book, serial, account, number, receipt, replaces)",
      rows.receipts);
  connection.Insert("INSERT INTO confirmation (gateway_transaction, gateway, account)",
                    rows.confirmations);
}

void WriteHeads(sql::Connection& connection, const WorkingSet& set) {
  std::vector<Row> rows;
  for (const auto& [key, loaded] : set.accounts()) {
    if (loaded.changed()) rows.push_back(HeadRow(*loaded.now));
  }
  connection.Insert(
      "INSERT INTO account (code, opened, agency, procedure_id, channel, receive_time, end_time,"
      " void_time, state, expire_time, version)",
      rows,
      "ON DUPLICATE KEY UPDATE opened = VALUES(opened), agency = VALUES(agency),"
      " procedure_id = VALUES(procedure_id), channel = VALUES(channel),"
      " receive_time = VALUES(receive_time), end_time = VALUES(end_time),"
      " void_time = VALUES(void_time), state = VALUES(state), expire_time = VALUES(expire_time),"
      " version = VALUES(version)");
}

}  // namespace motcua::payment
