#include "services/aggregator/tables/agency_filter.h"

#include <algorithm>

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;

// Areas may point at each other; trees are less deep.
constexpr int kDeepest = 32;

template <typename List, typename Value>
bool Admits(const List& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool IsLike(const v1::AgencyFilter& filter, const Agency& agency) {
  return Admits(filter.levels(), static_cast<int>(agency.level)) &&
         Admits(filter.kinds(), agency.kind);
}

const Agency* OfficeOf(const Agency& agency, const Catalog& catalog) {
  return agency.alias_of.empty() ? &agency : catalog.FindAgency(agency.alias_of);
}

}  // namespace

bool Passes(const v1::AgencyFilter& filter, const Agency& agency, const Catalog& catalog) {
  const Agency* at = OfficeOf(agency, catalog);
  for (; at != nullptr; at = catalog.FindAgency(at->parent)) {
    if (IsLike(filter, *at)) return true;
    if (!filter.with_below() || at->parent.empty()) return false;
  }
  return false;
}

std::vector<std::string> AgenciesLike(const v1::AgencyFilter& filter, const Catalog& catalog) {
  std::vector<std::string> ids;
  for (const Agency& agency : catalog.agencies()) {
    if (Passes(filter, agency, catalog)) ids.push_back(agency.id);
  }
  return ids;
}

bool LiesIn(const Agency& agency, const std::string& area, const Catalog& catalog) {
  const Agency* at = OfficeOf(agency, catalog);
  for (int depth = 0; at != nullptr && depth < kDeepest; ++depth) {
    if (at->id == area) return true;
    at = catalog.FindAgency(at->area.empty() ? at->parent : at->area);
  }
  return false;
}

}  // namespace motcua::aggregator
