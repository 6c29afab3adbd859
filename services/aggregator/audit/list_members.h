// Identity I12 of a list whose table is printed in the same report: it shows the rows it must.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_LIST_MEMBERS_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_LIST_MEMBERS_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// Of each heading the best rows of the table that meet the list's conditions, or all, stand in the
// list, and no others of the table. Of rows equal to the last one any may stand there. Nothing for
// a table itself, or where the table is not among `report`. Groups that are not known are passed
// over.
std::vector<Finding> CheckMembers(const Printed& list, const std::vector<Printed>& report);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_LIST_MEMBERS_H_
