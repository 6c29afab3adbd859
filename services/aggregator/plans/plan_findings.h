// What a plan itself prints wrongly.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_FINDINGS_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_FINDINGS_H_

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/plan.pb.h"
#include "services/aggregator/audit/check_report.h"

namespace motcua::aggregator {

// Its printed baselines as tables of a report, one for each group.
v1::CheckReportRequest PrintedOf(const v1::Plan& plan);

// As CheckReport finds them, beside nothing computed. Errors as ReadReport.
absl::StatusOr<TableFindings> FindingsOf(const v1::Plan& plan, const Definitions& definitions);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_FINDINGS_H_
