// What stands behind a measure, as its sources can explain it.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_LEAVES_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_LEAVES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "motcua/aggregator/v1/definition.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

// A part of a measure as one source can explain it.
struct SourceLeaf {
  std::string source;
  int sign = 1;
  statistics::v1::Leaf leaf;
  std::int64_t value = 0;  // of the leaf at the source, if it was looked up
};

// The leaves behind a measure in a scope, for drill-down; a distinct count gives the dossiers of
// its procedures, a catalogue count none, nor does a leaf that asks for agencies or procedures that
// nothing is like. `facts.catalog` must be there.
std::vector<SourceLeaf> LeavesOf(const v1::Measure& measure, Days days, const Scope& scope,
                                 const Facts& facts);

// Every source that counts something of a measure is among the facts, which have a catalogue.
bool IsCounted(const v1::Measure& measure, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_LEAVES_H_
