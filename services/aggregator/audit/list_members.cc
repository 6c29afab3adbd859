#include "services/aggregator/audit/list_members.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "services/aggregator/audit/printed_rows.h"
#include "services/aggregator/tables/ranking.h"

namespace motcua::aggregator {
namespace {

struct Candidate {
  std::string row;
  Ratio value;  // that the list is sorted by
};

bool MeetsAll(const Printed& list, const SheetRow& row) {
  const v1::TableDefinition& definition = *list.definition;
  return std::all_of(list.list->conditions().begin(), list.list->conditions().end(),
                     [&](const v1::Condition& condition) {
                       const int column = ColumnIndex(definition, condition.column());
                       const auto value = ValueOf(definition, column, row);
                       return value && Meets(definition, condition, *value);
                     });
}

// Rows of the table that may stand in the list, the best first, by group. None where some value is
// not printed.
std::map<int, std::vector<Candidate>> CandidatesOf(const Printed& list, const Printed& table) {
  const int column = ColumnIndex(*list.definition, list.sort().column());
  std::map<int, std::vector<Candidate>> candidates;
  for (const SheetRow& row : table.sheet.rows) {
    const std::optional<int> group = GroupOf(table, row.id);
    if (!group || !MeetsAll(list, row)) continue;
    const std::optional<Ratio> value =
        column < 0 ? Ratio{0} : ValueOf(*list.definition, column, row);
    if (!value) return {};
    candidates[*group].push_back({row.id, *value});
  }
  const bool descending = list.sort().descending();
  for (auto& [group, some] : candidates) {
    std::stable_sort(some.begin(), some.end(), [&](const Candidate& a, const Candidate& b) {
      const int order = Compare(a.value, b.value);
      return descending ? order > 0 : order < 0;
    });
  }
  return candidates;
}

Finding Told(const std::string& row, bool stands) {
  return {.identity = "I12",
          .row = row,
          .columns = {},
          .expected = stands ? 0 : 1,
          .shown = stands ? 1 : 0,
          .cause_vi = stands ? "đơn vị đứng trong danh sách dù có đơn vị khác xếp trên"
                             : "đơn vị phải đứng trong danh sách",
          .cause_en = stands ? "the unit stands in the list, though another is ahead of it"
                             : "the unit belongs in the list"};
}

void CheckGroup(const Printed& list, const std::vector<Candidate>& candidates,
                std::vector<Finding>& findings) {
  const auto first = static_cast<std::size_t>(list.list->first());
  const bool all = first == 0 || candidates.size() <= first;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const bool stands = list.FindRow(candidates[i].row) != nullptr;
    const bool equal = !all && Compare(candidates[i].value, candidates[first - 1].value) == 0;
    const bool must = all || i < first;
    if (!equal && stands != must) findings.push_back(Told(candidates[i].row, stands));
  }
}

}  // namespace

std::vector<Finding> CheckMembers(const Printed& list, const std::vector<Printed>& report) {
  std::vector<Finding> findings;
  const Printed* const table =
      list.list == nullptr ? nullptr : FindTable(report, list.definition->id());
  if (table == nullptr) return findings;
  for (const auto& [group, candidates] : CandidatesOf(list, *table)) {
    CheckGroup(list, candidates, findings);
  }
  return findings;
}

}  // namespace motcua::aggregator
