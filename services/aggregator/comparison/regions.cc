#include "services/aggregator/comparison/regions.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace motcua::aggregator {
namespace {

using Procedures = std::shared_ptr<const Ids>;  // null: all

// The whole province is who ever had a cell.
Ids AgenciesOf(const Scope& scope, const Facts& facts) {
  if (!scope.whole) return {scope.agencies.begin(), scope.agencies.end()};
  Ids agencies;
  for (const SourceFacts& source : facts.sources) {
    for (std::string& agency : source.cube.agencies()) agencies.insert(std::move(agency));
  }
  return agencies;
}

Ids Without(const Ids& ids, const Ids& others) {
  Ids left;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::inserter(left, left.end()));
  return left;
}

Procedures InBoth(const Procedures& a, const Procedures& b) {
  if (!a || !b) return a ? a : b;
  return std::make_shared<const Ids>(Without(*a, Without(*a, *b)));
}

bool Same(const Procedures& a, const Procedures& b) { return a == b || (a && b && *a == *b); }

std::vector<std::string> ListOf(const Ids& ids) { return {ids.begin(), ids.end()}; }

// All procedures but some cannot be listed: they are all, less these.
std::vector<SignedScope> OwnProcedures(const Scope& own, const Scope& other, const Scope& both) {
  if (!other.procedures) return {};
  Scope scope = both;
  if (!own.procedures) {
    scope.procedures.reset();
    return {{1, scope}, {-1, both}};
  }
  Ids own_ids = Without(*own.procedures, *other.procedures);
  if (own_ids.empty()) return {};
  scope.procedures = std::make_shared<const Ids>(std::move(own_ids));
  return {{1, scope}};
}

}  // namespace

Regions RegionsOf(const Scope& left, const Scope& right, const Facts& facts) {
  Regions regions;
  regions.both.whole = left.whole && right.whole;
  regions.both.procedures = InBoth(left.procedures, right.procedures);
  if (!regions.both.whole) {
    const Ids left_ids = AgenciesOf(left, facts);
    const Ids right_ids = AgenciesOf(right, facts);
    regions.left.agencies = ListOf(Without(left_ids, right_ids));
    regions.right.agencies = ListOf(Without(right_ids, left_ids));
    regions.both.agencies = ListOf(Without(left_ids, Without(left_ids, right_ids)));
  }
  if (!regions.both.whole && regions.both.agencies.empty()) return regions;
  regions.left.procedures = OwnProcedures(left, right, regions.both);
  regions.right.procedures = OwnProcedures(right, left, regions.both);
  return regions;
}

bool Same(const Scope& a, const Scope& b) {
  if (a.whole != b.whole || !Same(a.procedures, b.procedures)) return false;
  return a.whole ||
         Ids(a.agencies.begin(), a.agencies.end()) == Ids(b.agencies.begin(), b.agencies.end());
}

}  // namespace motcua::aggregator
