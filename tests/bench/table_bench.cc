// Phụ lục 1 for a whole province over five million dossiers: the aggregator's cube beside
// MariaDB's GROUP BY on the same dossiers.
//
//   table_bench [--dossiers 5000000] [--runs 9]
#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/process/mariadb.h"
#include "common/testing/database.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/tables/evaluate.h"
#include "tests/bench/load.h"

ABSL_FLAG(std::int64_t, dossiers, 5'000'000, "dossiers of two years, 33 agencies, 100 procedures");
ABSL_FLAG(int, runs, 9, "evaluations; the median is printed");

namespace motcua::bench {
namespace {

using aggregator::Facts;
using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;

constexpr int kAgencies = 33;
constexpr int kProcedures = 100;
constexpr Day kFirst = 19'066;  // 2022-03-15
constexpr Day kLast = 19'096;   // 2022-04-14

// One row per dossier: scattered by the multiplicative hash of its number; one in nine is open.
void MakeDossiers(sql::Connection& connection) {
  connection.Execute(
      "CREATE TABLE dossier (agency INT NOT NULL, procedure_no INT NOT NULL, channel INT NOT NULL,"
      " receive_day INT NOT NULL, finish_day INT NOT NULL,"
      " KEY covering (agency, receive_day, finish_day, channel)) ENGINE=InnoDB");
  connection.Execute(
      absl::StrCat("INSERT INTO dossier SELECT h MOD ", kAgencies, ", h DIV 64 MOD ", kProcedures,
                   ", 1 + h DIV 8192 MOD 3, 18700 + h DIV 32768 MOD 730,"
                   " IF(h MOD 9 = 0, 99999, 18700 + h DIV 32768 MOD 730 + h DIV 512 MOD 40)"
                   " FROM (SELECT CRC32(seq) h FROM seq_1_to_",
                   absl::GetFlag(FLAGS_dossiers), ") numbers"));
}

void Load(sql::Connection& connection, const std::string& day, Counter counter,
          const std::string& where, aggregator::Cube& cube) {
  sql::Rows rows =
      connection.Query(absl::StrCat("SELECT agency, procedure_no, channel, ", day,
                                    ", COUNT(*) FROM dossier ", where, " GROUP BY 1, 2, 3, 4"));
  while (rows.Next()) {
    cube.Set({AgencyId(static_cast<int>(rows.Int(1))), ProcedureId(static_cast<int>(rows.Int(2))),
              static_cast<Channel>(rows.Int(3)), static_cast<Day>(rows.Int(4)), counter, ""},
             rows.Int(5));
  }
}

std::shared_ptr<const catalog::Catalog> Province() {
  std::vector<catalog::Agency> agencies;
  for (int i = 0; i < kAgencies; ++i) {
    catalog::Agency agency;
    agency.id = AgencyId(i);
    agency.name_vi = absl::StrCat("Sở ", i);
    agency.list_order = i;
    agencies.push_back(agency);
  }
  return *catalog::Catalog::Build(1, agencies, {}, {});
}

// total, new_online, carried_over, new_direct_postal by agency.
using Figures = std::map<std::string, std::vector<std::int64_t>>;

Figures GroupBy(sql::Connection& connection) {
  const std::string in_period = absl::StrCat("receive_day BETWEEN ", kFirst, " AND ", kLast);
  sql::Rows rows = connection.Query(
      absl::StrCat("SELECT agency, SUM(", in_period, " AND channel = 1), SUM(receive_day < ",
                   kFirst, " AND finish_day >= ", kFirst, "), SUM(", in_period,
                   " AND channel IN (2, 3))"
                   " FROM dossier GROUP BY agency"));
  Figures figures;
  while (rows.Next()) {
    const std::int64_t online = rows.Int(2), carried = rows.Int(3), direct = rows.Int(4);
    figures[AgencyId(static_cast<int>(rows.Int(1)))] = {online + carried + direct, online, carried,
                                                        direct};
  }
  return figures;
}

Figures FiguresOf(const aggregator::v1::Table& table) {
  Figures figures;
  for (const auto& row : table.rows()) {
    for (int i = 0; i < 4; ++i) figures[row.id()].push_back(row.cells(i).numerator());
  }
  return figures;
}

template <typename Body>
double MedianMicroseconds(int runs, Body body) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const absl::Time begin = absl::Now();
    body();
    times.push_back(absl::ToDoubleMicroseconds(absl::Now() - begin));
  }
  return Median(std::move(times));
}

void Run() {
  const testing::TempDir dir;
  process::MariaDb server(dir.path(),
                          {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=2G"});
  sql::Settings settings;
  settings.socket = server.socket();
  settings.io_timeout = absl::Minutes(10);
  sql::Connection connection(settings);
  connection.Execute("CREATE DATABASE bench");
  connection.Execute("USE bench");
  MakeDossiers(connection);

  Facts facts;
  facts.catalog = Province();
  facts.sources.emplace_back().id = "processing";
  Load(connection, "receive_day", Counter::kReceived, "", facts.sources[0].cube);
  Load(connection, "finish_day", Counter::kFinishedEarly, "WHERE finish_day < 99999",
       facts.sources[0].cube);
  const auto definitions = aggregator::LoadDefinitions("deploy/definitions");
  if (!definitions.ok()) throw std::runtime_error(std::string(definitions.status().message()));
  const auto& definition = definitions->at("pl1_online");
  const aggregator::Days days{kFirst, kLast};

  aggregator::v1::Table table;
  const double cube = MedianMicroseconds(absl::GetFlag(FLAGS_runs) * 100, [&] {
    table =
        aggregator::ToProto(definition, aggregator::Compute(definition, facts, days), days, facts);
  });
  Figures grouped;
  const double sql =
      MedianMicroseconds(absl::GetFlag(FLAGS_runs), [&] { grouped = GroupBy(connection); });
  if (FiguresOf(table) != grouped) throw std::runtime_error("the two do not agree");
  std::printf(
      "PL1 over %ld dossiers, results equal\n%10.1f us  cube\n%10.1f us  GROUP BY\n%10.0f  ratio\n",
      static_cast<long>(absl::GetFlag(FLAGS_dossiers)), cube, sql, sql / cube);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
