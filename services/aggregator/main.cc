// motcua-aggregator: follows the sources' counters, answers with tables and findings.
#include <exception>
#include <memory>
#include <stdexcept>
#include <vector>

#include "absl/flags/flag.h"
#include "common/base/log.h"
#include "common/catalog/follower.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/follower.h"
#include "common/statistics/server.h"
#include "services/aggregator/catalog_store.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/publish.h"
#include "services/aggregator/report_service.h"
#include "services/aggregator/reported/link.h"
#include "services/aggregator/reported/plugin.h"
#include "services/aggregator/reported/service.h"
#include "services/aggregator/reported/store.h"

ABSL_FLAG(bool, recount, false, "count all imports anew before serving");

namespace motcua::aggregator {
namespace {

using statistics::CellFollower;

Definitions LoadOrStop(const std::string& folder) {
  absl::StatusOr<Definitions> definitions = LoadDefinitions(folder);
  if (!definitions.ok()) throw std::runtime_error(std::string(definitions.status().message()));
  return *std::move(definitions);
}

void Prepare(const sql::Settings& database) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, received::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
  if (absl::GetFlag(FLAGS_recount)) {
    statistics::Recount(connection, kImportCounterVersion, CountAllImports);
  }
}

std::vector<std::string> SourceIds(const service::Options& options) {
  if (options.sources.contains(kReported)) {
    throw std::runtime_error("--sources: `reported` is the aggregator's own source");
  }
  std::vector<std::string> sources;
  for (const auto& [source, address] : options.sources) sources.push_back(source);
  sources.push_back(kReported);
  return sources;
}

// Memory first: a catalogue that cannot be saved is used all the same, and comes again.
void UseCatalog(const sql::Settings& database, Knowledge& knowledge,
                std::shared_ptr<const catalog::Catalog> catalog) {
  knowledge.SetCatalog(catalog);
  try {
    sql::Connection connection(database);
    SaveCatalog(connection, *catalog);
  } catch (const sql::Error& error) {
    Log(LogLevel::kError, "catalog_not_saved", {{"error", error.what()}});
  }
}

Link Follow(const service::Options& options, const std::string& source, const std::string& address,
            Knowledge& knowledge) {
  const auto channel = options.Dial(address);
  const auto follower = std::make_shared<CellFollower>(
      CellFollower::Options{.source = source,
                            .channel = channel,
                            .projection = {},
                            .cursor = [&knowledge, source] { return knowledge.CursorOf(source); },
                            .apply =
                                [&knowledge, source](const statistics::Batch& batch) {
                                  return knowledge.Apply(source, batch, SystemClock()());
                                }});
  return {source, channel, [follower] { return follower->state(); }};
}

void Run(const service::Options& options) {
  const Definitions definitions = LoadOrStop(options.definitions);
  Prepare(options.database);

  received::Store store(options.database);
  Knowledge knowledge(store, SourceIds(options));
  {
    sql::Connection connection(options.database);
    knowledge.SetCatalog(LoadCatalog(connection));
  }
  const catalog::CatalogFollower catalog(options.Dial(options.catalog), [&](auto newest) {
    UseCatalog(options.database, knowledge, std::move(newest));
  });
  Links links;
  for (const auto& [source, address] : options.sources) {
    links.push_back(Follow(options, source, address, knowledge));
  }

  sql::ReadPool reads(options.database);
  journal::Journal journal({.database = options.database, .counter_version = kImportCounterVersion},
                           MakeImportPlugin());
  const statistics::CellSource cells_of_imports = CellsOfImports(options.database, journal);
  ReportedFollower follower(options.database, cells_of_imports, knowledge);
  links.push_back(LinkTo(options.database, journal, follower));

  ReportService reports(definitions, knowledge, links, SystemClock());
  ReportedService imports({journal, reads}, knowledge, follower, SystemClock());
  const auto statistics =
      statistics::MakeStatisticsService(CellsOfProvince(options.province, knowledge));
  rpc::Server server(options.serve, {&reports, &imports, statistics.get()});
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(server.port())}});
  rpc::WaitForSignal();
  server.Shutdown();
}

}  // namespace
}  // namespace motcua::aggregator

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  try {
    motcua::aggregator::Run(motcua::service::ParseOptions("aggregator", argc, argv));
    return 0;
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"error", error.what()}});
    return 1;
  }
}
