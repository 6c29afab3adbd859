// The digitization service: follows intake and processing, keeps the papers of dossiers, counts,
// and is followed.
#include <exception>

#include "absl/flags/flag.h"
#include "common/base/log.h"
#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/service/pending_times.h"
#include "common/sql/connections.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/server.h"
#include "common/statistics/source.h"
#include "common/verify/server.h"
#include "services/digitization/configuration_flags.h"
#include "services/digitization/domain/contributions.h"
#include "services/digitization/files/erase.h"
#include "services/digitization/files/file_options.h"
#include "services/digitization/follow.h"
#include "services/digitization/plugin.h"
#include "services/digitization/service.h"
#include "services/digitization/store.h"

ABSL_FLAG(bool, recount, false, "count all folders anew before serving");
ABSL_FLAG(std::string, owner_key_file, "",
          "secret under which owners of personal documents are known; empty: none are kept");

namespace motcua::digitization {
namespace {

void PrepareDatabase(const sql::Settings& database) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
  if (absl::GetFlag(FLAGS_recount)) statistics::Recount(connection, kCounterVersion, CountAll);
}

void Run(const service::Options& options) {
  const Clock clock = SystemClock();
  const FileOptions file_options = FileOptionsFromFlags(options.database.database);
  const Configuration configuration = ConfigurationFromFlags();
  const OwnerKeys owners(absl::GetFlag(FLAGS_owner_key_file));
  const Signatures signatures(file_options.signer_cas, file_options.signer_crls);
  FileStore files(file_options.store);
  Ocr ocr({file_options.tesseract, files.staging()});

  service::PendingTimes pending(clock);
  sql::ReadPool reads(options.database);
  sql::Connections connections(options.database);
  PrepareDatabase(options.database);
  journal::Journal journal(
      {.database = options.database, .counter_version = kCounterVersion, .clock = clock},
      MakePlugin(configuration));
  Follow follow({options.Dial(options.catalog), options.Dial(options.intake),
                 options.Dial(options.processing)},
                journal, pending);
  const Eraser eraser(connections, files, {});
  const auto complete_until = [&follow] { return follow.complete_until(); };

  FileTransfer transfer({journal, reads}, pending, files, {});
  DigitizationService digitization({{journal, reads},
                                    connections,
                                    files,
                                    transfer,
                                    signatures,
                                    ocr,
                                    owners,
                                    pending,
                                    clock,
                                    [&follow] { return follow.catalog(); }});
  const auto feed = feed::MakeChangeFeedService(options.database, journal, complete_until,
                                                [&follow] { return follow.followed(); });
  const auto verify = verify::MakeVerifyService(
      options.database, {verify::CellsPart(CountAll), verify::JournalPart(journal)});
  const auto statistics = statistics::MakeStatisticsService(statistics::DatabaseSource(
      "digitization", options.database, journal, complete_until, CountAfter));

  rpc::Server server(options.serve, {&digitization, feed.get(), statistics.get(), verify.get()});
  Log(LogLevel::kInfo, "serving", {{"port", absl::StrCat(server.port())}});
  rpc::WaitForSignal();
  server.Shutdown();
}

}  // namespace
}  // namespace motcua::digitization

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  const motcua::service::Options options =
      motcua::service::ParseOptions("digitization", argc, argv);
  try {
    motcua::digitization::Run(options);
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"reason", error.what()}});
    return 1;
  }
  return 0;
}
