#include "services/aggregator/answers/audit.h"

#include <optional>

#include "common/base/errors.h"
#include "services/aggregator/audit/check_printed.h"
#include "services/aggregator/audit/check_report.h"
#include "services/aggregator/audit/read_report.h"
#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

absl::Status AnswerCheckTable(const Basis& basis, const v1::CheckTableRequest& request,
                              v1::CheckTableResponse& response) {
  const auto days = ReadDays(request.has_period(), request.period(), "period");
  if (!days.ok()) return days.status();
  const auto definition = FindDefinition(basis, request.definition(),
                                         *days ? std::optional((*days)->last) : std::nullopt);
  if (!definition.ok()) return definition.status();
  const auto heading = ReadDays(request.has_heading(), request.heading(), "heading");
  if (!heading.ok()) return heading.status();
  if (*heading && !*days) {
    return InvalidField("period", "FIELD_REQUIRED", "is needed to check the heading",
                        "Cần nêu kỳ báo cáo để đối chiếu kỳ ghi trên biểu.");
  }
  return basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    const auto findings =
        CheckPrinted(basis.definitions, **definition, request, facts, *days, *heading);
    if (!findings.ok()) return findings.status();
    AddFindings(*findings, request.definition(), *response.mutable_findings());
    return absl::OkStatus();
  });
}

absl::Status AnswerCheckReport(const Basis& basis, const v1::CheckReportRequest& request,
                               v1::CheckReportResponse& response) {
  const auto check = [&](const Facts& facts) -> absl::Status {
    const auto report = ReadReport(basis.definitions, request, facts);
    if (!report.ok()) return report.status();
    const Facts* const beside = request.beside_computed() ? &facts : nullptr;
    for (const auto& [table, findings] : CheckReport(basis.definitions, *report, beside)) {
      AddFindings(findings, table, *response.mutable_findings());
    }
    return absl::OkStatus();
  };
  return request.beside_computed() ? basis.knowledge.Read(check) : check(Facts());
}

}  // namespace motcua::aggregator
