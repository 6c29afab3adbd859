#include "services/aggregator/tables/set_rows.h"

#include <algorithm>

#include "services/aggregator/tables/agency_filter.h"

namespace motcua::aggregator {
namespace {

// How many agencies of a set another one has, too.
std::size_t SharedWith(const Scope& other, const Scope& set) {
  if (other.whole) return set.agencies.size();
  const Ids others(other.agencies.begin(), other.agencies.end());
  return std::count_if(set.agencies.begin(), set.agencies.end(),
                       [&](const std::string& id) { return others.contains(id); });
}

bool IsInside(const Scope& set, const Scope& other) {
  return set.whole ? other.whole : SharedWith(other, set) == set.agencies.size();
}

bool MeetPartly(const Scope& a, const Scope& b) {
  return !IsInside(a, b) && !IsInside(b, a) && SharedWith(a, b) > 0;
}

// Of two equal sets the first stands for both.
bool IsInsideAnother(const Rows& rows, std::size_t index) {
  for (std::size_t other = 0; other < rows.size(); ++other) {
    const bool inside = other != index && IsInside(rows[index].scope, rows[other].scope);
    if (inside && (other < index || !IsInside(rows[other].scope, rows[index].scope))) return true;
  }
  return false;
}

bool AnyMeetPartly(const Rows& rows) {
  for (const RowSpec& a : rows) {
    for (const RowSpec& b : rows) {
      if (MeetPartly(a.scope, b.scope)) return true;
    }
  }
  return false;
}

}  // namespace

Rows SetRows(const v1::RowAxis& axis, const catalog::Catalog& catalog) {
  Rows rows;
  for (const v1::AgencySet& set : axis.sets()) {
    RowSpec row{.id = set.id(), .label_vi = set.label_vi(), .group_vi = {}, .scope = {}};
    row.label_en = set.label_en();
    row.scope.whole = !set.has_agencies();
    if (set.has_agencies()) row.scope.agencies = AgenciesLike(set.agencies(), catalog);
    rows.push_back(std::move(row));
  }
  const bool no_sum = AnyMeetPartly(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].inside_another = no_sum || IsInsideAnother(rows, i);
  }
  return rows;
}

}  // namespace motcua::aggregator
