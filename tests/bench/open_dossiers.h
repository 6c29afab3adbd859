// A province's open dossiers in the tables of processing, as it would have stored them.
#ifndef MOTCUA_TESTS_BENCH_OPEN_DOSSIERS_H_
#define MOTCUA_TESTS_BENCH_OPEN_DOSSIERS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "common/process/mariadb.h"
#include "common/sql/connection.h"
#include "common/worktime/calendar.h"
#include "services/processing/store.h"

namespace motcua::bench {

// The day they are looked at.
Day OpenToday();

// 33 agencies and 20 procedures of 5 to 25 working days.
std::shared_ptr<const catalog::Catalog> OpenCatalog(std::int64_t revision,
                                                    worktime::Calendar calendar);

// Dossier `index`, received in the 60 days before today. A quarter of all is at AgencyId(0), the
// rest spread over the others; each agency has 40 officers. Of a hundred, ten wait, three have no
// due date, three were extended, five waited before and five are also at another agency.
processing::Case OpenDossier(int index, const catalog::Catalog& catalog);
std::string OfficerId(int agency, int officer);

// The first `count` of them, a thousand in a transaction.
void StoreOpenDossiers(sql::Connection& connection, int count, const catalog::Catalog& catalog);
// A new database of processing with them.
sql::Settings FillOpenDossiers(const process::MariaDb& server, int count,
                               const catalog::Catalog& catalog);

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_OPEN_DOSSIERS_H_
