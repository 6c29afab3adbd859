// How long it takes to read a whole journal again and hold it against its hashes.
//
//   verify_bench [--events 1000000]
#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/journal/tables.h"
#include "common/journal/verify.h"
#include "common/testing/ledger.h"

ABSL_FLAG(int, events, 1'000'000, "events in the journal");

namespace motcua::bench {
namespace {

constexpr int kAtOnce = 10'000;

// As a receipt is stored: an event of its own, of 150 bytes, under a request id.
journal::EventRow RowAfter(const journal::Cursor& last) {
  journal::EventRow row;
  journal::StoredEvent& event = row.event;
  event.sequence = last.sequence + 1;
  event.event.subject = absl::StrCat("H50.01-220315-", event.sequence);
  event.event.type = "motcua.intake.v1.DossierEvent";
  event.event.payload = std::string(150, static_cast<char>('a' + event.sequence % 26));
  event.event.time = absl::FromUnixSeconds(1'647'306'000 + event.sequence);
  event.record_time = event.event.time;
  event.organisation = "quang-tri";
  event.command_end = true;
  event.chain_hash = journal::ChainHash(last.chain_hash, event);
  row.body_hash = Sha256(event.event.subject);
  row.request_key = row.body_hash.substr(0, 16);
  row.resource = "dossiers/" + event.event.subject;
  return row;
}

journal::Cursor Fill(const sql::Settings& database, int events) {
  sql::Connection connection(database);
  journal::Cursor last;
  while (last.sequence < events) {
    std::vector<journal::EventRow> rows;
    for (int i = 0; i < kAtOnce; ++i) {
      rows.push_back(RowAfter(last));
      last = {rows.back().event.sequence, rows.back().event.chain_hash};
    }
    sql::Transaction transaction(connection);
    journal::Head head = journal::LockHead(connection);
    head.cursor = last;
    journal::InsertEvents(connection, std::move(rows));
    journal::WriteHead(connection, head);
    transaction.Commit();
  }
  return last;
}

void Run() {
  const sql::Settings database = testing::FreshLedger();
  const journal::Cursor head = Fill(database, absl::GetFlag(FLAGS_events));
  sql::Connection connection(database);
  const absl::Time begin = absl::Now();
  const journal::CheckedJournal found = journal::Verify(connection, head);
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  if (found.checked.fault_count > 0) throw std::runtime_error(found.checked.faults[0].text);
  std::printf("%10.2f s  for a journal of %lld events, %.0f events/s\n", seconds,
              static_cast<long long>(found.checked.count), found.checked.count / seconds);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
