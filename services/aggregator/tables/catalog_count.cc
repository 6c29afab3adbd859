#include "services/aggregator/tables/catalog_count.h"

#include <algorithm>
#include <optional>

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;
using catalog::Procedure;

bool OfferedAtOneOf(const v1::CatalogCountLeaf& leaf, const Procedure& procedure,
                    const Catalog& catalog) {
  if (leaf.offered_at().empty()) return true;
  const std::optional<catalog::Level> level = catalog.OfferedAt(procedure);
  return level && std::find(leaf.offered_at().begin(), leaf.offered_at().end(),
                            static_cast<int>(*level)) != leaf.offered_at().end();
}

bool Matches(const v1::CatalogCountLeaf& leaf, const Procedure& procedure, const Catalog& catalog) {
  return OfferedAtOneOf(leaf, procedure, catalog) && (!leaf.has_fee() || procedure.has_fee) &&
         (!leaf.online_payment() || procedure.online_payment) &&
         (!leaf.on_national_portal() || procedure.on_national_portal) &&
         (leaf.service_levels().empty() ||
          std::find(leaf.service_levels().begin(), leaf.service_levels().end(),
                    procedure.service_level) != leaf.service_levels().end());
}

bool Matches(const v1::CatalogCountLeaf& leaf, const Agency& agency, const Catalog& catalog,
             Day day) {
  return catalog.Stands(agency, day) && (!leaf.has_site() || agency.has_site);
}

}  // namespace

CatalogCount::CatalogCount(const v1::CatalogCountLeaf& leaf, const Catalog& catalog, Day day)
    : of_agencies_(leaf.what() == v1::CatalogCountLeaf::WHAT_AGENCIES) {
  for (const Agency& agency : catalog.agencies()) {
    if (of_agencies_ && Matches(leaf, agency, catalog, day)) found_[agency.id] = {agency.id};
  }
  for (const Procedure& procedure : catalog.procedures()) {
    const bool counts = !of_agencies_ && catalog.ProcedureOn(procedure.id, day) == &procedure &&
                        Matches(leaf, procedure, catalog);
    if (counts) found_[procedure.agency].push_back(procedure.id);
  }
}

std::int64_t CatalogCount::CountOf(const std::vector<std::string>& found,
                                   const Scope& scope) const {
  if (of_agencies_ || !scope.procedures) return static_cast<std::int64_t>(found.size());
  return std::count_if(found.begin(), found.end(), [&](const auto& procedure) {
    return scope.procedures->contains(procedure);
  });
}

std::int64_t CatalogCount::In(const Scope& scope) const {
  std::int64_t count = 0;
  for (const auto& [agency, found] : found_) {
    if (scope.whole) count += CountOf(found, scope);
  }
  if (scope.whole) return count;
  for (const std::string& agency : scope.agencies) {
    const auto found = found_.find(agency);
    if (found != found_.end()) count += CountOf(found->second, scope);
  }
  return count;
}

}  // namespace motcua::aggregator
