// How the cells that two rows count lie to each other.
#ifndef MOTCUA_SERVICES_AGGREGATOR_COMPARISON_REGIONS_H_
#define MOTCUA_SERVICES_AGGREGATOR_COMPARISON_REGIONS_H_

#include <string>
#include <vector>

#include "services/aggregator/facts.h"

namespace motcua::aggregator {

// A scope counted so many times: 1, or −1 where it is taken off another.
struct SignedScope {
  int times = 1;
  Scope scope;
};

// What one row alone counts.
struct OwnRegion {
  std::vector<std::string> agencies;    // with all procedures of the row
  std::vector<SignedScope> procedures;  // at agencies of both; empty: none
};

struct Regions {
  Scope both;
  OwnRegion left;
  OwnRegion right;
};

Regions RegionsOf(const Scope& left, const Scope& right, const Facts& facts);

// They count the same cells.
bool Same(const Scope& a, const Scope& b);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_COMPARISON_REGIONS_H_
