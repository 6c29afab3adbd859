// A printed report in files, as CheckReport wants it.
#ifndef MOTCUA_TOOLS_MOTCUACTL_PRINTED_REPORT_H_
#define MOTCUA_TOOLS_MOTCUACTL_PRINTED_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/aggregator.pb.h"

namespace motcua::ctl {

// `paths` are files, and scenario folders, which stand for the files in their folder `expected`:
// `<definition>.tsv` a table, `headings.tsv` the periods in their headings, `claims.tsv` what the
// prose claims. A folder also tells the period and, if `with_agencies`, the agencies. Errors name
// file and line.
absl::StatusOr<aggregator::v1::CheckReportRequest> ReadPrintedReport(
    const std::vector<std::string>& paths, bool with_agencies);

// Adds the agencies of a file like agencies.tsv of a scenario; those already there stay.
absl::Status AddAgencies(const std::string& file, aggregator::v1::CheckReportRequest& request);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_PRINTED_REPORT_H_
