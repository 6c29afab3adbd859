#include "services/intake/counts.h"

#include "common/statistics/recount.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/store.h"

namespace motcua::intake {

std::vector<statistics::DossierCells> CellsOfDossiers(sql::Connection& connection,
                                                      const std::string& after, int limit,
                                                      const statistics::v1::Leaf& leaf) {
  DossierFilter filter;
  if (leaf.agencies_size() == 1) filter.agency = leaf.agencies(0);
  std::vector<statistics::DossierCells> cells;
  for (const Dossier& dossier : ReadDossiers(connection, filter, after, limit)) {
    cells.push_back({dossier.code, Contributions(dossier)});
  }
  return cells;
}

statistics::Deltas CountAll(sql::Connection& connection) {
  return statistics::CountAll(connection, CellsOfDossiers);
}

}  // namespace motcua::intake
