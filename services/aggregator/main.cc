// motcua-aggregator: follows the sources' counters, answers with tables and findings.
#include <exception>
#include <memory>
#include <stdexcept>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/catalog/follower.h"
#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/follower.h"
#include "common/statistics/server.h"
#include "common/verify/server.h"
#include "services/aggregator/catalog_store.h"
#include "services/aggregator/closing/service.h"
#include "services/aggregator/closing/store.h"
#include "services/aggregator/closing/verify.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/plans/plan_service.h"
#include "services/aggregator/plans/snapshot_source.h"
#include "services/aggregator/plugin.h"
#include "services/aggregator/publish.h"
#include "services/aggregator/report_service.h"
#include "services/aggregator/reported/link.h"
#include "services/aggregator/reported/service.h"
#include "services/aggregator/reported/store.h"
#include "services/aggregator/said/service.h"

ABSL_FLAG(bool, recount, false, "count all imports anew before serving");
ABSL_FLAG(std::string, plans, "", "folder of plans; empty: none");
ABSL_FLAG(std::string, signing_key, "",
          "PEM file of the Ed25519 key that signs snapshots; required");
ABSL_FLAG(
    std::vector<std::string>, former_keys, {},
    "PEM files of the public keys that signed earlier snapshots, for as long as these are read");

namespace motcua::aggregator {
namespace {

using statistics::CellFollower;

Definitions LoadOrStop(const std::string& folder) {
  absl::StatusOr<Definitions> definitions = LoadDefinitions(folder);
  if (!definitions.ok()) throw std::runtime_error(std::string(definitions.status().message()));
  return *std::move(definitions);
}

Plans LoadOrStop(const std::string& folder, const Definitions& definitions) {
  absl::StatusOr<Plans> plans = LoadPlans(folder, definitions);
  if (!plans.ok()) throw std::runtime_error(std::string(plans.status().message()));
  return *std::move(plans);
}

Signer LoadSignerOrStop(const std::string& province) {
  const auto key = signing::SigningKey::FromFile(absl::GetFlag(FLAGS_signing_key));
  if (!key.ok()) throw std::runtime_error(absl::StrCat("--signing_key: ", key.status().message()));
  Signer signer{province, *key, key->public_key()};
  for (const std::string& file : absl::GetFlag(FLAGS_former_keys)) {
    const auto former = signing::PublicKey::FromFile(file);
    if (!former.ok()) {
      throw std::runtime_error(absl::StrCat("--former_keys: ", former.status().message()));
    }
    signer.keys.Add(*former);
  }
  return signer;
}

void Prepare(const sql::Settings& database, const signing::Keyring& keys) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, received::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
  SweepParts(connection, keys);
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
  const Plans plans = LoadOrStop(absl::GetFlag(FLAGS_plans), definitions);
  const Signer signer = LoadSignerOrStop(options.province);
  Prepare(options.database, signer.keys);

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
                           MakePlugin());
  const statistics::CellSource cells_of_imports = CellsOfImports(options.database, journal);
  ReportedFollower follower(options.database, cells_of_imports, knowledge);
  links.push_back(LinkTo(options.database, journal, follower));

  const Basis basis{definitions, knowledge, links, SystemClock()};
  ReportService reports(definitions, knowledge, links, SystemClock());
  SnapshotService snapshots({journal, reads}, options.database, basis, signer);
  SaidService said(basis, options.database, signer.keys);
  PlanService plan_service(definitions, plans, knowledge, links,
                           SnapshotsIn(options.database, signer.keys), SystemClock());
  ReportedService imports({journal, reads}, knowledge, follower, SystemClock());
  const auto statistics =
      statistics::MakeStatisticsService(CellsOfProvince(options.province, knowledge));
  const auto verify = verify::MakeVerifyService(
      options.database,
      {verify::CellsPart(CountAllImports), verify::JournalPart(journal), verify::ReceivedPart(),
       verify::PartOf("snapshots", [keys = signer.keys](sql::Connection& connection) {
         return CheckSnapshots(connection, keys);
       })});
  // Nobody stamps what is under way, so nothing is promised.
  const auto feed =
      feed::MakeChangeFeedService(options.database, journal, [] { return absl::InfinitePast(); });
  rpc::Server server(options.serve, {&reports, &snapshots, &said, &plan_service, &imports,
                                     statistics.get(), verify.get(), feed.get()});
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
