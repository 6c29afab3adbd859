#include "services/aggregator/tables/rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/collation.h"
#include "services/aggregator/tables/agency_rows.h"
#include "services/aggregator/tables/area_rows.h"
#include "services/aggregator/tables/field_rows.h"
#include "services/aggregator/tables/set_rows.h"

namespace motcua::aggregator {
namespace {

using catalog::Catalog;

Rows RowsOfAxis(const v1::RowAxis& axis, const Catalog& catalog, Day day) {
  if (axis.by_field()) return FieldRows(catalog, day);
  if (!axis.sets().empty()) return SetRows(axis, catalog);
  const auto agencies = ListedAgencies(axis, catalog, day);
  return axis.parts().empty() ? AgencyRows(axis, agencies, catalog)
                              : AreaRows(axis, agencies, catalog);
}

void NumberGroups(Rows& rows) {
  std::map<std::pair<std::string, std::string>, int> groups;
  for (RowSpec& row : rows) {
    const std::pair heading(row.group_id, row.group_vi);
    row.group = groups.emplace(heading, static_cast<int>(groups.size())).first->second;
  }
}

// What some row counts, each agency once.
Scope ScopeOf(const Rows& rows) {
  Scope scope;
  Ids agencies;
  for (const RowSpec& row : rows) {
    scope.whole = scope.whole || row.scope.whole;
    agencies.insert(row.scope.agencies.begin(), row.scope.agencies.end());
  }
  if (!scope.whole) scope.agencies.assign(agencies.begin(), agencies.end());
  return scope;
}

RowSpec TotalRow(const v1::TableDefinition& definition, const Rows& rows) {
  RowSpec total{.id = kTotal, .label_vi = definition.total_label_vi(), .group_vi = {}, .scope = {}};
  total.label_en = definition.total_label_en();
  total.scope.whole = true;
  if (definition.total_scope() == v1::TableDefinition::TOTAL_SCOPE_ROWS)
    total.scope = ScopeOf(rows);
  return total;
}

}  // namespace

Rows RowsOf(const v1::TableDefinition& definition, const Catalog& catalog, Day day) {
  const v1::RowAxis& axis = definition.rows();
  Rows rows = RowsOfAxis(axis, catalog, day);
  NumberGroups(rows);
  rows.push_back(TotalRow(definition, rows));
  for (RowSpec& row : rows) row.name_key = CollationKey(row.label_vi);
  if (axis.fields().empty()) return rows;
  const auto procedures = std::make_shared<const Ids>(ProceduresOf(axis.fields(), catalog, day));
  for (RowSpec& row : rows) row.scope.procedures = procedures;
  return rows;
}

const RowSpec* FindRow(const Rows& rows, const std::string& id) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const RowSpec& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

std::shared_ptr<const Rows> RowCache::Of(const v1::TableDefinition& definition,
                                         const std::shared_ptr<const Catalog>& catalog, Day day) {
  return rows_.Of(catalog,
                  absl::StrCat(definition.rows().SerializeAsString(), definition.total_label_vi(),
                               definition.total_label_en(), definition.total_scope()),
                  day, [&] { return RowsOf(definition, *catalog, day); });
}

}  // namespace motcua::aggregator
