#include "common/catalog/catalog.h"

#include <algorithm>
#include <set>
#include <utility>

namespace motcua::catalog {

const Agency* Catalog::FindAgency(const std::string& id) const {
  const auto found = agency_by_id_.find(id);
  return found == agency_by_id_.end() ? nullptr : &agencies_[found->second];
}

const Agency* Catalog::FindAgencyByCode(const std::string& code) const {
  const auto found = agency_by_code_.find(code);
  return found == agency_by_code_.end() ? nullptr : &agencies_[found->second];
}

const Procedure* Catalog::ProcedureOn(const std::string& id, Day day) const {
  const Procedure* in_force = nullptr;
  for (auto found = rules_->procedure_by_version.lower_bound({id, 0});
       found != rules_->procedure_by_version.end() && found->first.first == id; ++found) {
    const Procedure& procedure = rules_->procedures[found->second];
    if (procedure.valid_from > day) break;
    in_force = &procedure;
  }
  return in_force;
}

const Procedure* Catalog::FindProcedure(const std::string& id, int version) const {
  const auto found = rules_->procedure_by_version.find({id, version});
  return found == rules_->procedure_by_version.end() ? nullptr : &rules_->procedures[found->second];
}

int Catalog::DiscountOn(const std::string& procedure, Day day) const {
  int percent = 0;
  for (const FeeDiscount& discount : rules_->discounts) {
    const bool concerns = discount.procedure.empty() || discount.procedure == procedure;
    if (concerns && discount.ValidOn(day)) percent = std::max(percent, discount.percent);
  }
  return percent;
}

std::optional<Level> Catalog::OfferedAt(const Procedure& procedure) const {
  if (procedure.offered_at) return procedure.offered_at;
  const Agency* agency = FindAgency(procedure.agency);
  return agency == nullptr ? std::nullopt : std::optional(agency->level);
}

std::vector<std::string> Catalog::Subtree(const std::string& agency) const {
  if (FindAgency(agency) == nullptr) return {};
  std::vector<std::string> subtree = {agency};
  std::set<std::string> seen = {agency};
  for (std::size_t next = 0; next < subtree.size(); ++next) {
    const auto below = children_.find(subtree[next]);
    if (below == children_.end()) continue;
    for (const std::string& child : below->second) {
      if (seen.insert(child).second) subtree.push_back(child);
    }
  }
  return subtree;
}

std::string Catalog::AncestorAtDepth(const std::string& agency, int depth) const {
  std::vector<const Agency*> path;  // from the agency up to a child of the province
  for (const Agency* at = FindAgency(agency); at != nullptr; at = FindAgency(at->parent)) {
    path.push_back(at);
  }
  if (depth < 1 || path.size() <= static_cast<std::size_t>(depth)) return agency;
  return path[path.size() - depth]->id;
}

}  // namespace motcua::catalog
