// The counters seen from the dossier table: drill-down and recount.
#ifndef MOTCUA_SERVICES_INTAKE_COUNTS_H_
#define MOTCUA_SERVICES_INTAKE_COUNTS_H_

#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "common/statistics/server.h"

namespace motcua::intake {

// The cells of up to `limit` dossiers after a code; a leaf of one agency reads only its own.
std::vector<statistics::DossierCells> CellsOfDossiers(sql::Connection& connection,
                                                      const std::string& after, int limit,
                                                      const statistics::v1::Leaf& leaf);

// The sum of the contributions of every dossier: what the cells must be.
statistics::Deltas CountAll(sql::Connection& connection);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_COUNTS_H_
