// What one dossier adds to the counters: the only place where they are named.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_CONTRIBUTIONS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_CONTRIBUTIONS_H_

#include <cstdint>

#include "common/statistics/cells.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// Version of the rules below; a change of them asks for a recount.
inline constexpr std::int64_t kCounterVersion = 2;

// The cells of a dossier's whole timeline. A void dossier has none. A command adds
// Contributions(after) − Contributions(before), so corrections need no rule of their own.
//
// Flows stand on their local day at the leg's holder; stocks are signed changes on the first
// day at whose 24:00 they hold and the first at whose 24:00 they no longer do. Overdue is
// written in advance on the due day and taken back if the leg leaves before. Judgements of late
// dossiers stand on the finish day at the first receiver.
statistics::Deltas Contributions(const Case& dossier);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_CONTRIBUTIONS_H_
