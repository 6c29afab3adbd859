// What is counted by each counter.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_COUNTER_UNIT_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_COUNTER_UNIT_H_

#include "motcua/aggregator/v1/definition.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"

namespace motcua::aggregator {

// What one of a counter is, as statistics.proto says; UNIT_UNSPECIFIED if there is no such counter.
v1::Unit UnitOf(statistics::v1::Counter counter);

// A leg is a dossier at an agency: one may be added to the other, and compared with it.
inline v1::Unit Comparable(v1::Unit unit) { return unit == v1::UNIT_LEG ? v1::UNIT_DOSSIER : unit; }

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_COUNTER_UNIT_H_
