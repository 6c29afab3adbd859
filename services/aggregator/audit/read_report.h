// A printed report, read.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_READ_REPORT_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_READ_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/audit/claims.h"
#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// Refers to the definitions.
struct PrintedReport {
  std::vector<Printed> tables;
  Claims claims;
  std::optional<Days> days;  // that the numbers are of, if the report says so
};

// A period that may be left out. INVALID_ARGUMENT naming `field`, or what is wrong in it.
absl::StatusOr<std::optional<Days>> ReadDays(bool has, const type::v1::Period& period,
                                             const std::string& field);

// The rows of its tables are known from the agencies of the request or, beside computed ones, from
// the catalogue of `facts`. Errors as CheckReport.
absl::StatusOr<PrintedReport> ReadReport(const Definitions& definitions,
                                         const v1::CheckReportRequest& request, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_READ_REPORT_H_
