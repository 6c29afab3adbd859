// The facts of a period as signed pages, and back.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_PAGES_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_PAGES_H_

#include <string>
#include <vector>

#include "motcua/aggregator/v1/snapshot.pb.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

inline constexpr int kFactsOnPage = 5000;

// By source, in any order: what a lock is held for.
using CountedKeys = std::vector<std::pair<std::string, std::vector<std::pair<CellKey, Counted>>>>;
CountedKeys CountKeys(const Facts& facts, Days days);

// In the order that is signed. One page without facts where there are none.
std::vector<v1::SnapshotFacts> ToPages(CountedKeys counted);
PeriodFacts FromPages(const std::vector<v1::SnapshotFacts>& pages);

// What is wrong with pages as a whole: order, sizes, a key that is there twice; empty: nothing.
std::string FaultOf(const std::vector<v1::SnapshotFacts>& pages);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_PAGES_H_
