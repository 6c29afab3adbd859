#include <iostream>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/motcuactl/commands.h"

ABSL_DECLARE_FLAG(std::string, tree);
ABSL_FLAG(bool, denominator, false, "drill: the denominator of a rate instead of its numerator");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using GridRows = std::vector<std::vector<std::string>>;

constexpr int kPageSize = 1000;

// Definition, row and column from `first` on.
agg::CellReference CellAt(const Arguments& arguments, std::size_t first) {
  agg::CellReference cell;
  cell.set_definition(arguments[first]);
  cell.set_row(arguments[first + 1]);
  cell.set_column(arguments[first + 2]);
  return cell;
}

int ListAll(const Federation& federation, agg::ListCellContributorsRequest request, Format format) {
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  request.set_page_size(kPageSize);
  GridRows rows;
  std::int64_t sum = 0;
  do {
    agg::ListCellContributorsResponse page;
    const grpc::Status status =
        stub->ListCellContributors(rpc::ContextFor(kTimeout).get(), request, &page);
    if (!status.ok()) return PrintError(status);
    for (const agg::CellContributor& contributor : page.contributors()) {
      rows.push_back(
          {contributor.dossier(), absl::StrCat(contributor.value()), contributor.source()});
      sum += contributor.value();
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::cout << Render({"dossier", "value", "source"}, rows, format);
  std::cerr << rows.size() << " entries, sum " << sum << "\n";
  return 0;
}

std::string Shown(const agg::Cell& cell) {
  if (!cell.rate()) return cell.printed();
  return absl::StrCat(cell.printed(), " (", cell.numerator(), "/", cell.denominator(), ")");
}

}  // namespace

int Drill(const Federation& federation, const Arguments& arguments, Format format) {
  agg::ListCellContributorsRequest request;
  request.set_definition(arguments[0]);
  SetPeriod(request.mutable_period(), arguments[1], arguments[2]);
  request.set_tree_day(absl::GetFlag(FLAGS_tree));
  request.set_row(arguments[3]);
  request.set_column(arguments[4]);
  request.set_denominator(absl::GetFlag(FLAGS_denominator));
  return ListAll(federation, request, format);
}

int DrillGap(const Federation& federation, const Arguments& arguments, Format format) {
  agg::ListCellContributorsRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_tree_day(absl::GetFlag(FLAGS_tree));
  request.set_definition(arguments[2]);
  request.set_row(arguments[3]);
  request.set_column(arguments[4]);
  *request.mutable_compared_with() = CellAt(arguments, 5);
  request.set_gap_group(arguments[8]);
  return ListAll(federation, request, format);
}

int CompareCells(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::CompareCellsRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_tree_day(absl::GetFlag(FLAGS_tree));
  *request.mutable_left() = CellAt(arguments, 2);
  *request.mutable_right() = CellAt(arguments, 5);
  agg::CompareCellsResponse answer;
  const grpc::Status status = stub->CompareCells(rpc::ContextFor(kTimeout).get(), request, &answer);
  if (!status.ok()) return PrintError(status);
  std::cerr << "left " << Shown(answer.left()) << ", right " << Shown(answer.right()) << "\n";
  GridRows rows;
  for (const agg::GapGroup& group : answer.groups()) {
    rows.push_back({group.id(), group.denominator() ? "denominator" : "numerator", group.label_vi(),
                    group.label_en(), absl::StrCat(group.value())});
  }
  std::cout << Render({"group", "side", "label", "label_en", "right_minus_left"}, rows, format);
  return 0;
}

}  // namespace motcua::ctl
