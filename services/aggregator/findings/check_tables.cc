#include "services/aggregator/findings/check_tables.h"

#include <algorithm>
#include <map>

#include "services/aggregator/domain/totals.h"

namespace motcua::aggregator {
namespace {

using Columns = google::protobuf::RepeatedPtrField<std::string>;

// The rows of a table, its total among them, by id.
std::map<std::string, SheetRow> RowsById(const Sheet& sheet) {
  std::map<std::string, SheetRow> rows;
  for (const SheetRow& row : sheet.rows) rows[row.id] = row;
  rows[kTotal] = sheet.total ? *sheet.total : SumOfRows(sheet);
  return rows;
}

std::vector<int> IndexesIn(const Sheet& sheet, const Columns& columns) {
  std::vector<int> indexes;
  for (const std::string& id : columns) {
    const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                    [&](const SheetColumn& column) { return column.id == id; });
    indexes.push_back(static_cast<int>(found - sheet.columns.begin()));
  }
  return indexes;
}

// One check against one other table.
class Comparison {
 public:
  Comparison(const v1::Check& check, const Sheet& sheet, const Sheet& other,
             const Explanations& explanations)
      : check_(check),
        identity_{.name = check.identity(),
                  .left = IndexesIn(sheet, check.left()),
                  .at_most = check.relation() == v1::Check::RELATION_AT_MOST,
                  .right = IndexesIn(other, check.right()),
                  .severity = SeverityOf(check),
                  .explained_by_vi = check.explained_by_vi(),
                  .gap_sign = GapSignOf(check),
                  .explained = explanations.SizeOf(check.explained_by())} {}

  void Compare(const SheetRow& left, const SheetRow& right, std::vector<Finding>& findings) const {
    const auto shown = SumOf(left.counts, identity_.left);
    const auto expected = SumOf(right.counts, identity_.right);
    if (!shown || !expected) return;
    if (identity_.at_most ? *shown <= *expected : *shown == *expected) return;
    const std::string place = check_.right_table() + (left.id == right.id ? "" : " " + right.id);
    Finding finding{.identity = identity_.name,
                    .severity = identity_.severity,
                    .row = left.id,
                    .columns = {check_.left().begin(), check_.left().end()},
                    .expected = *expected,
                    .shown = *shown,
                    .cause_vi = "khác bảng " + place,
                    .cause_en = "differs from table " + place};
    ExplainByGap(identity_, finding);
    findings.push_back(std::move(finding));
  }

 private:
  const v1::Check& check_;
  const Identity identity_;
};

// A total that neither table prints is not compared but where a check names it.
void CompareRows(const v1::Check& check, const Sheet& sheet, const Sheet& other,
                 const Comparison& comparison, std::vector<Finding>& findings) {
  const std::map<std::string, SheetRow> right_rows = RowsById(other);
  for (const auto& [id, row] : RowsById(sheet)) {
    if (!check.left_row().empty() && check.left_row() != id) continue;
    if (check.left_row().empty() && id == kTotal && (!sheet.total || !other.total)) continue;
    const auto found = right_rows.find(check.right_row().empty() ? id : check.right_row());
    if (found != right_rows.end()) comparison.Compare(row, found->second, findings);
  }
}

}  // namespace

std::vector<Finding> CheckTables(const v1::TableDefinition& definition, const Sheet& sheet,
                                 const OtherTables& others, const Explanations& explanations) {
  std::vector<Finding> findings;
  for (const v1::Check& check : definition.checks()) {
    if (check.right_table().empty()) continue;
    const std::optional<Sheet> other = others(check.right_table());
    if (!other) continue;
    CompareRows(check, sheet, *other, Comparison(check, sheet, *other, explanations), findings);
  }
  return findings;
}

std::vector<Finding> CheckTables(const Definitions& definitions,
                                 const v1::TableDefinition& definition, const Sheet& sheet,
                                 const Facts& facts, Days days) {
  const Explanations explanations(
      facts, days, facts.rows->Of(definition, facts.catalog->TreeOn(days.TreeDay()), days.last));
  return CheckTables(
      definition, sheet,
      [&](const std::string& id) -> std::optional<Sheet> {
        const v1::TableDefinition* const other = definitions.On(id, days.last);
        if (other == nullptr) return std::nullopt;
        return SheetOf(*other, Compute(*other, facts, days), facts);
      },
      explanations);
}

}  // namespace motcua::aggregator
