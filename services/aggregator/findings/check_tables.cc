#include "services/aggregator/findings/check_tables.h"

#include <algorithm>
#include <map>

namespace motcua::aggregator {
namespace {

// The rows of a table, its total among them, by id.
std::map<std::string, const SheetRow*> RowsById(const Sheet& sheet) {
  std::map<std::string, const SheetRow*> rows;
  for (const SheetRow& row : sheet.rows) rows[row.id] = &row;
  if (sheet.total) rows[kTotal] = &*sheet.total;
  return rows;
}

// One check against one computed table.
class Comparison {
 public:
  Comparison(const v1::TableDefinition& definition, const v1::Check& check,
             const v1::TableDefinition& other, const Explanations& explanations)
      : check_(check),
        other_(other),
        identity_{.name = check.identity(),
                  .left = IndexesOf(definition, check.left()),
                  .at_most = check.relation() == v1::Check::RELATION_AT_MOST,
                  .right = IndexesOf(other, check.right()),
                  .severity = SeverityOf(check),
                  .explained_by_vi = check.explained_by_vi(),
                  .explained = explanations.SizeOf(check.explained_by())} {}

  void Compare(const SheetRow& left, const SheetRow& right, std::vector<Finding>& findings) const {
    const auto shown = SumOf(left.counts, identity_.left);
    const auto expected = SumOf(right.counts, identity_.right);
    if (!shown || !expected) return;
    if (identity_.at_most ? *shown <= *expected : *shown == *expected) return;
    Finding finding{.identity = identity_.name,
                    .severity = identity_.severity,
                    .row = left.id,
                    .columns = {check_.left().begin(), check_.left().end()},
                    .expected = *expected,
                    .shown = *shown,
                    .cause_vi = "khác bảng " + other_.id(),
                    .cause_en = "differs from table " + other_.id()};
    ExplainByGap(identity_, finding);
    findings.push_back(std::move(finding));
  }

 private:
  const v1::Check& check_;
  const v1::TableDefinition& other_;
  const Identity identity_;
};

}  // namespace

std::vector<Finding> CheckTables(const Definitions& definitions,
                                 const v1::TableDefinition& definition, const Sheet& sheet,
                                 const Facts& facts, Days days) {
  std::vector<Finding> findings;
  const Explanations explanations(facts, days,
                                  facts.rows->Of(definition, facts.catalog, days.last));
  for (const v1::Check& check : definition.checks()) {
    if (check.right_table().empty()) continue;
    const v1::TableDefinition& other = definitions.at(check.right_table());
    const Sheet right = SheetOf(other, Compute(other, facts, days), facts);
    const std::map<std::string, const SheetRow*> right_rows = RowsById(right);
    const Comparison comparison(definition, check, other, explanations);
    for (const auto& [id, row] : RowsById(sheet)) {
      const auto found = right_rows.find(id);
      if (found != right_rows.end()) comparison.Compare(*row, *found->second, findings);
    }
  }
  return findings;
}

}  // namespace motcua::aggregator
