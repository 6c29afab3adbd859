// Planned dossiers as requests of intake and processing. Request ids come from the plan, so a
// replay that is run again has no second effect.
#ifndef MOTCUA_TOOLS_REPLAY_REQUESTS_H_
#define MOTCUA_TOOLS_REPLAY_REQUESTS_H_

#include <string>
#include <vector>

#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "tools/replay/plan.h"

namespace motcua::replay {

// Updates of at most 5000 elements each, parents before children. `key` tells replays apart.
std::vector<catalog::v1::UpdateCatalogRequest> CatalogRequests(const Catalog& catalog,
                                                               const std::string& key);

// Identity number of an invented citizen: no province has the code 000. Empty for nobody.
std::string IdentityOf(int citizen);

// The receipt of a dossier, with an invented applicant.
intake::v1::ReceiveDossierRequest ReceiveRequest(const PlannedDossier& dossier,
                                                 const WorkTime& time, const std::string& key);

// Everything that happens to it afterwards, in order of time. May be empty.
std::vector<processing::v1::CaseCommand> Commands(const PlannedDossier& dossier,
                                                  const WorkTime& time, const std::string& key);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_REQUESTS_H_
