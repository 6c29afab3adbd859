#include "services/aggregator/answers/audit.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"
#include "services/aggregator/findings/check.h"
#include "services/aggregator/findings/check_printed.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kLongestRowId = 100;  // of a part: its area, its id

absl::StatusOr<std::optional<Days>> ParseOptionalDays(bool has, const type::v1::Period& period,
                                                      std::string_view field) {
  if (!has) return std::nullopt;
  const absl::StatusOr<Days> days = ParseDays(period, field);
  if (!days.ok()) return days.status();
  return *days;
}

}  // namespace

absl::Status AnswerCheckTable(const Basis& basis, const v1::CheckTableRequest& request,
                              v1::CheckTableResponse& response) {
  const auto definition = FindDefinition(basis, request.definition());
  if (!definition.ok()) return definition.status();
  // Findings repeat the ids.
  for (int i = 0; i < request.rows_size(); ++i) {
    const auto id =
        rpc::ParseText(request.rows(i).id(), kLongestRowId, absl::StrCat("rows[", i, "].id"));
    if (!id.ok()) return id.status();
  }
  const auto days = ParseOptionalDays(request.has_period(), request.period(), "period");
  if (!days.ok()) return days.status();
  const auto heading = ParseOptionalDays(request.has_heading(), request.heading(), "heading");
  if (!heading.ok()) return heading.status();
  return basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    const auto findings =
        CheckPrinted(basis.definitions, **definition, request, facts, *days, *heading);
    if (!findings.ok()) return findings.status();
    AddFindings(*findings, request.definition(), *response.mutable_findings());
    return absl::OkStatus();
  });
}

}  // namespace motcua::aggregator
