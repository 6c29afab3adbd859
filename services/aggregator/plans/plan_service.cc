#include "services/aggregator/plans/plan_service.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/answer.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "services/aggregator/plans/plan_findings.h"
#include "services/aggregator/plans/progress.h"
#include "services/aggregator/plans/unit_ranking.h"

namespace motcua::aggregator {
namespace {

constexpr int kThreads = 1;
constexpr std::size_t kMostWaiting = 64;

absl::StatusOr<const v1::Plan*> FindPlan(const Plans& plans, const std::string& id) {
  const auto found = plans.find(id);
  if (found != plans.end()) return &found->second;
  return NotFound("PLAN_UNKNOWN", "plan", "there is no such plan", "Không có kế hoạch này.");
}

// The days of a plan up to the one that is asked for.
absl::StatusOr<PlanDays> ParseDays(const v1::Plan& plan, const std::string& text, absl::Time now) {
  const auto day = rpc::ParseDate(text, "day");
  if (!day.ok()) return day.status();
  if (!*day) return InvalidField("day", "DATE_INVALID", "is required", "Cần nêu ngày.");
  const PlanDays days = DaysOf(plan, **day);
  if (days.day > LocalDay(now)) {
    return InvalidField("day", "DAY_IN_FUTURE", "lies in the future", "Ngày này chưa đến.");
  }
  if (days.day < days.first || days.due < days.day) {
    return InvalidField(
        "day", "DAY_OUTSIDE_PLAN",
        absl::StrCat("must be ", plan.first_day(), " to ", plan.due_day(), ", the plan's days"),
        absl::StrCat("Phải từ ", plan.first_day(), " đến ", plan.due_day(),
                     ", thời gian của kế hoạch."));
  }
  return days;
}

// A group with what it is counted by and what it asks for.
struct Asked {
  const v1::TargetGroup* group;
  const v1::TableDefinition* definition;
  Aims aims;
};

absl::StatusOr<std::vector<Asked>> AskedFor(const Basis& basis, const v1::Plan& plan,
                                            const std::string& group, Day day,
                                            SnapshotCells& snapshots) {
  std::vector<Asked> asked;
  for (const v1::TargetGroup& some : plan.groups()) {
    if (!group.empty() && some.id() != group) continue;
    const auto definition = FindDefinition(basis, some.definition(), day, "day");
    if (!definition.ok()) return definition.status();
    asked.push_back({&some, *definition, AimsOf(some, snapshots)});
  }
  if (!asked.empty()) return asked;
  return NotFound("GROUP_UNKNOWN", "group", "the plan has no such group",
                  "Kế hoạch không có nhóm chỉ tiêu này.");
}

void AddProgress(const Asked& asked, PlanDays days, const Facts& facts,
                 v1::PlanProgress& response) {
  const auto targets = ProgressOf(*asked.group, *asked.definition, asked.aims, days, facts);
  response.mutable_targets()->Add(targets.begin(), targets.end());
  if (asked.group->column().empty()) return;  // indicators, not units
  *response.add_rankings() = RankingOf(*asked.group, targets);
}

}  // namespace

PlanService::PlanService(const Definitions& definitions, const Plans& plans,
                         const Knowledge& knowledge, const Links& links, SnapshotSource snapshots,
                         Clock clock)
    : basis_{definitions, knowledge, links, std::move(clock)},
      plans_(plans),
      snapshots_(std::move(snapshots)),
      workers_(kThreads, kMostWaiting) {}

grpc::ServerUnaryReactor* PlanService::ListPlans(grpc::CallbackServerContext* context,
                                                 const v1::ListPlansRequest* request,
                                                 v1::ListPlansResponse* response) {
  return rpc::Answer(context, "ListPlans", [&] {
    for (const auto& [id, plan] : plans_) {
      v1::Plan& listed = *response->add_plans();
      listed = plan;
      for (v1::TargetGroup& group : *listed.mutable_groups()) group.clear_targets();
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::GetPlan(grpc::CallbackServerContext* context,
                                               const v1::GetPlanRequest* request,
                                               v1::Plan* response) {
  return rpc::Answer(context, "GetPlan", [&] {
    const auto plan = FindPlan(plans_, request->plan());
    if (plan.ok()) *response = **plan;
    return plan.status();
  });
}

grpc::ServerUnaryReactor* PlanService::GetProgress(grpc::CallbackServerContext* context,
                                                   const v1::GetProgressRequest* request,
                                                   v1::PlanProgress* response) {
  return rpc::AnswerOn(workers_, context, "GetProgress",
                       [=, this] { return AnswerProgress(*request, *response); });
}

grpc::ServerUnaryReactor* PlanService::ListPlanFindings(grpc::CallbackServerContext* context,
                                                        const v1::ListPlanFindingsRequest* request,
                                                        v1::ListPlanFindingsResponse* response) {
  return rpc::AnswerOn(workers_, context, "ListPlanFindings", [=, this] {
    const auto plan = FindPlan(plans_, request->plan());
    if (!plan.ok()) return plan.status();
    const auto findings = FindingsOf(**plan, basis_.definitions);
    if (!findings.ok()) return findings.status();
    for (const auto& [table, some] : *findings) {
      AddFindings(some, table, *response->mutable_findings());
    }
    return absl::OkStatus();
  });
}

absl::Status PlanService::AnswerProgress(const v1::GetProgressRequest& request,
                                         v1::PlanProgress& response) {
  const auto plan = FindPlan(plans_, request.plan());
  if (!plan.ok()) return plan.status();
  const absl::StatusOr<PlanDays> days = ParseDays(**plan, request.day(), basis_.clock());
  if (!days.ok()) return days.status();
  SnapshotCells snapshots(snapshots_);  // read before the facts are held
  const auto asked = AskedFor(basis_, **plan, request.group(), days->day, snapshots);
  if (!asked.ok()) return asked.status();
  response.set_plan(request.plan());
  response.set_day(request.day());
  for (const std::string& source : Unreachable(basis_.links)) response.add_unreachable(source);
  const absl::Time complete_until = basis_.knowledge.CompleteUntil();
  response.set_provisional(complete_until < StartOfDay(days->day + 1));
  if (complete_until > absl::UnixEpoch()) {
    *response.mutable_complete_until() = rpc::ToTimestamp(complete_until);
  }
  return basis_.knowledge.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    for (const Asked& some : *asked) AddProgress(some, *days, facts, response);
    for (const SourceFacts& source : facts.sources) {
      *response.add_watermarks() = WatermarkOf(source);
    }
    return absl::OkStatus();
  });
}

}  // namespace motcua::aggregator
