// Findings between sources: what two of them count of the same dossiers.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_SOURCES_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_SOURCES_H_

#include <vector>

#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

// I10 by agency, of own channels, as far as both sources have told the days whole: nobody received
// more than was filed and not refused; digitization counts as many received and finished dossiers
// as processing; no more bear a fee than were received.
std::vector<Finding> CheckSources(const Facts& facts, Days days);

// `UNDATED`: dossiers without a due date, by agency.
std::vector<Finding> FindUndated(const Facts& facts, Days days);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_SOURCES_H_
