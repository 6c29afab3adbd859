#include "common/testing/ledger.h"

#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"

namespace motcua::journal {
extern const sql::Schema kSchema;
}

namespace motcua::testing {
namespace {

using journal::Decided;

const sql::Schema kLedgerSchema = {{"ledger.sql", R"sql(
CREATE TABLE account (
  id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
  agency VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  balance BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE TABLE holder (
  account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
  name VARCHAR(200) NOT NULL
);
CREATE TABLE ledger_cell (
  agency VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  counter VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  value BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (agency, counter)
);
)sql"}};

struct Account {
  std::int64_t balance = 0;
  std::string agency;
  std::string holder;
  bool opened = false;   // by this batch
  bool changed = false;  // by this batch
};

struct States {
  std::map<std::string, Account> accounts;
  std::map<std::pair<std::string, std::string>, std::int64_t> cells;  // differences
};

States Load(sql::Connection& connection, const std::vector<Entry*>& entries) {
  std::vector<sql::Value> ids;
  for (const Entry* entry : entries) ids.emplace_back(entry->account);
  States states;
  connection.QueryIn("SELECT id, balance, agency FROM account WHERE id IN", ids, "",
                     [&](const sql::Rows& row) {
                       Account& account = states.accounts[row.Text(1)];
                       account.balance = row.Int(2);
                       account.agency = row.Text(3);
                     });
  return states;
}

std::string AmountBytes(std::int64_t amount) {
  std::string bytes;
  AppendInt64(bytes, amount);
  return bytes;
}

std::int64_t AmountOf(const std::string& bytes) {
  std::uint64_t amount = 0;
  for (const unsigned char byte : bytes) amount = amount << 8 | byte;
  return static_cast<std::int64_t>(amount);
}

absl::StatusOr<Decided> Decide(States& states, Entry& entry) {
  if (entry.on_decide) entry.on_decide();
  const auto found = states.accounts.find(entry.account);
  const std::int64_t balance = found == states.accounts.end() ? 0 : found->second.balance;
  if (balance + entry.amount < 0) {
    return Refuse(absl::StatusCode::kFailedPrecondition, "OVERDRAWN", "amount",
                  "the account would go below zero", "Tài khoản không đủ số dư");
  }
  Decided decided = {"accounts/" + entry.account, {}};
  if (entry.events == 0) return decided;
  Account& account = states.accounts[entry.account];
  account.opened |= found == states.accounts.end();
  account.changed = true;
  account.balance += entry.amount;
  if (account.opened) {
    account.agency = entry.agency;
    account.holder = entry.holder;
  }
  states.cells[{account.agency, "entries"}] += 1;
  states.cells[{account.agency, "amount"}] += entry.amount;
  states.cells[{account.agency, entry.amount < 0 ? "taken" : "given"}] += entry.amount;
  for (int i = 0; i < entry.events; ++i) {
    decided.events.push_back({entry.account, "motcua.testing.Entry",
                              AmountBytes(i == 0 ? entry.amount : 0),
                              absl::FromUnixSeconds(1650000000)});
  }
  return decided;
}

void Save(sql::Connection& connection, States& states, std::int64_t revision) {
  std::vector<std::vector<sql::Value>> accounts;
  std::vector<std::vector<sql::Value>> holders;
  for (auto& [id, account] : states.accounts) {
    if (!account.changed) continue;
    accounts.push_back({id, account.agency, account.balance, revision});
    if (account.opened) holders.push_back({id, std::move(account.holder)});
  }
  std::vector<std::vector<sql::Value>> cells;
  for (const auto& [key, difference] : states.cells) {
    cells.push_back({key.first, key.second, difference, revision});
  }
  connection.Insert(
      "INSERT INTO account (id, agency, balance, revision)", accounts,
      "ON DUPLICATE KEY UPDATE balance = VALUES(balance), revision = VALUES(revision)");
  connection.Insert("INSERT INTO holder (account, name)", holders);
  connection.Insert(
      "INSERT INTO ledger_cell (agency, counter, value, revision)", cells,
      "ON DUPLICATE KEY UPDATE value = value + VALUES(value), revision = VALUES(revision)");
}

// The table of events against itself; what they say about each account goes to `balances`.
std::string LogFault(sql::Connection& connection, std::map<std::string, std::int64_t>& balances,
                     std::int64_t& commands) {
  journal::Cursor place;
  bool command_end = true;
  for (;;) {
    const auto events = journal::ReadEvents(connection, place.sequence, INT64_MAX, 1000);
    for (const journal::StoredEvent& stored : events) {
      const std::string at = absl::StrCat(" at event ", stored.sequence);
      if (stored.sequence != place.sequence + 1) return "gap" + at;
      if (stored.chain_hash != journal::ChainHash(place.chain_hash, stored)) return "chain" + at;
      place = {stored.sequence, stored.chain_hash};
      command_end = stored.command_end;
      commands += command_end;
      balances[stored.event.subject] += AmountOf(stored.event.payload);
    }
    if (events.empty()) break;
  }
  if (!command_end) return "the log ends within a command";
  sql::Rows head = connection.Query("SELECT sequence, chain_hash FROM journal_head");
  if (!head.Next() || head.Int(1) != place.sequence) return "head";
  if (place.sequence > 0 && head.Text(2) != place.chain_hash) return "hash of the head";
  sql::Rows keys = connection.Query(
      "SELECT COUNT(*) FROM event WHERE command_end = 0 AND request_key IS NOT NULL");
  if (!keys.Next() || keys.Int(1) != 0) return "a request id within a command";
  return "";
}

}  // namespace

sql::Settings FreshLedger(const process::MariaDb& server) {
  sql::Settings settings = FreshDatabase(server);
  sql::Migrate(settings, {journal::kSchema, kLedgerSchema});
  return settings;
}

journal::Plugin LedgerPlugin() {
  return journal::MakePlugin<Entry, States>(Load, Decide, Save, {});
}

journal::Submission Command(Entry entry, const std::string& request_id) {
  journal::Submission submission;
  submission.key = {"so-tu-phap", "ledger.Add", request_id,
                    Sha256(absl::StrCat(entry.account, "/", entry.amount))};
  submission.organisation = "so-tu-phap";
  submission.command = std::make_shared<Entry>(std::move(entry));
  return submission;
}

journal::Submission FollowedCommand(std::optional<Entry> entry, const std::string& source,
                                    std::int64_t sequence) {
  journal::Submission submission;
  submission.followed = {source, {sequence, Sha256(absl::StrCat(source, sequence))}};
  submission.organisation = source;
  if (entry.has_value()) submission.command = std::make_shared<Entry>(*std::move(entry));
  return submission;
}

Answer Send(journal::Journal& journal, journal::Submission submission) {
  auto promise = std::make_shared<std::promise<absl::StatusOr<journal::Receipt>>>();
  Answer answer = promise->get_future();
  journal.Submit(std::move(submission), [promise](absl::StatusOr<journal::Receipt> receipt) {
    promise->set_value(std::move(receipt));
  });
  return answer;
}

absl::StatusOr<journal::Receipt> Await(Answer& answer) {
  if (answer.wait_for(std::chrono::minutes(1)) != std::future_status::ready) {
    return absl::UnknownError("no answer within a minute");
  }
  return answer.get();
}

absl::StatusOr<journal::Receipt> SendAndAwait(journal::Journal& journal,
                                              journal::Submission submission) {
  Answer answer = Send(journal, std::move(submission));
  return Await(answer);
}

std::int64_t Balance(const sql::Settings& database, const std::string& account) {
  sql::Connection connection(database);
  sql::Rows rows = connection.Query("SELECT balance FROM account WHERE id = ?", {account});
  return rows.Next() ? rows.Int(1) : 0;
}

std::int64_t EventCount(const sql::Settings& database) {
  sql::Connection connection(database);
  sql::Rows rows = connection.Query("SELECT COUNT(*) FROM event");
  rows.Next();
  return rows.Int(1);
}

std::string LedgerFault(const sql::Settings& database) {
  sql::Connection connection(database);
  std::map<std::string, std::int64_t> balances;
  std::int64_t commands = 0;
  if (std::string fault = LogFault(connection, balances, commands); !fault.empty()) return fault;
  std::int64_t total = 0;
  sql::Rows accounts = connection.Query("SELECT id, balance FROM account");
  while (accounts.Next()) {
    total += accounts.Int(2);
    if (balances[accounts.Text(1)] != accounts.Int(2)) return "balance of " + accounts.Text(1);
    balances.erase(accounts.Text(1));
  }
  for (const auto& [account, balance] : balances) {
    if (balance != 0) return "no account " + account;
  }
  sql::Rows cells = connection.Query(
      "SELECT SUM(IF(counter = 'entries', value, 0)), SUM(IF(counter = 'amount', value, 0)),"
      " SUM(IF(counter IN ('given', 'taken'), value, 0)) FROM ledger_cell");
  cells.Next();
  if (cells.Int(1) != commands) return "cells: commands";
  if (cells.Int(2) != total || cells.Int(3) != total) return "cells: amounts";
  return "";
}

}  // namespace motcua::testing
