// A nation in one aggregator: 34 provinces, 3,300 units, two years, 60 million dossiers. Memory,
// restart, cells applied durably a second, and a month's table by unit beside MariaDB's and
// DuckDB's GROUP BY over the same dossiers, all in one run.
//
//   tools/setup --bench && build/release/bin/national_bench [--dossiers 60000000] [--tables 500]
//
// Needs 8 GB of memory and 10 GB under --dir at full size.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/process/child.h"
#include "common/process/mariadb.h"
#include "common/sql/migrate.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/knowledge.h"
#include "services/aggregator/tables/evaluate.h"
#include "tests/bench/national_facts.h"

ABSL_FLAG(std::int64_t, dossiers, 60'000'000, "dossiers of two years");
ABSL_FLAG(int, units, 3'300, "units of the nation");
ABSL_FLAG(int, tables, 500, "tables evaluated, of 23 months in turn");
ABSL_FLAG(int, runs, 3, "GROUP BY of each database; the fastest is printed");
ABSL_FLAG(std::string, dir, "var/national_bench", "folder, made anew");
ABSL_FLAG(std::string, modules, "var/npm/node_modules", "where @duckdb/node-api is");

namespace motcua::bench {
namespace {

using aggregator::Days;
using aggregator::Facts;
using aggregator::Knowledge;
// Received, online, carried over, early, on time, late; by unit.
using Figures = std::map<std::string, std::array<std::int64_t, 6>>;

double SecondsSince(absl::Time begin) { return absl::ToDoubleSeconds(absl::Now() - begin); }

// Resident memory of this process in GB.
double Resident() {
  std::ifstream status("/proc/self/statm");
  std::int64_t total = 0, resident = 0;
  status >> total >> resident;
  return static_cast<double>(resident) * 4096 / 1e9;
}

std::string Query(Days days) {
  const auto count = [](const std::string& condition) {
    return absl::StrCat("CAST(SUM(CASE WHEN ", condition, " THEN 1 ELSE 0 END) AS SIGNED)");
  };
  const std::string period = absl::StrCat(" BETWEEN ", days.first, " AND ", days.last);
  return absl::StrCat(
      "SELECT unit, ", count("receive_day" + period), ", ",
      count("channel = 1 AND receive_day" + period), ", ",
      count(absl::StrCat("receive_day < ", days.first, " AND finish_day >= ", days.first)), ", ",
      count("finish_day < due_day AND finish_day" + period), ", ",
      count("finish_day = due_day AND finish_day" + period), ", ",
      count("finish_day > due_day AND finish_day" + period), " FROM dossier GROUP BY unit");
}

aggregator::v1::TableDefinition Definition() {
  const auto definition = aggregator::ParseDefinition(R"(
    id: "nation" version: 1 title_vi: "Toàn quốc"
    rows { levels: LEVEL_COMMUNE scope: SCOPE_OWN }
    columns { id: "received" title_vi: "x" value { terms { flow { counters: COUNTER_RECEIVED } } } }
    columns { id: "online" title_vi: "x" value {
      terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE } } } }
    columns { id: "carried" title_vi: "x" value {
      terms { stock { stock: STOCK_OPEN opening: true } } } }
    columns { id: "early" title_vi: "x" value {
      terms { flow { counters: COUNTER_FINISHED_EARLY } } } }
    columns { id: "on_time" title_vi: "x" value {
      terms { flow { counters: COUNTER_FINISHED_ON_TIME } } } }
    columns { id: "late" title_vi: "x" value {
      terms { flow { counters: COUNTER_FINISHED_LATE } } } })",
                                                      "nation");
  if (!definition.ok()) throw std::runtime_error(std::string(definition.status().message()));
  return *definition;
}

std::shared_ptr<const catalog::Catalog> CatalogOf(const Nation& nation) {
  std::vector<catalog::Agency> agencies(static_cast<std::size_t>(nation.units));
  for (int unit = 0; unit < nation.units; ++unit) {
    catalog::Agency& agency = agencies[static_cast<std::size_t>(unit)];
    agency.id = UnitId(unit);
    agency.name_vi = absl::StrCat("Đơn vị ", unit);
    agency.level = catalog::Level::kCommune;
    agency.list_order = unit;
  }
  return *catalog::Catalog::Build(1, agencies, {}, {});
}

Figures FiguresOf(const aggregator::v1::Table& table) {
  Figures figures;
  for (const auto& row : table.rows()) {
    for (int i = 0; i < 6; ++i) figures[row.id()][i] = row.cells(i).numerator();
  }
  return figures;
}

std::vector<std::string> Sources(const Nation& nation) {
  std::vector<std::string> sources;
  for (int i = 0; i < nation.provinces; ++i) sources.push_back(ProvinceId(i));
  return sources;
}

// Every province's whole count through the store and into memory, as its first sync is.
void Fill(const Nation& nation, Knowledge& knowledge, const std::string& facts_file) {
  std::FILE* const facts = std::fopen(facts_file.c_str(), "w");
  if (facts == nullptr) throw std::runtime_error("cannot write " + facts_file);
  std::int64_t cells = 0;
  double seconds = 0;
  for (int province = 0; province < nation.provinces; ++province) {
    const statistics::Batch batch = CountProvince(nation, province, facts);
    cells += static_cast<std::int64_t>(batch.cells.size());
    const absl::Time begin = absl::Now();
    if (const auto status = knowledge.Apply(batch.source, batch, begin); !status.ok()) {
      throw std::runtime_error(std::string(status.message()));
    }
    seconds += SecondsSince(begin);
  }
  if (std::fclose(facts) != 0) throw std::runtime_error("cannot write " + facts_file);
  std::printf("%12.1f M cells, applied durably %.0f a second\n", static_cast<double>(cells) / 1e6,
              static_cast<double>(cells) / seconds);
}

// Batches of 2,000 changed cells, one after the other, as a day goes on.
void Follow(Knowledge& knowledge) {
  constexpr int kBatches = 100, kCells = 2'000;
  statistics::Batch batch{.source = ProvinceId(0),
                          .epoch = "1",
                          .full = false,
                          .from = 1,
                          .through = 1,
                          .cells = {},
                          .digest = {}};
  statistics::Digest digest;
  knowledge.Read([&](const Facts& facts) {
    facts.Find(batch.source)
        ->cube.ForEachCell(
            [&](const statistics::CellKey& key, std::int64_t value) { digest.Add(key, value); });
  });
  const absl::Time begin = absl::Now();
  for (int i = 0; i < kBatches; ++i) {
    batch.from = batch.through++;
    batch.cells.clear();
    for (int cell = 0; cell < kCells; ++cell) {
      const statistics::CellKey key{UnitId(0),
                                    absl::StrCat("batch-", i),
                                    statistics::Channel::kOnline,
                                    kFactsFirst + cell % kFactsDays,
                                    static_cast<statistics::Counter>(1 + cell / kFactsDays),
                                    ""};
      batch.cells.push_back({key, 1});
      digest.Add(key, 1);
    }
    batch.digest = digest.ToBytes();
    if (const auto status = knowledge.Apply(batch.source, batch, begin); !status.ok()) {
      throw std::runtime_error(std::string(status.message()));
    }
  }
  std::printf("%12.0f cells a second durably, in batches of %d\n",
              kBatches * kCells / SecondsSince(begin), kCells);
}

// Milliseconds at the median and at 99 of 100.
void EvaluateTables(const Knowledge& knowledge) {
  const auto definition = Definition();
  std::vector<double> times;
  for (int i = 0; i < absl::GetFlag(FLAGS_tables); ++i) {
    const Day first = kFactsFirst + i % 23 * 31;
    const Days days{first, first + 30};
    const absl::Time begin = absl::Now();
    knowledge.Read([&](const Facts& facts) {
      aggregator::ToProto(definition, aggregator::Compute(definition, facts, days), days, facts);
    });
    times.push_back(SecondsSince(begin) * 1e3);
  }
  std::sort(times.begin(), times.end());
  std::printf("%12.2f ms p50, %.2f ms p99: a month's table of all units from memory\n",
              times[times.size() / 2], times[times.size() * 99 / 100]);
}

struct Timed {
  double milliseconds;
  Figures figures;
};

Timed AskMariaDb(sql::Connection& connection, const std::string& facts, const std::string& query) {
  connection.Execute(
      "CREATE TABLE dossier (unit INT NOT NULL, channel TINYINT NOT NULL, receive_day INT NOT NULL,"
      " due_day INT NOT NULL, finish_day INT NOT NULL) ENGINE=InnoDB");
  connection.Execute("LOAD DATA INFILE '" + facts + "' INTO TABLE dossier");
  Timed timed{1e12, {}};
  for (int run = 0; run < absl::GetFlag(FLAGS_runs); ++run) {
    const absl::Time begin = absl::Now();
    sql::Rows rows = connection.Query(query);
    timed.milliseconds = std::min(timed.milliseconds, SecondsSince(begin) * 1e3);
    while (rows.Next()) {
      for (int i = 0; i < 6; ++i) {
        timed.figures[UnitId(static_cast<int>(rows.Int(1)))][i] = rows.Int(i + 2);
      }
    }
  }
  return timed;
}

Timed AskDuckDb(const std::string& dir, const std::string& facts, const std::string& query) {
  const std::string modules = std::filesystem::absolute(absl::GetFlag(FLAGS_modules));
  process::Child node({"node", "tests/bench/group_by.mjs", modules, facts, "2",
                       absl::StrCat(absl::GetFlag(FLAGS_runs)), query},
                      dir + "/duckdb.txt");
  if (node.Wait(absl::Minutes(30)) != 0) {
    throw std::runtime_error("DuckDB did not answer (tools/setup --bench?): " + dir +
                             "/duckdb.txt");
  }
  std::ifstream out(dir + "/duckdb.txt");
  std::string line;
  std::getline(out, line);
  std::istringstream times(line);
  Timed timed{1e12, {}};
  for (double time; times >> time;) timed.milliseconds = std::min(timed.milliseconds, time);
  int unit = 0;
  while (out >> unit) {
    for (auto& figure : timed.figures[UnitId(unit)]) out >> figure;
  }
  return timed;
}

void Run() {
  Nation nation;
  nation.dossiers = absl::GetFlag(FLAGS_dossiers);
  nation.units = absl::GetFlag(FLAGS_units);
  const std::string dir = std::filesystem::absolute(absl::GetFlag(FLAGS_dir));
  std::filesystem::remove_all(dir);
  std::filesystem::create_directories(dir);
  process::MariaDb server(dir + "/mariadb",
                          {"--innodb-log-file-size=2G", "--innodb-buffer-pool-size=4G"});
  sql::Settings settings;
  settings.socket = server.socket();
  settings.io_timeout = absl::Minutes(60);
  sql::Connection connection(settings);
  connection.Execute("CREATE DATABASE nation");
  connection.Execute("USE nation");
  settings.database = "nation";
  sql::Migrate(settings, {received::kSchema});
  const std::string facts = dir + "/facts.tsv";
  received::Store store(settings);
  std::printf("%d provinces, %d units, %ld dossiers of %d days\n", nation.provinces, nation.units,
              static_cast<long>(nation.dossiers), kFactsDays);
  {
    Knowledge knowledge(store, Sources(nation));
    Fill(nation, knowledge, facts);
    Follow(knowledge);
  }
  const double before = Resident();
  const absl::Time begin = absl::Now();
  Knowledge knowledge(store, Sources(nation));
  std::printf("%12.1f s restart, %.2f GB in memory (%.2f GB freed but kept before)\n",
              SecondsSince(begin), Resident(), before);
  knowledge.SetCatalog(CatalogOf(nation));
  EvaluateTables(knowledge);

  const Days days{kFactsFirst + 365, kFactsFirst + 395};
  const std::string query = Query(days);
  const auto definition = Definition();
  Figures figures;
  const absl::Time asked = absl::Now();
  knowledge.Read([&](const Facts& known) {
    figures = FiguresOf(
        aggregator::ToProto(definition, aggregator::Compute(definition, known, days), days, known));
  });
  const double memory = SecondsSince(asked) * 1e3;
  const Timed duckdb = AskDuckDb(dir, facts, query);
  const Timed mariadb = AskMariaDb(connection, facts, query);
  if (figures != mariadb.figures || figures != duckdb.figures) {
    throw std::runtime_error("the three do not agree");
  }
  std::printf(
      "the same table, results equal\n%12.1f ms from memory\n%12.1f ms DuckDB, %.0f times\n"
      "%12.1f ms MariaDB, %.0f times\n",
      memory, duckdb.milliseconds, duckdb.milliseconds / memory, mariadb.milliseconds,
      mariadb.milliseconds / memory);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
