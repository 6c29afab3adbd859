#include "services/aggregator/answers/findings.h"

#include "services/aggregator/findings/check.h"
#include "services/aggregator/findings/check_sources.h"
#include "services/aggregator/findings/check_tables.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

absl::Status AnswerFindings(const Basis& basis, const v1::ListFindingsRequest& request,
                            v1::ListFindingsResponse& response) {
  const absl::StatusOr<Days> days = DaysOf(request);
  if (!days.ok()) return days.status();
  const std::vector<std::string> unreachable = Unreachable(basis.links);
  auto& all = *response.mutable_findings();
  response.set_tree_day(FormatDay(days->TreeDay()));
  const absl::Status status = basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    for (const v1::TableDefinition* definition : basis.definitions.InForce(days->last)) {
      const Computed computed = Compute(*definition, facts, *days);
      AddFindings(CheckComputed(*definition, computed, facts, *days), definition->id(), all);
      const Sheet sheet = SheetOf(*definition, computed, facts);
      AddFindings(CheckTables(basis.definitions, *definition, sheet, facts, *days),
                  definition->id(), all);
    }
    AddFindings(CheckSources(facts, *days), "", all);
    AddFindings(FindUndated(facts, *days), "", all);
    for (const std::string& source : unreachable) {
      AddFindings({UnreachableFinding(facts, source, basis.clock())}, "", all);
    }
    return absl::OkStatus();
  });
  SortFindings(all);
  return status;
}

}  // namespace motcua::aggregator
