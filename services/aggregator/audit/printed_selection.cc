#include "services/aggregator/audit/printed_selection.h"

#include <algorithm>
#include <climits>
#include <map>
#include <optional>
#include <string>

#include "services/aggregator/audit/printed_rows.h"
#include "services/aggregator/tables/ranking.h"

namespace motcua::aggregator {
namespace {

void CheckCondition(const Printed& printed, const v1::Condition& condition,
                    std::vector<Finding>& findings) {
  const int column = ColumnIndex(*printed.definition, condition.column());
  if (column < 0) return;
  const v1::Column& of = printed.definition->columns(column);
  for (const SheetRow& row : printed.sheet.rows) {
    const std::optional<Ratio> value = ValueOf(*printed.definition, column, row);
    if (!value || Meets(*printed.definition, condition, *value)) continue;
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

struct Group {
  int shown = 0;
  std::optional<int> size = {};  // rows of the table; nullopt: not known
  std::string heading_vi = {};
};

// Those the table has, as far as that is known, and those the list shows. nullopt: a row's group is
// not known.
std::optional<std::map<int, Group>> GroupsOf(const Printed& printed) {
  std::map<int, Group> groups;
  for (const RowSpec& spec : *printed.specs) {
    const std::optional<int> number = GroupOf(printed, spec.id);
    if (spec.id == kTotal || !number) continue;
    Group& group = groups[*number];
    group.size = group.size.value_or(0) + 1;
    group.heading_vi = spec.group_vi;
  }
  for (const SheetRow& row : printed.sheet.rows) {
    const std::optional<int> number = GroupOf(printed, row.id);
    if (!number) return std::nullopt;
    ++groups[*number].shown;
  }
  return groups;
}

void CheckLength(const Printed& printed, std::vector<Finding>& findings) {
  const auto groups = GroupsOf(printed);
  if (!groups) return;
  for (const auto& [number, group] : *groups) {
    // Fewer may meet the conditions.
    const bool fewer = !printed.list->conditions().empty() || !group.size;
    const int expected = std::min(printed.list->first(), group.size.value_or(INT_MAX));
    if (fewer ? group.shown <= expected : group.shown == expected) continue;
    const std::string counts = std::to_string(group.shown) + "/" + std::to_string(expected) +
                               (group.heading_vi.empty() ? "" : ", " + group.heading_vi);
    findings.push_back({.identity = "I12",
                        .row = {},
                        .columns = {},
                        .expected = expected,
                        .shown = group.shown,
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
