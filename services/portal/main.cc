// motcua-portal: the national portal: what provinces publish, checked and summed.
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/log.h"
#include "common/feed/server.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/sql/migrate.h"
#include "common/verify/server.h"
#include "services/portal/plugin.h"
#include "services/portal/service.h"
#include "services/portal/sync/cells.h"
#include "services/portal/sync/following.h"
#include "services/portal/sync/service.h"

ABSL_FLAG(std::vector<std::string>, province_keys, {},
          "PROVINCE=FILE+FILE…,…: PEM files of the public keys that a province has signed with");
ABSL_FLAG(absl::Duration, snapshot_pause, absl::Seconds(2),
          "how long after a look for new snapshots comes the next");

namespace motcua::portal {
namespace {

void Prepare(const sql::Settings& database) {
  sql::Migrate(database, {journal::kSchema, received::kSchema, kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
}

std::set<std::string> Ids(const service::Options& options) {
  std::set<std::string> ids;
  for (const auto& [id, address] : options.provinces) ids.insert(id);
  for (const auto& [id, address] : options.intakes) ids.insert(id);
  return ids;
}

sync::Following::Channels Intakes(const service::Options& options) {
  sync::Following::Channels channels;
  for (const auto& [id, address] : options.intakes) channels[id] = options.Dial(address);
  return channels;
}

using Keys = std::map<std::string, signing::Keyring>;  // by province

Keys LoadKeysOrStop() {
  Keys keys;
  for (const std::string& entry : absl::GetFlag(FLAGS_province_keys)) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(entry, absl::MaxSplits('=', 1));
    for (const auto file : absl::StrSplit(parts.second, '+', absl::SkipEmpty())) {
      const auto key = signing::PublicKey::FromFile(std::string(file));
      if (!key.ok()) throw std::runtime_error(absl::StrCat("--province_keys: ", file));
      keys[parts.first].Add(*key);
    }
  }
  return keys;
}

// Statuses meet the same faults on request as cells and snapshots.
sync::MeetFaults MeetFaultsOf(const Provinces& provinces) {
  return [&provinces](const std::string& id, const std::function<absl::Status()>& take) {
    for (const auto& province : provinces) {
      if (province->id() == id) return province->faults().Meet(take);
    }
    return take();
  };
}

void Run(const service::Options& options) {
  const Keys keys = LoadKeysOrStop();
  Prepare(options.database);
  received::Store store(options.database);
  sql::Connections connections(options.database);
  Problems problems(connections);
  sql::ReadPool reads(options.database);
  Provinces provinces;
  for (const auto& [id, address] : options.provinces) {
    const auto own_keys = keys.find(id);
    provinces.push_back(std::make_unique<Province>(
        Province::Options{.id = id,
                          .channel = options.Dial(address),
                          .keys = own_keys == keys.end() ? signing::Keyring() : own_keys->second,
                          .store = &store,
                          .connections = &connections,
                          .problems = &problems,
                          .clock = SystemClock(),
                          .snapshot_pause = absl::GetFlag(FLAGS_snapshot_pause)}));
  }

  journal::Journal journal({.database = options.database}, MakePlugin());
  const sync::Following following(Intakes(options), options.database, journal,
                                  MeetFaultsOf(provinces));

  PortalService portal(provinces, problems, {journal, reads}, SystemClock());
  sync::SyncService sync({journal, reads}, following,
                         {Ids(options), options.code_prefixes, SystemClock()});
  const auto synced = sync::MakeSyncedResultsService(Ids(options), [&](const std::string& id) {
    return sync::SyncedCells(id, options.database, journal,
                             [&following, id] { return following.CompleteUntil(id); });
  });
  const auto feed = feed::MakeChangeFeedService(
      options.database, journal, [&following] { return following.CompleteUntil(); },
      [&following] { return following.followed(); });
  const auto verify = verify::MakeVerifyService(
      options.database, {verify::ReceivedPart(), verify::JournalPart(journal),
                         verify::PartOf("held snapshots", CheckHeldSnapshots)});
  rpc::Server server(options.serve, {&portal, &sync, synced.get(), feed.get(), verify.get()});
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(server.port())}});
  rpc::WaitForSignal();
  for (const auto& province : provinces) province->faults().Stop();
  server.Shutdown();
  journal.Stop();
}

}  // namespace
}  // namespace motcua::portal

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  try {
    motcua::portal::Run(motcua::service::ParseOptions("portal", argc, argv));
    return 0;
  } catch (const std::exception& error) {
    motcua::Log(motcua::LogLevel::kError, "stopped", {{"error", error.what()}});
    return 1;
  }
}
