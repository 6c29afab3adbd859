#include "services/aggregator/tables/ranking.h"

#include <algorithm>
#include <map>

#include "services/aggregator/definitions/definitions.h"

namespace motcua::aggregator {
namespace {

bool IsChosen(const v1::TableDefinition& definition, const v1::List& list, const ComputedRow& row) {
  return std::all_of(list.conditions().begin(), list.conditions().end(),
                     [&](const v1::Condition& condition) {
                       return Meets(definition, condition,
                                    row.values[ColumnIndex(definition, condition.column())]);
                     });
}

// Rows of a table point into the specs, which stand in list order.
void RestoreListOrder(std::vector<ComputedRow>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const ComputedRow& a, const ComputedRow& b) { return a.spec < b.spec; });
}

void KeepFirst(int first, std::vector<ComputedRow>& rows) {
  std::map<int, int> kept;  // by group
  std::erase_if(rows, [&](const ComputedRow& row) { return ++kept[row.spec->group] > first; });
}

}  // namespace

bool Meets(const v1::TableDefinition& definition, const v1::Condition& condition,
           const Ratio& value) {
  if (value.denominator == 0) return false;
  const int column = ColumnIndex(definition, condition.column());
  const bool percent = definition.columns(column).has_denominator();
  const int order = Compare(value, {condition.value(), percent ? 100 : 1});
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

void Rank(const v1::TableDefinition& definition, const v1::Sort& sort,
          std::vector<ComputedRow>& rows) {
  const int column = ColumnIndex(definition, sort.column());
  const bool by_name = sort.ties() == v1::Sort::TIES_NAME;
  std::stable_sort(rows.begin(), rows.end(), [&](const ComputedRow& a, const ComputedRow& b) {
    if (a.spec->group != b.spec->group) return a.spec->group < b.spec->group;
    const int order = Compare(a.values[column], b.values[column]);
    if (order != 0) return sort.descending() ? order > 0 : order < 0;
    return by_name && a.spec->name_key < b.spec->name_key;
  });
}

std::vector<ComputedRow> Listed(const v1::TableDefinition& definition, const v1::List& list,
                                std::vector<ComputedRow> rows) {
  std::erase_if(rows, [&](const ComputedRow& row) { return !IsChosen(definition, list, row); });
  if (list.has_sort()) {
    RestoreListOrder(rows);
    Rank(definition, list.sort(), rows);
  } else {
    std::stable_sort(rows.begin(), rows.end(), [](const ComputedRow& a, const ComputedRow& b) {
      return a.spec->group < b.spec->group;
    });
  }
  if (list.first() > 0) KeepFirst(list.first(), rows);
  return rows;
}

}  // namespace motcua::aggregator
