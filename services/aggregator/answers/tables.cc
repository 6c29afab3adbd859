#include "services/aggregator/answers/tables.h"

#include "services/aggregator/findings/check.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

absl::Status AnswerTable(const Basis& basis, const v1::GetTableRequest& request,
                         v1::Table& response) {
  const auto definition = FindDefinition(basis, request.definition());
  if (!definition.ok()) return definition.status();
  const absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  const std::vector<std::string> unreachable = Unreachable(basis.links);
  return basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    const Computed computed = Compute(**definition, facts, *days);
    response = ToProto(**definition, computed, *days, facts);
    for (const SourceFacts& source : facts.sources) {
      *response.add_watermarks() = WatermarkOf(source);
    }
    AddFindings(CheckComputed(**definition, computed, facts, *days), request.definition(),
                *response.mutable_findings());
    for (const std::string& source : unreachable) {
      response.add_unreachable(source);
      AddFindings({UnreachableFinding(facts, source, basis.clock())}, request.definition(),
                  *response.mutable_findings());
    }
    return absl::OkStatus();
  });
}

}  // namespace motcua::aggregator
