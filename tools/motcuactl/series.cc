#include <algorithm>
#include <iostream>
#include <optional>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/motcuactl/commands.h"

ABSL_DECLARE_FLAG(std::string, tree);

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using absl::CivilDay;
using absl::CivilMonth;
using GridRows = std::vector<std::vector<std::string>>;

// As many months later; at the end of a month that is shorter.
CivilDay MonthsAfter(CivilDay first, int months) {
  const CivilMonth month = CivilMonth(first) + months;
  return std::min(CivilDay(month) + (first.day() - 1), CivilDay(month + 1) - 1);
}

// From the first day month by month; the last may be shorter.
void SetMonths(CivilDay first, CivilDay last, agg::GetSeriesRequest& request) {
  for (int months = 0; MonthsAfter(first, months) <= last; ++months) {
    const CivilDay end = std::min(MonthsAfter(first, months + 1) - 1, last);
    SetPeriod(request.add_periods(), absl::FormatCivilTime(MonthsAfter(first, months)),
              absl::FormatCivilTime(end));
  }
}

std::string Shown(const agg::Cell& cell) {
  if (!cell.rate()) return cell.printed();
  return absl::StrCat(cell.printed(), " (", cell.numerator(), "/", cell.denominator(), ")");
}

// `-` where an organisation has no such row.
std::string Shown(bool has, const agg::Cell& cell) { return has ? Shown(cell) : "-"; }

std::string Explained(const agg::SeriesStep& step) {
  return absl::StrCat(agg::SeriesStep::Cause_Name(step.cause()), " ", step.reorganised(), " ",
                      step.day());
}

void AddPoint(const agg::SeriesPoint& point, GridRows& rows) {
  const std::string period = point.period().first_day() + "/" + point.period().last_day();
  rows.push_back({period, Shown(point.has_own(), point.own()),
                  Shown(point.has_fixed(), point.fixed()), "", "", ""});
  for (const agg::SeriesStep& step : point.steps()) {
    rows.push_back(
        {"", "", "",
         absl::StrCat(step.denominator() ? "/ " : "", step.value() > 0 ? "+" : "", step.value()),
         step.agency(), Explained(step)});
  }
}

}  // namespace

int PrintSeries(const Federation& federation, const Arguments& arguments, Format format) {
  agg::GetSeriesRequest request;
  request.mutable_cell()->set_definition(arguments[0]);
  request.mutable_cell()->set_row(arguments[1]);
  request.mutable_cell()->set_column(arguments[2]);
  request.set_tree_day(absl::GetFlag(FLAGS_tree));
  const std::optional<Day> first = ParseDay(arguments[3]);
  const std::optional<Day> last = ParseDay(arguments[4]);
  if (!first || !last) {
    std::cerr << "FIRST_DAY and LAST_DAY are YYYY-MM-DD\n";
    return 2;
  }
  const CivilDay epoch(1970, 1, 1);
  SetMonths(epoch + *first, epoch + *last, request);
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::Series series;
  const grpc::Status status = stub->GetSeries(rpc::ContextFor(kTimeout).get(), request, &series);
  if (!status.ok()) return PrintError(status);
  GridRows rows;
  for (const agg::SeriesPoint& point : series.points()) AddPoint(point, rows);
  std::cout << Render({"period", "own", "on_" + series.tree_day(), "step", "agency", "cause"}, rows,
                      format);
  return 0;
}

}  // namespace motcua::ctl
