#include "services/aggregator/tables/agency_rows.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;

template <typename List, typename Value>
bool Admits(const List& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool IsListed(const v1::RowAxis& axis, const Agency& agency, const Catalog& catalog, Day day) {
  return !axis.levels().empty() && Admits(axis.levels(), static_cast<int>(agency.level)) &&
         Admits(axis.kinds(), agency.kind) && Admits(axis.groups(), agency.group_vi) &&
         catalog.Stands(agency, day);
}

// Who does the agency's work: one merged into another has no row beside it.
const Agency* OfficeOf(const std::string& id, const Catalog& catalog) {
  const Agency* const agency = catalog.FindAgency(id);
  return agency == nullptr || agency->alias_of.empty() ? agency
                                                       : catalog.FindAgency(agency->alias_of);
}

// The agency under all the names of its office.
Ids NamesOf(const Agency& agency, const Catalog& catalog) {
  Ids names = {agency.id};
  for (const Agency& other : catalog.agencies()) {
    if (other.alias_of == agency.id) names.insert(other.id);
  }
  return names;
}

Scope ScopeOf(const v1::RowAxis& axis, const Agency& agency, const Catalog& catalog) {
  Scope scope;
  if (axis.scope() != v1::RowAxis::SCOPE_OWN) scope.agencies = catalog.Subtree(agency.id);
  if (axis.scope() == v1::RowAxis::SCOPE_SUBTREE) return scope;
  const Ids names = NamesOf(agency, catalog);
  if (axis.scope() == v1::RowAxis::SCOPE_OWN) {
    scope.agencies.assign(names.begin(), names.end());
  } else {
    std::erase_if(scope.agencies, [&](const std::string& id) { return names.contains(id); });
  }
  return scope;
}

bool HasRowAbove(const Agency& agency, const std::set<const Agency*>& rows,
                 const Catalog& catalog) {
  const Agency* above = &agency;
  while (!above->parent.empty()) {
    above = catalog.FindAgency(above->parent);
    if (above == nullptr) return false;
    if (rows.contains(above)) return true;
  }
  return false;
}

const Agency* ParentOf(const Agency& agency, const Catalog& catalog) {
  return agency.parent.empty() ? nullptr : catalog.FindAgency(agency.parent);
}

void PutHeading(const v1::RowAxis& axis, const Agency& agency, const Catalog& catalog,
                RowSpec& row) {
  if (axis.grouping() == v1::RowAxis::GROUPING_UNSPECIFIED) row.group_vi = agency.group_vi;
  const Agency* const parent = ParentOf(agency, catalog);
  if (axis.grouping() != v1::RowAxis::GROUPING_PARENT || parent == nullptr) return;
  row.group_vi = parent->name_vi;
  row.group_id = parent->id;
}

// Parents in the province's order; inside one as before.
void OrderByParent(std::vector<const Agency*>& agencies, const Catalog& catalog) {
  const auto place = [&](const Agency* agency) {
    const Agency* const parent = ParentOf(*agency, catalog);
    return parent == nullptr ? std::tuple(0, 0, std::string())
                             : std::tuple(1, parent->list_order, parent->id);
  };
  std::stable_sort(agencies.begin(), agencies.end(),
                   [&](const Agency* a, const Agency* b) { return place(a) < place(b); });
}

}  // namespace

std::vector<const Agency*> ListedAgencies(const v1::RowAxis& axis, const Catalog& catalog,
                                          Day day) {
  std::vector<const Agency*> agencies;
  for (const std::string& id : axis.agencies()) {
    const Agency* const agency = OfficeOf(id, catalog);
    if (agency == nullptr) continue;
    if (std::find(agencies.begin(), agencies.end(), agency) == agencies.end()) {
      agencies.push_back(agency);
    }
  }
  for (const Agency& agency : catalog.agencies()) {
    if (IsListed(axis, agency, catalog, day)) agencies.push_back(&agency);
  }
  if (axis.grouping() == v1::RowAxis::GROUPING_PARENT) OrderByParent(agencies, catalog);
  return agencies;
}

Rows AgencyRows(const v1::RowAxis& axis, const std::vector<const Agency*>& agencies,
                const Catalog& catalog) {
  const std::set<const Agency*> listed(agencies.begin(), agencies.end());
  Rows rows;
  for (const Agency* agency : agencies) {
    RowSpec& row = rows.emplace_back();
    row.id = agency->id;
    row.label_vi = agency->name_vi;
    PutHeading(axis, *agency, catalog, row);
    row.scope = ScopeOf(axis, *agency, catalog);
    row.inside_another =
        axis.scope() != v1::RowAxis::SCOPE_OWN && HasRowAbove(*agency, listed, catalog);
  }
  return rows;
}

}  // namespace motcua::aggregator
