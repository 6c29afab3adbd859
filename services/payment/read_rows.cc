#include <stdexcept>
#include <utility>

#include "services/payment/rows.h"

namespace motcua::payment {
namespace {

std::optional<absl::Time> OptionalTime(const sql::Rows& row, int column) {
  const std::optional<std::int64_t> micros = row.OptionalInt(column);
  if (!micros) return std::nullopt;
  return absl::FromUnixMicros(*micros);
}

Account HeadFrom(const sql::Rows& row) {
  Account head;
  head.key = row.Text(1);
  head.facts.opened = row.Int(2) != 0;
  head.facts.agency = row.Text(3);
  head.facts.procedure = row.Text(4);
  head.facts.channel = static_cast<statistics::Channel>(row.Int(5));
  head.facts.receive_time = OptionalTime(row, 6).value_or(absl::Time());
  head.facts.end_time = OptionalTime(row, 7);
  head.facts.void_time = OptionalTime(row, 8);
  head.version = row.Int(9);
  return head;
}

Transaction TransactionFrom(const sql::Rows& row) {
  Transaction transaction;
  transaction.account = row.Text(1);
  transaction.number = static_cast<int>(row.Int(2));
  const std::optional<TransactionKind> kind = TransactionKindFrom(row.Text(3));
  if (!kind) throw std::runtime_error("the ledger has a transaction this version does not know");
  transaction.kind = *kind;
  transaction.event_time = absl::FromUnixMicros(row.Int(4));
  transaction.about = static_cast<int>(row.Int(5));
  transaction.reason_code = row.Text(6);
  transaction.amount_dong = row.Int(7);
  if (*kind == TransactionKind::kObligationRaised) {
    transaction.obligation_kind = static_cast<ObligationKind>(row.Int(8));
  }
  transaction.discount_percent = static_cast<int>(row.Int(9));
  transaction.channel = static_cast<PaymentChannel>(row.Int(10));
  transaction.expire_time = OptionalTime(row, 11);
  transaction.gateway_transaction = row.Text(12);
  transaction.reference_hash = row.Text(13);
  return transaction;
}

Entry EntryFrom(const sql::Rows& row) {
  const std::optional<LedgerAccount> account = LedgerAccountFrom(row.Text(3));
  if (!account) throw std::runtime_error("the ledger has an account this version does not know");
  return {*account, row.Int(4)};
}

Finding FindingFrom(const sql::Rows& row) {
  return {static_cast<FindingKind>(row.Int(3)), static_cast<PaymentChannel>(row.Int(4)),
          row.Text(5), row.Int(6), absl::FromUnixMicros(row.Int(7))};
}

// The transaction that a row of another table is part of: columns 1 and 2.
Transaction& OwnerOf(const sql::Rows& row, Ledgers& ledgers) {
  return ledgers.at(row.Text(1)).at(row.Int(2) - 1);
}

void ReadReceipts(sql::Connection& connection, const std::vector<sql::Value>& keys,
                  Ledgers& ledgers) {
  connection.QueryIn(
      "SELECT account, number, agency, book, serial, replaces FROM receipt WHERE account IN", keys,
      "", [&](sql::Rows& row) {
        Transaction& transaction = OwnerOf(row, ledgers);
        transaction.serial = Serial{row.Text(3), row.Text(4), row.Int(5)};
        transaction.replaces = static_cast<int>(row.Int(6));
      });
}

}  // namespace

std::vector<Account> ReadHeads(sql::Connection& connection, const std::vector<sql::Value>& keys) {
  std::vector<Account> heads;
  connection.QueryIn(
      "SELECT code, opened, agency, procedure_id, channel, receive_time, end_time, void_time,"
      " version FROM account WHERE code IN",
      keys, "", [&](sql::Rows& row) { heads.push_back(HeadFrom(row)); });
  return heads;
}

Ledgers ReadLedgers(sql::Connection& connection, const std::vector<sql::Value>& keys) {
  Ledgers ledgers;
  connection.QueryIn(
      "SELECT account, number, kind, event_time, about, reason_code, amount_dong, obligation_kind,"
      " discount_percent, channel, expire_time, gateway_transaction, reference_hash"
      " FROM ledger_transaction WHERE account IN",
      keys, "ORDER BY account, number", [&](sql::Rows& row) {
        Transaction transaction = TransactionFrom(row);
        ledgers[transaction.account].push_back(std::move(transaction));
      });
  connection.QueryIn(
      "SELECT account, number, ledger_account, amount_dong FROM ledger_entry WHERE account IN",
      keys, "ORDER BY account, number, line",
      [&](sql::Rows& row) { OwnerOf(row, ledgers).entries.push_back(EntryFrom(row)); });
  connection.QueryIn(
      "SELECT account, number, kind, gateway, gateway_transaction, amount_dong, event_time"
      " FROM payment_finding WHERE account IN",
      keys, "ORDER BY account, number, line",
      [&](sql::Rows& row) { OwnerOf(row, ledgers).findings.push_back(FindingFrom(row)); });
  ReadReceipts(connection, keys, ledgers);
  return ledgers;
}

}  // namespace motcua::payment
