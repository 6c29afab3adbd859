// motcua-portal: the national portal as far as a province needs it.
#include <exception>
#include <memory>

#include "common/base/log.h"
#include "common/rpc/serve.h"
#include "common/service/options.h"
#include "common/sql/migrate.h"
#include "services/portal/service.h"

namespace motcua::portal {
namespace {

void Prepare(const sql::Settings& database) {
  sql::Migrate(database, {received::kSchema});
  sql::Connection connection(database);
  sql::RequireServerSettings(connection);
}

void Run(const service::Options& options) {
  Prepare(options.database);
  received::Store store(options.database);
  // Cells that were damaged are asked for again.
  for (const auto& [id, address] : options.provinces) store.ReadCells(id, [](auto&, auto) {});

  sql::ReadPool reads(options.database);
  Provinces provinces;
  for (const auto& [id, address] : options.provinces) {
    provinces.push_back(
        std::make_unique<Province>(id, options.Dial(address), store, SystemClock()));
  }

  PortalService portal(provinces, reads);
  rpc::Server server(options.serve, {&portal});
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(server.port())}});
  rpc::WaitForSignal();
  server.Shutdown();
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
