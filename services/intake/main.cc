// motcua-intake: files and receives dossiers, serves the catalogue, follows processing.
#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

#include "absl/flags/flag.h"
#include "common/base/log.h"
#include "common/feed/follower.h"
#include "common/feed/server.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/source.h"
#include "common/verify/server.h"
#include "services/intake/catalog_poll.h"
#include "services/intake/catalog_service.h"
#include "services/intake/convert.h"
#include "services/intake/counts.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/service.h"
#include "services/intake/store.h"
#include "services/intake/working_set.h"

ABSL_FLAG(bool, recount, false, "count all dossiers anew before serving");

namespace motcua::intake {
namespace {

void Prepare(const sql::Settings& database, CatalogBoard& board) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
  RefreshCatalog(connection, board);
  if (absl::GetFlag(FLAGS_recount)) statistics::Recount(connection, kCounterVersion, CountAll);
}

std::unique_ptr<feed::Follower> FollowProcessing(const service::Options& options,
                                                 journal::Journal& journal) {
  if (options.processing.empty()) return nullptr;
  return std::make_unique<feed::Follower>(feed::Follower::Options{
      "processing", options.Dial(options.processing), &journal, FromProcessing});
}

void Run(const service::Options& options) {
  service::PendingTimes pending(SystemClock());
  CatalogBoard board;
  Prepare(options.database, board);

  sql::ReadPool reads(options.database);
  journal::Journal journal({.database = options.database, .counter_version = kCounterVersion},
                           MakeIntakePlugin(board));
  const CatalogPoll poll(reads, board);
  const auto follower = FollowProcessing(options, journal);

  // What intake tells of itself is complete by its own clock; its counters also hold what
  // processing told.
  const auto own = [&pending] { return pending.CompleteUntil(); };
  const auto with_processing = [&] {
    return follower == nullptr ? own() : std::min(own(), follower->state().complete_until);
  };
  const Parts parts{{journal, reads}, board, pending};
  IntakeService intake(parts);
  CatalogService catalog(parts);
  const auto changes = feed::MakeChangeFeedService(options.database, journal, own, [&follower] {
    return follower == nullptr ? feed::FollowedSources()
                               : feed::FollowedSources{follower->followed()};
  });
  const auto verify = verify::MakeVerifyService(
      options.database, {verify::CellsPart(CountAll), verify::JournalPart(journal)});
  const auto statistics = statistics::MakeStatisticsService(statistics::DatabaseSource(
      "intake", options.database, journal, with_processing, CellsOfDossiers));

  rpc::Server server(options.serve,
                     {&intake, &catalog, changes.get(), statistics.get(), verify.get()});
  rpc::WaitForSignal();
  server.Shutdown();
  journal.Stop();
}

}  // namespace
}  // namespace motcua::intake

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  try {
    motcua::intake::Run(motcua::service::ParseOptions("intake", argc, argv));
    return 0;
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"error", error.what()}});
    return 1;
  }
}
