// The aggregator as a source itself: the same Statistics contract, one level up.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PUBLISH_H_
#define MOTCUA_SERVICES_AGGREGATOR_PUBLISH_H_

#include <string>

#include "common/statistics/server.h"
#include "services/aggregator/knowledge.h"

namespace motcua::aggregator {

// `knowledge` must outlive the source. Dossiers are not listed here: the province's sources do.
statistics::CellSource CellsOfProvince(std::string province, Knowledge& knowledge);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PUBLISH_H_
