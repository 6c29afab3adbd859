// How much of the database's own speed the journal keeps: the same rows in a raw loop of 1000
// a transaction, through the journal, and by pools of connections with a transaction each.
//   journal_bench [fsync microseconds to add, default 0] [seconds a run, default 3]
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/journal/batch.h"
#include "common/journal/journal.h"
#include "common/testing/database.h"
#include "common/testing/ledger.h"

namespace motcua::bench {
namespace {

using journal::Journal;
using Rows = std::vector<std::vector<sql::Value>>;

// 33 agencies × 20 procedures × 2 channels, as one kind of key.
std::string CellGroup(std::int64_t index) { return absl::StrCat("don-vi-", index * 7919 % 1320); }

testing::Entry EntryOf(std::int64_t index) {
  testing::Entry entry;
  entry.account = absl::StrCat("H50.18-220315-", index);
  entry.amount = 1;
  entry.agency = CellGroup(index);
  return entry;
}

// Calls `round` over and over; what it returns, per second.
double PerSecond(absl::Duration duration, const std::function<std::int64_t()>& round) {
  const absl::Time start = absl::Now();
  std::int64_t count = 0;
  while (absl::Now() < start + duration) count += round();
  return static_cast<double>(count) / absl::ToDoubleSeconds(absl::Now() - start);
}

// One transaction of rows made in advance: what the database itself can do.
void StoreRaw(sql::Connection& connection, std::int64_t first, std::int64_t count,
              std::string& chain_hash, bool ordered) {
  Rows accounts, holders, events, cells;
  std::map<std::pair<std::string, std::string>, std::int64_t> sums;
  const std::int64_t now = absl::ToUnixMicros(absl::Now());
  for (std::int64_t i = first; i < first + count; ++i) {
    testing::Entry entry = EntryOf(i);
    std::string payload;
    AppendInt64(payload, entry.amount);
    if (ordered) chain_hash = Sha256(chain_hash + payload);
    for (const char* counter : {"entries", "amount", "given"}) sums[{entry.agency, counter}] += 1;
    accounts.push_back({entry.account, entry.agency, 1, i});
    holders.push_back({entry.account, entry.holder});
    events.push_back({i, entry.account, "motcua.testing.Entry", payload, now, now, "so-tu-phap", 1,
                      chain_hash, Sha256(entry.account).substr(0, 16), Sha256(payload),
                      "accounts/" + entry.account});
  }
  for (const auto& [key, sum] : sums) cells.push_back({key.first, key.second, sum, first});
  sql::Transaction transaction(connection);
  connection.Insert(
      "INSERT INTO account (id, agency, balance, revision)", accounts,
      "ON DUPLICATE KEY UPDATE balance = VALUES(balance), revision = VALUES(revision)");
  connection.Insert("INSERT INTO holder (account, name)", holders);
  connection.Insert(
      "INSERT INTO ledger_cell (agency, counter, value, revision)", cells,
      "ON DUPLICATE KEY UPDATE value = value + VALUES(value), revision = VALUES(revision)");
  connection.Insert(
      "INSERT INTO event (sequence, subject, type, payload, event_time, record_time,"
      " organisation, command_end, chain_hash, request_key, body_hash, resource)",
      events);
  transaction.Commit();
}

double RawLoop(const sql::Settings& database, absl::Duration duration) {
  sql::Connection connection(database);
  std::string chain_hash(32, '\0');
  std::int64_t next = 1;
  return PerSecond(duration, [&] {
    StoreRaw(connection, std::exchange(next, next + 1000), 1000, chain_hash, true);
    return 1000;
  });
}

// A closed loop: each answer submits the next command.
class ClosedLoop {
 public:
  explicit ClosedLoop(Journal& journal) : journal_(journal) {}

  double Run(int in_flight, absl::Duration duration) {
    const absl::Time start = absl::Now();
    end_ = start + duration;
    open_ = in_flight;
    for (int i = 0; i < in_flight; ++i) Next();
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return open_ == 0; });
    return static_cast<double>(answered_) / absl::ToDoubleSeconds(absl::Now() - start);
  }

 private:
  void Next() {
    const std::int64_t index = ++next_;
    journal_.Submit(testing::Command(EntryOf(index), absl::StrCat("request-", index)),
                    [this](const absl::StatusOr<journal::Receipt>& receipt) {
                      answered_ += receipt.ok();
                      if (absl::Now() < end_) return Next();
                      const std::lock_guard lock(mutex_);
                      if (--open_ == 0) ended_.notify_one();
                    });
  }

  Journal& journal_;
  std::atomic<std::int64_t> next_ = 0;
  std::atomic<std::int64_t> answered_ = 0;
  absl::Time end_;
  std::mutex mutex_;
  std::condition_variable ended_;
  int open_ = 0;
};

double ThroughTheJournal(const sql::Settings& database, int in_flight, absl::Duration duration) {
  journal::Options options;
  options.database = database;
  Journal journal(options, testing::LedgerPlugin());
  return ClosedLoop(journal).Run(in_flight, duration);
}

// `connections` threads, each runs `store` for one command after the other.
double Pool(int connections, absl::Duration duration,
            const std::function<std::function<void(std::int64_t)>()>& make_store) {
  std::atomic<std::int64_t> next = 0;
  std::vector<std::thread> threads;
  std::vector<double> rates(connections);
  for (int i = 0; i < connections; ++i) {
    threads.emplace_back([&, i] {
      const auto store = make_store();
      rates[i] = PerSecond(duration, [&] {
        store(++next);
        return 1;
      });
    });
  }
  double sum = 0;
  for (int i = 0; i < connections; ++i) {
    threads[i].join();
    sum += rates[i];
  }
  return sum;
}

// Runs until it succeeds: deadlocks are part of the price.
void UntilStored(const std::function<void()>& store) {
  for (;;) {
    try {
      return store();
    } catch (const sql::Error& error) {
      if (error.error_class() != sql::ErrorClass::kRetry) throw;
    }
  }
}

// The journal's own statements, one command a transaction.
double PoolWithTheSameStatements(const sql::Settings& database, int connections,
                                 absl::Duration duration) {
  journal::Options options;
  options.database = database;
  { Journal opened(options, testing::LedgerPlugin()); }
  const journal::Plugin plugin = testing::LedgerPlugin();
  return Pool(connections, duration, [&] {
    auto connection = std::make_shared<sql::Connection>(database);
    return [&, connection](std::int64_t index) {
      journal::Call call;
      call.submission = testing::Command(EntryOf(index), absl::StrCat("request-", index));
      call.request_key = journal::RequestKeyHash(call.submission.key);
      UntilStored([&] { journal::RunBatch(*connection, plugin, options, {&call, 1}); });
    };
  });
}

// The same rows without the head lock and the chain, nor any look before.
double PoolWithoutOrder(const sql::Settings& database, int connections, absl::Duration duration) {
  return Pool(connections, duration, [&] {
    auto connection = std::make_shared<sql::Connection>(database);
    return [connection](std::int64_t index) {
      std::string no_chain(32, '\0');
      UntilStored([&] { StoreRaw(*connection, index, 1, no_chain, false); });
    };
  });
}

void Run(int fsync_microseconds, absl::Duration duration) {
  testing::TempDir dir;
  std::vector<std::string> environment;
  if (fsync_microseconds > 0) {
    environment = {"LD_PRELOAD=" SLOW_FSYNC,
                   absl::StrCat("SLOW_FSYNC_MICROSECONDS=", fsync_microseconds)};
  }
  process::MariaDb server(dir.path(), {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=1G"},
                          environment);
  const double raw = RawLoop(testing::FreshLedger(server), duration);
  std::printf("%d µs added to fsync\n", fsync_microseconds);
  std::printf("%-52s %9.0f/s\n", "raw loop, 1000 a transaction", raw);
  const auto print = [&](const std::string& name, double rate) {
    std::printf("%-52s %9.0f/s   %.2f of raw\n", name.c_str(), rate, rate / raw);
    std::fflush(stdout);
  };
  for (const int in_flight : {64, 256, 2048}) {
    print(absl::StrCat("journal, in flight: ", in_flight),
          ThroughTheJournal(testing::FreshLedger(server), in_flight, duration));
  }
  for (const int connections : {8, 32}) {
    print(absl::StrCat("a transaction each, connections: ", connections),
          PoolWithTheSameStatements(testing::FreshLedger(server), connections, duration));
    print(absl::StrCat("the same without order and chain, connections: ", connections),
          PoolWithoutOrder(testing::FreshLedger(server), connections, duration));
  }
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  const int microseconds = argc > 1 ? std::atoi(argv[1]) : 0;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 3;
  motcua::bench::Run(microseconds, absl::Seconds(seconds));
}
