// Answers about numbers as some province printed them: CheckTable, CheckReport.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_AUDIT_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_AUDIT_H_

#include "absl/status/status.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

absl::Status AnswerCheckTable(const Basis& basis, const v1::CheckTableRequest& request,
                              v1::CheckTableResponse& response);

absl::Status AnswerCheckReport(const Basis& basis, const v1::CheckReportRequest& request,
                               v1::CheckReportResponse& response);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_AUDIT_H_
