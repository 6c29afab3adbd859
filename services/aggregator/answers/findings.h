// Answers with the findings of everything: ListFindings.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_FINDINGS_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_FINDINGS_H_

#include "absl/status/status.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

absl::Status AnswerFindings(const Basis& basis, const v1::ListFindingsRequest& request,
                            v1::ListFindingsResponse& response);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_FINDINGS_H_
