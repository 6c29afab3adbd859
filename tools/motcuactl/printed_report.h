// A printed report in files, as CheckReport wants it.
#ifndef MOTCUA_TOOLS_MOTCUACTL_PRINTED_REPORT_H_
#define MOTCUA_TOOLS_MOTCUACTL_PRINTED_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/aggregator.pb.h"

namespace motcua::ctl {

struct PrintedReport {
  aggregator::v1::CheckReportRequest request;
  std::vector<std::string> table_files;   // of each of its tables
  std::vector<std::string> claim_places;  // `FILE:LINE` of each of its claims
};

// `paths` are files, and scenario folders, which stand for the files in their folder `expected`:
// `<definition>.tsv` a table, `headings.tsv` the periods in their headings, `claims.tsv` what the
// prose claims. A folder also tells the period and, if `with_agencies`, the agencies. Errors name
// file and line. Folders of different provinces or periods are refused, and two files of one table.
absl::StatusOr<PrintedReport> ReadPrintedReport(const std::vector<std::string>& paths,
                                                bool with_agencies);

// Where a field of the request was read, for instance of `tables[2].rows[17].cells[4]`:
// `FILE:LINE`, or `FILE` where it has no line of its own; empty: it was in none.
std::string PlaceOf(const PrintedReport& report, const std::string& field);

// Adds the agencies of a file like agencies.tsv of a scenario; those already there stay.
absl::Status AddAgencies(const std::string& file, aggregator::v1::CheckReportRequest& request);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_PRINTED_REPORT_H_
