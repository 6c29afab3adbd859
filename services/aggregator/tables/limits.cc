#include "services/aggregator/tables/limits.h"

#include <algorithm>
#include <iterator>

namespace motcua::aggregator {
namespace {

std::shared_ptr<const Ids> Common(const std::shared_ptr<const Ids>& a,
                                  const std::shared_ptr<const Ids>& b) {
  if (a == nullptr || b == nullptr || a == b) return a == nullptr ? b : a;
  Ids common;
  std::set_intersection(a->begin(), a->end(), b->begin(), b->end(),
                        std::inserter(common, common.end()));
  return std::make_shared<const Ids>(std::move(common));
}

}  // namespace

Limits::Limits(const v1::Measure& measure, Days days, const Facts& facts) {
  if (measure.has_agencies()) {
    agencies_ =
        facts.selections->Agencies(measure.agencies(), facts.catalog->TreeOn(days.TreeDay()));
  }
  if (!measure.fields().empty()) {
    procedures_ = facts.selections->Procedures(measure.fields(), facts.catalog, days.last);
  }
}

Scope Limits::Within(const Scope& scope) const {
  Scope within;
  within.procedures = Common(scope.procedures, procedures_);
  within.whole = scope.whole && agencies_ == nullptr;
  if (within.whole) return within;
  if (scope.whole) {
    within.agencies.assign(agencies_->begin(), agencies_->end());
    return within;
  }
  std::copy_if(
      scope.agencies.begin(), scope.agencies.end(), std::back_inserter(within.agencies),
      [this](const std::string& id) { return agencies_ == nullptr || agencies_->contains(id); });
  return within;
}

}  // namespace motcua::aggregator
