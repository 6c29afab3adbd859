// Identity I4: what a period carries over is what the period before closed with.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_CARRIED_OVER_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_CARRIED_OVER_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// Printed columns of the stock that a period begins with, against what is known to have been open
// at the end of the day before.
std::vector<Finding> CheckCarriedOver(const Printed& printed, const Facts& facts, Days days);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_CARRIED_OVER_H_
