#include "services/aggregator/findings/list_cuts.h"

#include <map>
#include <string>

#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/tables/ranking.h"

namespace motcua::aggregator {
namespace {

Finding CutTie(const v1::List& list, const std::string& column, const ComputedRow& last,
               int equals) {
  const std::string more = std::to_string(equals);
  return {.identity = "I12",
          .severity = Severity::kNote,
          .row = last.spec->id,
          .columns = {column},
          .expected = list.first(),
          .shown = list.first() + equals,
          .cause_vi = "danh sách " + list.id() + ": " + more + " đơn vị ngang hàng không được nêu",
          .cause_en = "list " + list.id() + " leaves out " + more + " that are equal to its last"};
}

}  // namespace

std::vector<Finding> FindCutTies(const v1::TableDefinition& definition, const Computed& computed) {
  std::vector<Finding> findings;
  for (const v1::List& list : definition.lists()) {
    const v1::Sort& sort = list.has_sort() ? list.sort() : definition.sort();
    const int column = ColumnIndex(definition, sort.column());
    if (list.first() == 0 || column < 0) continue;
    v1::List whole = list;
    whole.clear_first();
    std::map<int, std::vector<ComputedRow>> groups;
    for (const ComputedRow& row : Listed(definition, whole, computed.rows)) {
      groups[row.spec->group].push_back(row);
    }
    for (const auto& [group, rows] : groups) {
      const std::size_t first = list.first();
      if (rows.size() <= first) continue;
      const ComputedRow& last = rows[first - 1];
      std::size_t end = first;
      while (end < rows.size() && Compare(rows[end].values[column], last.values[column]) == 0) {
        ++end;
      }
      if (end == first) continue;
      findings.push_back(CutTie(list, sort.column(), last, static_cast<int>(end - first)));
    }
  }
  return findings;
}

}  // namespace motcua::aggregator
