// The processing service: follows intake, decides what becomes of received dossiers, counts, and
// is followed.
#include <exception>

#include "absl/flags/flag.h"
#include "common/base/log.h"
#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/mutate.h"
#include "common/service/options.h"
#include "common/service/pending_times.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/server.h"
#include "common/statistics/source.h"
#include "common/verify/server.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/intake.h"
#include "services/processing/leg_tables.h"
#include "services/processing/plugin.h"
#include "services/processing/recalculation_walk.h"
#include "services/processing/service.h"
#include "services/processing/store.h"

ABSL_FLAG(bool, recount, false, "count all dossiers anew before serving");

namespace motcua::processing {
namespace {

void PrepareDatabase(const sql::Settings& database) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
  DeriveMissingLegs(connection);
  if (absl::GetFlag(FLAGS_recount)) statistics::Recount(connection, kCounterVersion, CountAll);
}

void Run(const service::Options& options) {
  const Clock clock = SystemClock();
  service::PendingTimes pending(clock);
  sql::ReadPool reads(options.database);
  PrepareDatabase(options.database);
  journal::Journal journal(
      {.database = options.database, .counter_version = kCounterVersion, .clock = clock},
      MakePlugin());
  Intake intake(options.Dial(options.catalog), options.Dial(options.intake), journal, pending);
  const auto complete_until = [&intake] { return intake.complete_until(); };
  const auto newest_catalog = [&intake] { return intake.catalog(); };
  const RecalculationWalk walk(journal, reads, pending, newest_catalog);

  ProcessingService processing({journal, reads}, newest_catalog, clock, pending);
  const auto feed = feed::MakeChangeFeedService(options.database, journal, complete_until,
                                                [&intake] { return intake.followed(); });
  const auto verify = verify::MakeVerifyService(
      options.database, {verify::CellsPart(CountAll), verify::JournalPart(journal)});
  const auto statistics = statistics::MakeStatisticsService(statistics::DatabaseSource(
      "processing", options.database, journal, complete_until, CountAfter));

  rpc::Server server(options.serve, {&processing, feed.get(), statistics.get(), verify.get()});
  Log(LogLevel::kInfo, "serving", {{"port", absl::StrCat(server.port())}});
  rpc::WaitForSignal();
  server.Shutdown();
}

}  // namespace
}  // namespace motcua::processing

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  const motcua::service::Options options = motcua::service::ParseOptions("processing", argc, argv);
  try {
    motcua::processing::Run(options);
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"reason", error.what()}});
    return 1;
  }
  return 0;
}
