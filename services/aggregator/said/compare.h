// What was said beside what is known.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_COMPARE_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_COMPARE_H_

#include "motcua/aggregator/v1/said.pb.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

// Tables and difference; whose they are is for the caller to fill in. Both moments are of one
// period and have a catalogue; their definitions are what is compared.
v1::SnapshotComparison Compare(const Moment& said, const Moment& known, bool differing_only);

// The sums of it alone: what a snapshot that supersedes another says about the two.
v1::Difference DifferenceOf(const Moment& superseded, const Moment& restated);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_COMPARE_H_
