// A small service for proofs about the journal: accounts that never go below zero.
#ifndef MOTCUA_COMMON_TESTING_LEDGER_H_
#define MOTCUA_COMMON_TESTING_LEDGER_H_

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>

#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "common/testing/database.h"

namespace motcua::testing {

// Adds `amount` to an account, which is opened with its holder at first use. Below
// zero: FAILED_PRECONDITION `OVERDRAWN`. Counted in three cells of the agency.
struct Entry {
  std::string account;  // the database refuses more than 32 characters
  std::int64_t amount = 0;
  std::string agency = "so-tu-phap";
  std::string holder = "Nguyễn Văn A";
  int events = 1;                             // the first carries the amount, the others nothing
  std::function<void()> on_decide = nullptr;  // called first; may throw
};

// A new database with the journal's tables and the ledger's.
sql::Settings FreshLedger(const process::MariaDb& server = SharedServer());

journal::Plugin LedgerPlugin();

// The command of an organisation under a request id.
journal::Submission Command(Entry entry, const std::string& request_id);
// The command that stems from a place in another journal; `entry` empty: nothing to do.
journal::Submission FollowedCommand(std::optional<Entry> entry, const std::string& source,
                                    std::int64_t sequence);

using Answer = std::future<absl::StatusOr<journal::Receipt>>;
Answer Send(journal::Journal& journal, journal::Submission submission);
// Waits, at most a minute.
absl::StatusOr<journal::Receipt> Await(Answer& answer);
absl::StatusOr<journal::Receipt> SendAndAwait(journal::Journal& journal,
                                              journal::Submission submission);

// The sum of an account, 0 if it was never opened.
std::int64_t Balance(const sql::Settings& database, const std::string& account);
std::int64_t EventCount(const sql::Settings& database);

// Reads the whole database: sequences without gap, chain, head, request ids at command ends only,
// balances and cells equal to what the events say. The first fault, empty if sound.
std::string LedgerFault(const sql::Settings& database);

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_LEDGER_H_
