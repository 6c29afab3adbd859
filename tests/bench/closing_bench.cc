// Closing the months of a year of a province like Quảng Trị through its rpc, beside the report
// that each of them holds; and reading the year's snapshots again, all digests and signatures
// checked, beside SHA-256 over the same bytes.
//
//   closing_bench [--dossiers 800000]
#include <cstdio>
#include <stdexcept>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"
#include "common/rpc/serve.h"
#include "common/testing/database.h"
#include "services/aggregator/answers/tables.h"
#include "services/aggregator/catalog_store.h"
#include "services/aggregator/closing/service.h"
#include "services/aggregator/closing/verify.h"
#include "services/aggregator/plugin.h"
#include "services/aggregator/tables/quang_tri_for_test.h"
#include "tests/bench/load.h"
#include "tests/bench/province_facts.h"

ABSL_FLAG(std::int64_t, dossiers, 800'000, "dossiers of two years");

namespace motcua::bench {
namespace {

using namespace motcua::aggregator;  // NOLINT: the bench is about nothing else

constexpr int kMonths = 12;
constexpr absl::Duration kTimeout = absl::Minutes(5);

double Milliseconds(absl::Time begin) { return absl::ToDoubleMilliseconds(absl::Now() - begin); }

sql::Settings MigratedDatabase() {
  const sql::Settings database = testing::FreshDatabase();
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, received::kSchema, kSchema});
  return database;
}

// An aggregator that knows everything there is.
struct Aggregator {
  Aggregator() {
    const auto catalog = BenchProvince();
    knowledge.SetCatalog(catalog);
    auto counted = CountDossiers(*catalog, absl::GetFlag(FLAGS_dossiers));
    for (auto& [source, cells] : counted) {
      statistics::Batch batch;
      batch.source = source;
      batch.epoch = std::string("1");
      batch.full = true;
      batch.through = 1;
      statistics::Digest digest;
      for (const auto& [key, value] : cells) digest.Add(key, value);
      batch.cells = std::move(cells);
      batch.digest = digest.ToBytes();
      batch.complete_until = absl::Now();
      const absl::Status applied = knowledge.Apply(source, batch, absl::Now());
      if (!applied.ok()) throw std::runtime_error(applied.ToString());
    }
  }

  const sql::Settings database = MigratedDatabase();
  received::Store store{database};
  Knowledge knowledge{store, {"intake", "processing", "payment", "digitization"}};
  const Links links;
  const Basis basis{Shipped(), knowledge, links, SystemClock()};
  const signing::SigningKey key = signing::SigningKey::Generate();
  sql::ReadPool reads{database};
  journal::Journal journal{{.database = database, .counter_version = kImportCounterVersion},
                           MakePlugin()};
  SnapshotService service{{journal, reads}, database, basis, {"quang-tri", key, key.public_key()}};
  rpc::Server server{{}, {&service}};
};

type::v1::Period Month(int i) {
  const absl::CivilMonth month = absl::CivilMonth(2021, 4) + i;
  type::v1::Period period;
  period.set_first_day(absl::FormatCivilTime(absl::CivilDay(month)));
  period.set_last_day(absl::FormatCivilTime(absl::CivilDay(month + 1) - 1));
  return period;
}

double Report(const Aggregator& aggregator, int month) {
  v1::GetReportRequest request;
  *request.mutable_period() = Month(month);
  v1::Report report;
  const absl::Time begin = absl::Now();
  const absl::Status status = AnswerReport(aggregator.basis, request, report);
  if (!status.ok()) throw std::runtime_error(status.ToString());
  return Milliseconds(begin);
}

double Close(Aggregator& aggregator, int month, std::int64_t* facts) {
  const auto stub = v1::SnapshotService::NewStub(aggregator.server.InProcessChannel());
  v1::ClosePeriodRequest request;
  *request.mutable_period() = Month(month);
  v1::Snapshot snapshot;
  const absl::Time begin = absl::Now();
  const grpc::Status status =
      stub->ClosePeriod(rpc::ContextFor(kTimeout).get(), request, &snapshot);
  if (!status.ok()) throw std::runtime_error(status.error_message());
  *facts = snapshot.fact_count();
  return Milliseconds(begin);
}

double Verify(sql::Connection& connection, const Aggregator& aggregator) {
  const absl::Time begin = absl::Now();
  const Checked checked = CheckSnapshots(connection, aggregator.key.public_key());
  if (checked.count != kMonths || checked.fault_count != 0) throw std::runtime_error("damaged");
  return Milliseconds(begin);
}

// Of every byte that Verify reads; gives their number.
double Hash(sql::Connection& connection, std::size_t* bytes) {
  std::string all;
  for (const char* column : {"head FROM snapshot", "content FROM snapshot_part"}) {
    sql::Rows rows = connection.Query(absl::StrCat("SELECT ", column));
    while (rows.Next()) all += rows.Text(1);
  }
  *bytes = all.size();
  const absl::Time begin = absl::Now();
  if (Sha256(all).empty()) throw std::runtime_error("no hash");
  return Milliseconds(begin);
}

void Run() {
  Aggregator aggregator;
  std::vector<double> reports, closings;
  std::int64_t facts = 0;
  for (int month = 0; month < kMonths; ++month) {
    reports.push_back(Report(aggregator, month));
    closings.push_back(Close(aggregator, month, &facts));
  }
  std::printf("closing a month of %ld facts, over %ld dossiers: %.1f ms, %.1f times its report\n",
              static_cast<long>(facts), static_cast<long>(absl::GetFlag(FLAGS_dossiers)),
              Median(closings), Median(closings) / Median(reports));
  sql::Connection connection(aggregator.database);
  std::size_t bytes = 0;
  const double hashed = Hash(connection, &bytes);
  const double verified = Verify(connection, aggregator);
  std::printf("verifying a year's %d snapshots, %.1f MB: %.1f ms, %.1f times their SHA-256\n",
              kMonths, static_cast<double>(bytes) / 1e6, verified, verified / hashed);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
