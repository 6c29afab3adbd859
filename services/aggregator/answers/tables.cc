#include "services/aggregator/answers/tables.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/findings/check.h"
#include "services/aggregator/findings/check_sources.h"
#include "services/aggregator/findings/check_tables.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

// The table with its own findings and what it rests on.
v1::Table TableOf(const v1::TableDefinition& definition, const Computed& computed, Days days,
                  const Facts& facts, const std::vector<std::string>& unreachable) {
  v1::Table table = ToProto(definition, computed, days, facts);
  for (const SourceFacts& source : facts.sources) *table.add_watermarks() = WatermarkOf(source);
  for (const std::string& source : unreachable) table.add_unreachable(source);
  AddFindings(CheckComputed(definition, computed, facts, days), definition.id(),
              *table.mutable_findings());
  return table;
}

void AddUnreachable(const Basis& basis, const Facts& facts,
                    const std::vector<std::string>& unreachable, const std::string& table,
                    google::protobuf::RepeatedPtrField<v1::Finding>& all) {
  for (const std::string& source : unreachable) {
    AddFindings({UnreachableFinding(facts, source, basis.clock())}, table, all);
  }
}

using Asked = std::vector<const v1::TableDefinition*>;

// Those named; all, if none is. In the versions in force on a day.
absl::StatusOr<Asked> AskedFor(const Basis& basis, const v1::GetReportRequest& request, Day day) {
  Asked asked;
  for (int i = 0; i < request.definitions_size(); ++i) {
    const auto found =
        FindDefinition(basis, request.definitions(i), day, absl::StrCat("definitions[", i, "]"));
    if (!found.ok()) return found.status();
    if (std::find(asked.begin(), asked.end(), *found) != asked.end()) {
      return InvalidField(absl::StrCat("definitions[", i, "]"), "DEFINITION_TWICE",
                          "is there twice", "Bảng bị lặp lại.");
    }
    asked.push_back(*found);
  }
  return asked.empty() ? basis.definitions.InForce(day) : asked;
}

}  // namespace

absl::Status AnswerTable(const Basis& basis, const v1::GetTableRequest& request,
                         v1::Table& response) {
  const absl::StatusOr<Days> days = DaysOf(request);
  if (!days.ok()) return days.status();
  const auto definition = FindDefinition(basis, request.definition(), days->last);
  if (!definition.ok()) return definition.status();
  const std::vector<std::string> unreachable = Unreachable(basis.links);
  return basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    const Computed computed = Compute(**definition, facts, *days);
    response = TableOf(**definition, computed, *days, facts, unreachable);
    AddUnreachable(basis, facts, unreachable, request.definition(), *response.mutable_findings());
    return absl::OkStatus();
  });
}

absl::Status EvaluateReport(const Basis& basis, const Asked& definitions, Days days,
                            const Facts& facts, const std::vector<std::string>& unreachable,
                            v1::Report& response) {
  if (facts.catalog == nullptr) return NoCatalog();
  auto& between = *response.mutable_findings();
  std::size_t size = 0;
  for (const v1::TableDefinition* definition : definitions) {
    const Computed computed = Compute(*definition, facts, days);
    *response.add_tables() = TableOf(*definition, computed, days, facts, unreachable);
    size += response.tables(response.tables_size() - 1).ByteSizeLong();
    if (size > kLargestAnswer) return ReportTooLarge();
    const Sheet sheet = SheetOf(*definition, computed, facts);
    AddFindings(CheckTables(basis.definitions, *definition, sheet, facts, days), definition->id(),
                between);
  }
  AddFindings(CheckSources(facts, days), "", between);
  AddFindings(FindUndated(facts, days), "", between);
  AddUnreachable(basis, facts, unreachable, "", between);
  SortFindings(between);
  return absl::OkStatus();
}

absl::Status AnswerReport(const Basis& basis, const v1::GetReportRequest& request,
                          v1::Report& response) {
  const absl::StatusOr<Days> days = DaysOf(request);
  if (!days.ok()) return days.status();
  const absl::StatusOr<Asked> asked = AskedFor(basis, request, days->last);
  if (!asked.ok()) return asked.status();
  const std::vector<std::string> unreachable = Unreachable(basis.links);
  return basis.knowledge.Read([&](const Facts& facts) {
    return EvaluateReport(basis, *asked, *days, facts, unreachable, response);
  });
}

}  // namespace motcua::aggregator
