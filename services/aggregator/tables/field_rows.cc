#include "services/aggregator/tables/field_rows.h"

#include <algorithm>
#include <map>
#include <utility>

namespace motcua::aggregator {
namespace {

using catalog::Catalog;
using catalog::Procedure;

// What a procedure is on a day; before its first version, as that one says.
const Procedure& On(const Procedure& version, const Catalog& catalog, Day day) {
  const Procedure* found = catalog.ProcedureOn(version.id, day);
  if (found == nullptr) found = catalog.FindProcedure(version.id, 1);
  return found == nullptr ? version : *found;
}

}  // namespace

Rows FieldRows(const Catalog& catalog, Day day) {
  std::map<std::string, RowSpec> rows;
  std::map<std::string, Ids> procedures;
  for (const Procedure& version : catalog.procedures()) {
    const Procedure& procedure = On(version, catalog, day);
    RowSpec& row = rows[procedure.field];
    row.id = procedure.field;
    row.label_vi = procedure.field_vi;
    row.scope.whole = true;
    procedures[procedure.field].insert(procedure.id);
  }
  Rows in_order;
  for (auto& [field, row] : rows) {
    row.scope.procedures = std::make_shared<const Ids>(std::move(procedures[field]));
    in_order.push_back(std::move(row));
  }
  return in_order;
}

Ids ProceduresOf(const google::protobuf::RepeatedPtrField<std::string>& fields,
                 const Catalog& catalog, Day day) {
  Ids procedures;
  for (const Procedure& version : catalog.procedures()) {
    const std::string& field = On(version, catalog, day).field;
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) {
      procedures.insert(version.id);
    }
  }
  return procedures;
}

}  // namespace motcua::aggregator
