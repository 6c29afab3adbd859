// Audits a whole report as some province printed it.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_CHECK_REPORT_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_CHECK_REPORT_H_

#include "services/aggregator/audit/read_report.h"
#include "services/aggregator/audit/same_measure.h"

namespace motcua::aggregator {

// Findings of the prose stand under this table.
inline constexpr char kClaims[] = "claims";

// Each table alone, tables against each other as printed, and the prose. `facts`, if there are any,
// have a catalogue and the report has days: then also what is computed, where no table of the
// report says it. By table; those of a table by row and identity.
TableFindings CheckReport(const Definitions& definitions, const PrintedReport& report,
                          const Facts* facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_CHECK_REPORT_H_
