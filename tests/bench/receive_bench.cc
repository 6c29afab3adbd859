// How many receipts a second are answered after COMMIT, and against what.
//
//   receive_bench [--seconds 4] [--runs 5] [--slow_fsync build/release/…/libslow_fsync.so]
//
// Each row is a median; ratios are of one run of this program, whose parts take turns.
#include <cstdio>
#include <map>
#include <memory>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/process/mariadb.h"
#include "common/rpc/serve.h"
#include "common/testing/database.h"
#include "common/testing/grpc.h"
#include "services/intake/store.h"
#include "tests/bench/journaled_intake.h"
#include "tests/bench/load.h"
#include "tests/bench/pooled_intake.h"
#include "tests/bench/rows.h"

ABSL_FLAG(int, seconds, 4, "length of one measurement");
ABSL_FLAG(int, runs, 5, "measurements of each row; the median is printed");
ABSL_FLAG(std::string, slow_fsync, "", "library that adds 1 ms to each fsync of mariadbd");

namespace motcua::bench {
namespace {

double Measure(grpc::Service& service, int in_flight, bool tls) {
  rpc::ServeOptions options;
  if (tls) options.credentials = rpc::CredentialsIn(testing::Certificates(), "intake");
  rpc::Server server(options, {&service});
  const auto channel = tls ? testing::DialAs("importer", server.port())
                           : grpc::CreateChannel(absl::StrCat("127.0.0.1:", server.port()),
                                                 grpc::InsecureChannelCredentials());
  const LoadResult result =
      Receive(channel, in_flight, absl::Seconds(absl::GetFlag(FLAGS_seconds)));
  if (result.refused > 0) std::fprintf(stderr, "%ld refused\n", static_cast<long>(result.refused));
  return result.PerSecond();
}

// The same rows, 1000 per transaction, one connection, no gRPC, no decision.
double RawLoop(const process::MariaDb& server) {
  const sql::Settings database = FreshDatabase(server, intake::kSchema);
  sql::Connection connection(database);
  const absl::Time begin = absl::Now();
  const absl::Time end = begin + absl::Seconds(absl::GetFlag(FLAGS_seconds));
  std::int64_t sequence = 0;
  while (absl::Now() < end) {
    Rows rows;
    for (int i = 0; i < 1000; ++i) {
      ++sequence;
      Append(MakeRows(absl::StrCat("H50.0-220315-", sequence), sequence,
                      absl::StrCat("raw-", sequence)),
             rows);
    }
    sql::Transaction transaction(connection);
    InsertRows(connection, rows);
    transaction.Commit();
  }
  return static_cast<double>(sequence) / absl::ToDoubleSeconds(absl::Now() - begin);
}

double Batches(JournaledIntake& journaled) {
  rpc::Server server({.credentials = rpc::CredentialsIn(testing::Certificates(), "intake")},
                     {&journaled.service()});
  const auto stub = intake::v1::IntakeService::NewStub(testing::DialAs("importer", server.port()));
  const absl::Time begin = absl::Now();
  const absl::Time end = begin + absl::Seconds(absl::GetFlag(FLAGS_seconds));
  static std::uint64_t next = 0;
  std::atomic<std::int64_t> stored = 0;
  std::vector<std::thread> callers;
  std::mutex mutex;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (absl::Now() < end) {
        intake::v1::BatchReceiveDossiersRequest request;
        {
          const std::lock_guard lock(mutex);
          for (int k = 0; k < 1000; ++k) {
            *request.add_requests() = ReceiveRequest(next++);
            request.mutable_requests(k)->mutable_request_id()->insert(0, "b");
          }
        }
        intake::v1::BatchReceiveDossiersResponse response;
        if (!stub->BatchReceiveDossiers(rpc::ContextFor(absl::Seconds(30)).get(), request,
                                        &response)
                 .ok()) {
          continue;
        }
        for (const auto& result : response.results()) stored += result.has_dossier();
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  return static_cast<double>(stored) / absl::ToDoubleSeconds(absl::Now() - begin);
}

void Run() {
  const std::string shim = absl::GetFlag(FLAGS_slow_fsync);
  const testing::TempDir dir;
  process::MariaDb server(
      dir.path(), {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=2G"},
      shim.empty() ? std::vector<std::string>{} : std::vector<std::string>{"LD_PRELOAD=" + shim});
  std::map<std::string, std::vector<double>> rates;
  for (int run = 0; run < absl::GetFlag(FLAGS_runs); ++run) {
    for (const int in_flight : {64, 256}) {
      const std::string suffix = absl::StrCat(", ", in_flight, " in flight");
      JournaledIntake journaled(server);
      rates["journal, mTLS" + suffix].push_back(Measure(journaled.service(), in_flight, true));
      rates["journal" + suffix].push_back(Measure(journaled.service(), in_flight, false));
      for (const int connections : {8, 32}) {
        JournaledIntake other(server);
        PooledIntake pool(other.database(), other.board(), connections,
                          [&] { return OrderedStore(other.database(), other.board()); });
        rates[absl::StrCat("pool of ", connections, suffix)].push_back(
            Measure(pool, in_flight, false));
      }
      JournaledIntake loose(server);
      PooledIntake pool(loose.database(), loose.board(), 32, [] { return UnorderedStore(); });
      rates["pool of 32 without order and chain" + suffix].push_back(
          Measure(pool, in_flight, false));
    }
    rates["raw loop"].push_back(RawLoop(server));
    JournaledIntake journaled(server);
    rates["batch receive, mTLS"].push_back(Batches(journaled));
  }
  std::printf("receipts/s, median of %d, fsync %s\n", absl::GetFlag(FLAGS_runs),
              shim.empty() ? "as the host answers it" : "+1 ms");
  for (const auto& [name, values] : rates)
    std::printf("%10.0f  %s\n", Median(values), name.c_str());
  const auto ratio = [&](const std::string& a, const std::string& b) {
    std::printf("%10.2f  %s / %s\n", Median(rates[a]) / Median(rates[b]), a.c_str(), b.c_str());
  };
  for (const char* suffix : {", 64 in flight", ", 256 in flight"}) {
    for (const char* pool : {"pool of 8", "pool of 32", "pool of 32 without order and chain"}) {
      ratio(absl::StrCat("journal", suffix), absl::StrCat(pool, suffix));
    }
    ratio(absl::StrCat("journal", suffix), "raw loop");
    ratio(absl::StrCat("journal, mTLS", suffix), absl::StrCat("journal", suffix));
  }
  ratio("batch receive, mTLS", "raw loop");
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
