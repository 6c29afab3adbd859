// What a period carried over beside what the one before it published as still open (I4).
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_CARRY_OVER_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_CARRY_OVER_H_

#include "motcua/aggregator/v1/said.pb.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

// Lines, total and findings; whose they are is for the caller to fill in. `previous` ends on the
// day before `period` begins; both have a catalogue.
v1::CarryOver CarriedOver(const Moment& previous, const Moment& period);

// Whether the total of a table states just the legs carried over.
bool StatesCarriedOver(const v1::TableDefinition& definition);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_CARRY_OVER_H_
