// What must be true of measures and of the agencies and fields that a definition names.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_MEASURE_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_MEASURE_CHECK_H_

#include <string>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

void CheckMeasure(const v1::Measure& measure, const std::string& path, Faults& faults);
void CheckFilter(const v1::AgencyFilter& filter, const std::string& path, Faults& faults);

using LevelList = google::protobuf::RepeatedField<int>;
using WordList = google::protobuf::RepeatedPtrField<std::string>;
void CheckLevels(const LevelList& levels, const std::string& path, Faults& faults);
// None empty, none twice.
void CheckWords(const WordList& words, const std::string& path, Faults& faults);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_MEASURE_CHECK_H_
