// A table at every step from what was said to what is known (said.proto tells the order).
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_STEPS_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_STEPS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "motcua/aggregator/v1/said.pb.h"
#include "services/aggregator/domain/ratio.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

using Place = std::pair<std::string, std::string>;  // row and column id
// What a table says; the denominator of a count is 0. What is not there says 0.
using Grid = std::map<Place, Ratio>;

Ratio At(const Grid& grid, const Place& place);

struct Steps {
  const v1::TableDefinition* then = nullptr;  // nullptr: there was none
  const v1::TableDefinition* now = nullptr;   // nullptr: there is none
  Grid said;
  Grid reckoned;     // the facts, the catalogue and the definition of then
  Grid restated;     // with the facts of now
  Grid reorganised;  // with the catalogue of now
  Grid redefined;    // with the definition of now
  Grid known;
  std::map<Place, std::vector<v1::RestatedPart>> parts;  // of the restatement
};

// By definition id. Both moments are of one period, have a catalogue, and must outlive the steps.
std::map<std::string, Steps> StepsBetween(const Moment& said, const Moment& known);

// What happened to one number.
v1::Causes CausesOf(const Steps& steps, const Place& place, std::int64_t Ratio::*side);
bool IsNothing(const v1::Causes& causes);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_STEPS_H_
