// What stands between two cells: named groups of dossiers that one counts and the other does not.
#ifndef MOTCUA_SERVICES_AGGREGATOR_COMPARISON_GAPS_H_
#define MOTCUA_SERVICES_AGGREGATOR_COMPARISON_GAPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/aggregator/comparison/labels.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/leaves.h"
#include "services/aggregator/tables/measure.h"

namespace motcua::aggregator {

// A measure over what one row counts of it.
struct Side {
  v1::Measure measure;  // without limits of its own
  Scope scope;
};

// The measure's limits go into the scope. `facts.catalog` must be there.
Side SideOf(const v1::Measure& measure, Days days, const Scope& scope, const Facts& facts);

// Some cells of the sources, counted `times`, negative where they are taken off.
struct GapPart {
  int times = 1;
  v1::Measure measure;
  Scope scope;
};

struct Gap {
  std::string id;
  Label label;
  std::vector<GapPart> parts;
};

// The left value and those of all gaps make the right one, exactly; a gap may be worth 0. What
// both count differently is grouped by counter or stock and channel; agencies and procedures that
// one alone counts are a group each. Distinct and catalogue counts, which do not add up, stand
// whole. `facts` has a catalogue.
std::vector<Gap> GapsBetween(const Side& left, const Side& right, const Facts& facts);

// What right has more than left.
std::int64_t Value(const Gap& gap, const Facts& facts, Days days);

// As of a measure: what each dossier adds to the right.
std::vector<SourceLeaf> LeavesOf(const Gap& gap, Days days, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_COMPARISON_GAPS_H_
