// Which sources explain a number.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_OVER_SOURCES_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_OVER_SOURCES_H_

#include <vector>

#include "services/aggregator/facts.h"
#include "services/aggregator/tables/leaves.h"

namespace motcua::aggregator {

// The leaves of a measure for every source that ever counted something of them, each with the
// counters and the value it has there: several sources may count the same counter, and only
// together do they give the number.
std::vector<SourceLeaf> OverSources(const std::vector<SourceLeaf>& leaves, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_OVER_SOURCES_H_
