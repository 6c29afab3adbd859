#include "services/aggregator/findings/printed_selection.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "services/aggregator/findings/printed_rows.h"

namespace motcua::aggregator {
namespace {

bool Meets(const v1::Condition& condition, bool is_rate, const Ratio& value) {
  if (value.denominator == 0) return false;
  const Ratio bound{condition.value(), is_rate ? 100 : 1};
  const int order = Compare(value, bound);
  switch (condition.relation()) {
    case v1::Condition::RELATION_AT_LEAST:
      return order >= 0;
    case v1::Condition::RELATION_AT_MOST:
      return order <= 0;
    case v1::Condition::RELATION_ABOVE:
      return order > 0;
    case v1::Condition::RELATION_BELOW:
      return order < 0;
    default:
      return order == 0;
  }
}

void CheckCondition(const Printed& printed, const v1::Condition& condition,
                    std::vector<Finding>& findings) {
  const int column = ColumnIndex(*printed.definition, condition.column());
  if (column < 0) return;
  const v1::Column& of = printed.definition->columns(column);
  for (const SheetRow& row : printed.sheet.rows) {
    const std::optional<Ratio> value = ValueOf(*printed.definition, column, row);
    if (!value || Meets(condition, of.has_denominator(), *value)) continue;
    const RateFormat format = FormatOf(of.rounding());
    const bool rate = of.has_denominator();
    findings.push_back(
        {.identity = "I12",
         .row = row.id,
         .columns = {condition.column()},
         .expected = rate ? condition.value() * ScaleOf(format.decimals) : condition.value(),
         .shown = rate ? ScaledPercent(*value, format) : value->numerator,
         .cause_vi = "đơn vị không thỏa điều kiện của danh sách",
         .cause_en = "the unit does not meet the condition of the list"});
  }
}

// How many rows each group of the table has.
std::map<int, int> GroupSizes(const Printed& printed) {
  std::map<int, int> sizes;
  for (const RowSpec& spec : *printed.specs) {
    if (spec.id != kTotal) ++sizes[GroupOf(printed, spec.id).value_or(0)];
  }
  return sizes;
}

void CheckLength(const Printed& printed, std::vector<Finding>& findings) {
  const int first = printed.list->first();
  std::map<int, int> shown;
  for (const SheetRow& row : printed.sheet.rows) {
    const std::optional<int> group = GroupOf(printed, row.id);
    if (!group) return;
    ++shown[*group];
  }
  std::map<int, int> sizes = GroupSizes(printed);
  for (const auto& [group, length] : shown) {
    // Fewer may meet the conditions.
    const bool fewer = !printed.list->conditions().empty() || sizes.empty();
    const int expected = sizes.empty() ? first : std::min(first, sizes[group]);
    if (fewer ? length <= expected : length == expected) continue;
    const std::string counts = std::to_string(length) + "/" + std::to_string(expected);
    findings.push_back({.identity = "I12",
                        .row = {},
                        .columns = {},
                        .expected = expected,
                        .shown = length,
                        .cause_vi = "số dòng khác số danh sách nêu: " + counts,
                        .cause_en = "rows shown, and stated by the list: " + counts});
  }
}

}  // namespace

std::vector<Finding> CheckSelection(const Printed& printed) {
  std::vector<Finding> findings;
  if (printed.list == nullptr) return findings;
  for (const v1::Condition& condition : printed.list->conditions()) {
    CheckCondition(printed, condition, findings);
  }
  if (printed.list->first() > 0) CheckLength(printed, findings);
  return findings;
}

}  // namespace motcua::aggregator
