// Answers with the standing of the sources: ListSources.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_SOURCES_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_SOURCES_H_

#include "absl/status/status.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

absl::Status AnswerSources(const Basis& basis, v1::ListSourcesResponse& response);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_SOURCES_H_
