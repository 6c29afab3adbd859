// The facts of a period that changed between two moments.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_CHANGES_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_CHANGES_H_

#include <map>
#include <string>
#include <utility>

#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

struct FactChange {
  Counted then;
  Counted now;
};

// By source and counter; without those of which nothing changed.
using FactChanges = std::map<std::pair<std::string, Counter>, std::map<CellKey, FactChange>>;
FactChanges ChangesBetween(const PeriodFacts& then, const PeriodFacts& now);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_CHANGES_H_
