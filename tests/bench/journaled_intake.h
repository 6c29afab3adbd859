// Intake as it runs, on a fresh database, without its followers.
#ifndef MOTCUA_TESTS_BENCH_JOURNALED_INTAKE_H_
#define MOTCUA_TESTS_BENCH_JOURNALED_INTAKE_H_

#include "common/base/hash.h"
#include "common/process/mariadb.h"
#include "common/rpc/serve.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/testing/grpc.h"
#include "services/intake/catalog_service.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/service.h"
#include "services/intake/store.h"
#include "services/intake/working_set.h"
#include "tests/bench/load.h"

namespace motcua::bench {

// A new database with the journal's tables, the cells' and a service's own.
inline sql::Settings FreshDatabase(const process::MariaDb& server, const sql::Schema& schema) {
  sql::Settings settings;
  settings.socket = server.socket();
  settings.database = "bench_" + RandomId();
  sql::Migrate(settings, {journal::kSchema, statistics::kSchema, schema});
  return settings;
}

// With the catalogue of LoadCatalog.
class JournaledIntake {
 public:
  explicit JournaledIntake(const process::MariaDb& server)
      : database_(FreshDatabase(server, intake::kSchema)),
        pending_(SystemClock()),
        reads_(database_),
        journal_({.database = database_, .counter_version = intake::kCounterVersion},
                 intake::MakeIntakePlugin(board_)),
        parts_{{journal_, reads_}, board_, pending_},
        intake_(parts_),
        catalog_(parts_) {
    rpc::Server desk({.credentials = rpc::CredentialsIn(testing::Certificates(), "intake")},
                     {&catalog_});
    LoadCatalog(testing::DialAs("importer", desk.port()));
  }
  grpc::Service& service() { return intake_; }
  const intake::CatalogBoard& board() const { return board_; }
  const sql::Settings& database() const { return database_; }

 private:
  sql::Settings database_;
  service::PendingTimes pending_;
  intake::CatalogBoard board_;
  sql::ReadPool reads_;
  journal::Journal journal_;
  intake::Parts parts_;
  intake::IntakeService intake_;
  intake::CatalogService catalog_;
};

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_JOURNALED_INTAKE_H_
