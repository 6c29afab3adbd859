#include "services/aggregator/tables/rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregator/tables/area_rows.h"

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;

constexpr std::size_t kRowsKept = 256;

template <typename List, typename Value>
bool Contains(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::vector<const Agency*> AgenciesOf(const v1::RowAxis& axis, const Catalog& catalog, Day day) {
  std::vector<const Agency*> agencies;
  for (const std::string& id : axis.agencies()) {
    if (const Agency* agency = catalog.FindAgency(id)) agencies.push_back(agency);
  }
  for (const Agency& agency : catalog.agencies()) {
    const bool listed = Contains(axis.levels(), static_cast<int>(agency.level)) &&
                        (axis.kinds().empty() || Contains(axis.kinds(), agency.kind));
    if (listed && agency.ValidOn(day) && agency.alias_of.empty()) agencies.push_back(&agency);
  }
  return agencies;
}

Scope ScopeOf(const v1::RowAxis& axis, const Agency& agency, const Catalog& catalog) {
  Scope scope;
  if (axis.scope() == v1::RowAxis::SCOPE_SUBTREE) {
    scope.agencies = catalog.Subtree(agency.id);
    return scope;
  }
  scope.agencies = {agency.id};
  for (const Agency& other : catalog.agencies()) {
    if (other.alias_of == agency.id) scope.agencies.push_back(other.id);
  }
  return scope;
}

bool HasRowAbove(const Agency& agency, const std::vector<const Agency*>& rows,
                 const Catalog& catalog) {
  const Agency* above = &agency;
  while (!above->parent.empty()) {
    above = catalog.FindAgency(above->parent);
    if (above == nullptr) return false;
    if (Contains(rows, above)) return true;
  }
  return false;
}

void NumberGroups(std::vector<RowSpec>& rows) {
  std::map<std::string, int> groups;
  for (RowSpec& row : rows) {
    row.group = groups.emplace(row.group_vi, static_cast<int>(groups.size())).first->second;
  }
}

// Procedures that are of one of the fields on a day, or last were.
std::set<std::string> ProceduresOf(const v1::RowAxis& axis, const Catalog& catalog, Day day) {
  std::set<std::string> procedures;
  for (const catalog::Procedure& version : catalog.procedures()) {
    const catalog::Procedure* in_force = catalog.ProcedureOn(version.id, day);
    const std::string& field = in_force == nullptr ? version.field : in_force->field;
    if (Contains(axis.fields(), field)) procedures.insert(version.id);
  }
  return procedures;
}

std::vector<RowSpec> FieldRows(const Catalog& catalog, Day day) {
  std::map<std::string, RowSpec> rows;
  for (const catalog::Procedure& version : catalog.procedures()) {
    const catalog::Procedure* in_force = catalog.ProcedureOn(version.id, day);
    const catalog::Procedure& procedure = in_force == nullptr ? version : *in_force;
    RowSpec& row = rows[procedure.field];
    row.id = procedure.field;
    row.label_vi = procedure.field_vi;
    row.scope.whole = true;
    if (!row.scope.procedures) row.scope.procedures.emplace();
    row.scope.procedures->insert(procedure.id);
  }
  std::vector<RowSpec> in_order;
  for (auto& [field, row] : rows) in_order.push_back(std::move(row));
  return in_order;
}

std::vector<RowSpec> RowPerAgency(const v1::RowAxis& axis,
                                  const std::vector<const Agency*>& agencies,
                                  const Catalog& catalog) {
  std::vector<RowSpec> rows;
  for (const Agency* agency : agencies) {
    rows.push_back({.id = agency->id,
                    .label_vi = agency->name_vi,
                    .group_vi = agency->group_vi,
                    .scope = ScopeOf(axis, *agency, catalog),
                    .inside_another = axis.scope() == v1::RowAxis::SCOPE_SUBTREE &&
                                      HasRowAbove(*agency, agencies, catalog)});
  }
  return rows;
}

std::vector<RowSpec> AgencyRows(const v1::RowAxis& axis, const Catalog& catalog, Day day) {
  const std::vector<const Agency*> agencies = AgenciesOf(axis, catalog, day);
  std::vector<RowSpec> rows = axis.parts().empty() ? RowPerAgency(axis, agencies, catalog)
                                                   : AreaRows(axis, agencies, catalog);
  NumberGroups(rows);
  return rows;
}

// The agencies that some row counts, each once.
std::vector<std::string> AgenciesOf(const Rows& rows) {
  std::set<std::string> agencies;
  for (const RowSpec& row : rows) {
    agencies.insert(row.scope.agencies.begin(), row.scope.agencies.end());
  }
  return {agencies.begin(), agencies.end()};
}

RowSpec TotalRow(const v1::TableDefinition& definition, const Rows& rows) {
  RowSpec total{.id = kTotal, .label_vi = definition.total_label_vi(), .group_vi = {}, .scope = {}};
  total.scope.whole = definition.total_scope() != v1::TableDefinition::TOTAL_SCOPE_ROWS;
  if (!total.scope.whole) total.scope.agencies = AgenciesOf(rows);
  return total;
}

}  // namespace

Rows RowsOf(const v1::TableDefinition& definition, const Catalog& catalog, Day day) {
  const v1::RowAxis& axis = definition.rows();
  Rows rows = axis.by_field() ? FieldRows(catalog, day) : AgencyRows(axis, catalog, day);
  rows.push_back(TotalRow(definition, rows));
  if (axis.fields().empty()) return rows;
  const std::set<std::string> procedures = ProceduresOf(axis, catalog, day);
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
  const std::lock_guard lock(mutex_);
  if (catalog_ != catalog || rows_.size() >= kRowsKept) rows_.clear();
  catalog_ = catalog;
  std::shared_ptr<const Rows>& rows =
      rows_[{absl::StrCat(definition.rows().SerializeAsString(), definition.total_label_vi(),
                          definition.total_scope()),
             day}];
  if (rows == nullptr) rows = std::make_shared<const Rows>(RowsOf(definition, *catalog, day));
  return rows;
}

}  // namespace motcua::aggregator
