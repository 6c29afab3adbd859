// motcua-payment: follows intake and processing and speaks both contracts, over a journal
// that is empty as long as fees, payments and refunds are not kept here.
#include <algorithm>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "common/base/log.h"
#include "common/feed/follower.h"
#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/source.h"

namespace motcua::payment {
namespace {

constexpr char kName[] = "payment";

// No command exists yet: following moves cursors only.
journal::Plugin MakePlugin() {
  struct None {};
  return journal::MakePlugin<None, None>(
      [](sql::Connection&, const auto&) { return None(); },
      [](None&, None&) { return absl::UnimplementedError("no command exists"); },
      [](sql::Connection&, None&, std::int64_t) {}, [] {});
}

void PrepareDatabase(const sql::Settings& database) {
  sql::Migrate(database, {journal::kSchema, statistics::kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
}

std::unique_ptr<feed::Follower> Follow(const std::string& source, const std::string& address,
                                       const service::Options& options, journal::Journal& journal) {
  return std::make_unique<feed::Follower>(
      feed::Follower::Options{source, options.Dial(address), &journal,
                              [](const std::vector<feed::v1::Event>&) { return nullptr; }});
}

void Run(const service::Options& options) {
  PrepareDatabase(options.database);
  journal::Journal journal({.database = options.database}, MakePlugin());
  const auto intake = Follow("intake", options.intake, options, journal);
  const auto processing = Follow("processing", options.processing, options, journal);
  const auto complete_until = [&] {
    return std::min(intake->state().complete_until, processing->state().complete_until);
  };
  const auto changes = feed::MakeChangeFeedService(options.database, journal, complete_until);
  const auto counters = statistics::MakeStatisticsService(statistics::DatabaseSource(
      kName, options.database, journal, complete_until,
      [](sql::Connection&, const std::string&, int, const statistics::v1::Leaf&) {
        return std::vector<statistics::DossierCells>();
      }));

  rpc::Server server(options.serve, {changes.get(), counters.get()});
  rpc::WaitForSignal();
  server.Shutdown();
}

}  // namespace
}  // namespace motcua::payment

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  try {
    motcua::payment::Run(motcua::service::ParseOptions(motcua::payment::kName, argc, argv));
    return 0;
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"error", error.what()}});
    return 1;
  }
}
