// Identity I6 of rates that are printed as what another leaves of 100.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_COMPLEMENTS_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_COMPLEMENTS_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// The two printed rates of a row make 100.
std::vector<Finding> CheckComplements(const Printed& printed);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_COMPLEMENTS_H_
