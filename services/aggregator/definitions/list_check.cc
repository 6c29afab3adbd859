#include "services/aggregator/definitions/list_check.h"

#include <set>

#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/definitions/measure_check.h"
#include "services/aggregator/definitions/words.h"

namespace motcua::aggregator {
namespace {

void CheckKnown(const v1::TableDefinition& definition, const std::string& column,
                const std::string& path, Faults& faults) {
  faults.Require(ColumnIndex(definition, column) >= 0, path, "is no column of this table");
}

void CheckConditions(const v1::TableDefinition& definition, const v1::List& list,
                     const std::string& path, Faults& faults) {
  for (int i = 0; i < list.conditions_size(); ++i) {
    const v1::Condition& condition = list.conditions(i);
    const std::string at = path + At(".conditions", i);
    CheckKnown(definition, condition.column(), at + ".column", faults);
    faults.Require(v1::Condition::Relation_IsValid(condition.relation()), at + ".relation",
                   "is no relation");
  }
}

void CheckList(const v1::TableDefinition& definition, const v1::List& list, const std::string& path,
               Faults& faults) {
  faults.Require(IsId(list.id()), path + ".id", "must be 1 to 63 of a–z, 0–9 and _");
  faults.Require(!list.title_vi().empty(), path + ".title_vi", "is required");
  faults.Require(list.columns_size() > 0, path + ".columns", "at least one is required");
  CheckWords(list.columns(), path + ".columns", faults);
  for (int i = 0; i < list.columns_size(); ++i) {
    CheckKnown(definition, list.columns(i), path + At(".columns", i), faults);
  }
  if (list.has_sort()) CheckSort(definition, list.sort(), path + ".sort", faults);
  faults.Require(list.first() >= 0, path + ".first", "must not be negative");
  CheckConditions(definition, list, path, faults);
}

}  // namespace

void CheckSort(const v1::TableDefinition& definition, const v1::Sort& sort, const std::string& path,
               Faults& faults) {
  faults.Require(definition.rows().parts().empty(), path, "does not go with parts of areas");
  CheckKnown(definition, sort.column(), path + ".column", faults);
  faults.Require(v1::Sort::Ties_IsValid(sort.ties()), path + ".ties", "is no rule for ties");
}

void CheckLists(const v1::TableDefinition& definition, Faults& faults) {
  faults.Require(definition.lists().empty() || definition.rows().parts().empty(), "lists",
                 "do not go with parts of areas");
  std::set<std::string> ids;
  for (int i = 0; i < definition.lists_size(); ++i) {
    const v1::List& list = definition.lists(i);
    const std::string path = At("lists", i);
    CheckList(definition, list, path, faults);
    faults.Require(ids.insert(list.id()).second, path + ".id", "is there twice");
  }
}

}  // namespace motcua::aggregator
