#include "tools/motcuactl/findings_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;

// A period is told in days; all else are numbers.
std::string Value(const agg::Finding& finding, std::int64_t value) {
  return finding.identity() == "I11" ? FormatDay(static_cast<Day>(value)) : absl::StrCat(value);
}

}  // namespace

std::string SeverityOf(const agg::Finding& finding) {
  return finding.severity() == agg::Finding::SEVERITY_VIOLATION ? "violation"
         : finding.severity() == agg::Finding::SEVERITY_WARNING ? "warning"
                                                                : "note";
}

std::string FindingsText(const Findings& findings, Format format) {
  std::vector<std::string> head = {"severity", "identity", "table", "row",
                                   "columns",  "expected", "shown", "difference"};
  if (format != Format::kTable) head.push_back("explained");
  head.push_back("cause_vi");
  if (format != Format::kTable) head.push_back("cause_en");
  std::vector<std::vector<std::string>> rows;
  for (const agg::Finding& finding : findings) {
    std::vector<std::string> row = {SeverityOf(finding),
                                    finding.identity(),
                                    finding.table(),
                                    finding.row(),
                                    absl::StrJoin(finding.columns(), ","),
                                    Value(finding, finding.expected()),
                                    Value(finding, finding.shown()),
                                    absl::StrCat(finding.difference())};
    if (format != Format::kTable) row.push_back(absl::StrCat(finding.explained()));
    row.push_back(finding.cause_vi());
    if (format != Format::kTable) row.push_back(finding.cause_en());
    rows.push_back(std::move(row));
  }
  return Render(head, rows, format);
}

}  // namespace motcua::ctl
