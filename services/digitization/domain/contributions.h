// What one dossier adds to the counters: the only place where they are named.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CONTRIBUTIONS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CONTRIBUTIONS_H_

#include <cstdint>

#include "common/statistics/cells.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// Version of the rules below; a change of them asks for a recount.
inline constexpr std::int64_t kCounterVersion = 2;

// The cells of a folder; a void one, or one that was not received, has none. Components stand on
// the receipt day at the first receiver, whenever they were digitized: so a part never exceeds its
// whole. Results likewise stand on the finish day at the finisher, also in the stock of those in
// force, which they leave on the day after the newest one's last.
statistics::Deltas Contributions(const Folder& folder);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CONTRIBUTIONS_H_
