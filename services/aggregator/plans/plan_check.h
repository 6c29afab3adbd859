// What must be true of a plan before it is used.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_CHECK_H_

#include <memory>
#include <vector>

#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/plan.pb.h"
#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

// Every fault. Units are looked for in `agencies`, by the tree of the due day; null: what agencies
// there are is not known, and only rows that definitions name themselves are looked for.
std::vector<Fault> FindFaults(const v1::Plan& plan, const Definitions& definitions,
                              const catalog::Catalog* agencies);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_CHECK_H_
