// motcua-payment: follows intake and processing, keeps what dossiers owe and what was paid, counts,
// and is followed.
#include <algorithm>
#include <exception>
#include <memory>

#include "absl/flags/flag.h"
#include "common/base/log.h"
#include "common/feed/follower.h"
#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/service/pending_times.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/source.h"
#include "common/verify/server.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/expiry.h"
#include "services/payment/follow.h"
#include "services/payment/plugin.h"
#include "services/payment/qr_code.h"
#include "services/payment/service.h"
#include "services/payment/store.h"

ABSL_FLAG(bool, recount, false, "count all accounts anew before serving");

namespace motcua::payment {
namespace {

void PrepareDatabase(const sql::Settings& database) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
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
  const feed::Follower intake({"intake", options.Dial(options.intake), &journal, FromIntake});
  const feed::Follower processing(
      {"processing", options.Dial(options.processing), &journal, FromProcessing});
  const auto complete_until = [&] {
    return std::min({pending.CompleteUntil(), intake.state().complete_until,
                     processing.state().complete_until});
  };
  const Expiry expiry(journal, reads, pending);

  PaymentService payment({journal, reads}, clock, pending, ConfiguredBankAccount());
  const auto feed = feed::MakeChangeFeedService(options.database, journal, complete_until, [&] {
    return feed::FollowedSources{intake.followed(), processing.followed()};
  });
  const auto verify = verify::MakeVerifyService(
      options.database, {verify::CellsPart(CountAll), verify::JournalPart(journal)});
  const auto statistics = statistics::MakeStatisticsService(
      statistics::DatabaseSource("payment", options.database, journal, complete_until, CountAfter));

  rpc::Server server(options.serve, {&payment, feed.get(), statistics.get(), verify.get()});
  rpc::WaitForSignal();
  server.Shutdown();
}

}  // namespace
}  // namespace motcua::payment

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  const motcua::service::Options options = motcua::service::ParseOptions("payment", argc, argv);
  try {
    motcua::payment::Run(options);
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"reason", error.what()}});
    return 1;
  }
  return 0;
}
