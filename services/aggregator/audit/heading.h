// Identity I11: a heading states the period that the numbers are of.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_HEADING_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_HEADING_H_

#include <optional>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/tables/measure.h"

namespace motcua::aggregator {

// nullopt: it does. `repeated`: how many numbers of the table the prose repeats for `days`; they
// tell that the label is stale and not the numbers.
std::optional<Finding> CheckHeading(Days heading, Days days, int repeated);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_HEADING_H_
