#include <iostream>

#include "absl/strings/str_cat.h"
#include "motcua/aggregator/v1/plan.grpc.pb.h"
#include "services/aggregator/domain/ratio.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/findings_text.h"

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using GridRows = std::vector<std::vector<std::string>>;

// `3250/4506`, and percent cut to two decimals, so that what is below an aim never looks like it.
std::string Shown(const agg::Fraction& fraction) {
  const std::string exact = absl::StrCat(fraction.numerator(), "/", fraction.denominator());
  if (fraction.denominator() <= 0) return exact;
  const aggregator::RateFormat format{.decimals = 2, .truncate = true, .percent_sign = true};
  const aggregator::Ratio ratio{fraction.numerator(), fraction.denominator()};
  return absl::StrCat(exact, " ",
                      aggregator::PrintScaled(aggregator::ScaledPercent(ratio, format), format));
}

std::string Shown(bool is_there, const agg::Fraction& fraction) {
  return is_there ? Shown(fraction) : "";
}

std::string Number(bool is_there, std::int64_t number) {
  return is_there ? absl::StrCat(number) : "";
}

// `REACHABLE`.
std::string NameOf(agg::Feasibility feasibility) {
  return agg::Feasibility_Name(feasibility).substr(std::string("FEASIBILITY_").size());
}

void PrintBasis(const agg::PlanProgress& progress) {
  std::cerr << progress.plan() << " on " << progress.day()
            << (progress.provisional() ? ", provisional: sources may still tell something of it"
                                       : "")
            << "\n";
  for (const std::string& source : progress.unreachable()) {
    std::cerr << "  " << source << " does not answer; its last data are used\n";
  }
}

// PLAN DAY [GROUP]
grpc::Status Ask(const Federation& federation, const Arguments& arguments,
                 agg::PlanProgress* progress) {
  const auto stub = agg::PlanService::NewStub(federation.Connect("aggregator"));
  agg::GetProgressRequest request;
  request.set_plan(arguments[0]);
  request.set_day(arguments[1]);
  if (arguments.size() > 2) request.set_group(arguments[2]);
  return stub->GetProgress(rpc::ContextFor(kTimeout).get(), request, progress);
}

}  // namespace

int PrintPlans(const Federation& federation, Format format) {
  const auto stub = agg::PlanService::NewStub(federation.Connect("aggregator"));
  agg::ListPlansResponse answer;
  const grpc::Status status =
      stub->ListPlans(rpc::ContextFor(kTimeout).get(), agg::ListPlansRequest(), &answer);
  if (!status.ok()) return PrintError(status);
  GridRows rows;
  for (const agg::Plan& plan : answer.plans()) {
    std::string groups;
    for (const agg::TargetGroup& group : plan.groups()) {
      absl::StrAppend(&groups, groups.empty() ? "" : " ", group.id());
    }
    rows.push_back({plan.id(), plan.decision_vi(), plan.issue_date(), plan.first_day(),
                    plan.baseline_day(), plan.due_day(), groups});
  }
  std::cout << Render({"plan", "decision", "issued", "first_day", "baseline", "due", "groups"},
                      rows, format);
  return 0;
}

int PrintProgress(const Federation& federation, const Arguments& arguments, Format format) {
  agg::PlanProgress progress;
  const grpc::Status status = Ask(federation, arguments, &progress);
  if (!status.ok()) return PrintError(status);
  PrintBasis(progress);
  GridRows rows;
  for (const agg::TargetProgress& target : progress.targets()) {
    rows.push_back({target.group(), target.row(), target.column(), target.label_vi(),
                    target.maintain() ? "maintain" : "minimum",
                    Shown(target.has_aim(), target.aim()), Shown(target.has_now(), target.now()),
                    NameOf(target.feasibility()),
                    Shown(target.has_forecast(), target.forecast().value()),
                    Number(target.has_needed_alone(), target.needed_alone()),
                    Number(target.has_needed_of_coming(), target.needed_of_coming()),
                    target.reason_vi(), target.head_vi()});
  }
  std::cout << Render({"group", "unit", "column", "name", "target", "aim", "now", "feasibility",
                       "forecast", "needed_alone", "needed_of_coming", "reason", "head"},
                      rows, format);
  return 0;
}

int PrintRanking(const Federation& federation, const Arguments& arguments, Format format) {
  agg::PlanProgress progress;
  const grpc::Status status = Ask(federation, arguments, &progress);
  if (!status.ok()) return PrintError(status);
  PrintBasis(progress);
  GridRows rows;
  for (const agg::UnitRanking& ranking : progress.rankings()) {
    for (const agg::RankedUnit& unit : ranking.units()) {
      rows.push_back({ranking.group(), Number(unit.place() > 0, unit.place()), unit.row(),
                      unit.label_vi(), Shown(unit.has_now(), unit.now()), unit.met() ? "met" : "",
                      unit.head_vi()});
    }
  }
  std::cout << Render({"group", "place", "unit", "name", "now", "target", "head"}, rows, format);
  return 0;
}

int PrintPlanFindings(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::PlanService::NewStub(federation.Connect("aggregator"));
  agg::ListPlanFindingsRequest request;
  request.set_plan(arguments[0]);
  agg::ListPlanFindingsResponse answer;
  const grpc::Status status =
      stub->ListPlanFindings(rpc::ContextFor(kTimeout).get(), request, &answer);
  if (!status.ok()) return PrintError(status);
  std::cout << FindingsText(answer.findings(), format);
  for (const agg::Finding& finding : answer.findings()) {
    if (finding.severity() == agg::Finding::SEVERITY_VIOLATION) return 3;
  }
  return 0;
}

}  // namespace motcua::ctl
