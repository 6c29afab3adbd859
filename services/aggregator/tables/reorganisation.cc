#include "services/aggregator/tables/reorganisation.h"

#include <memory>
#include <set>
#include <vector>

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;
using v1::SeriesStep;

// An agency, its office and those above, nearest first, in the trees of both days.
std::vector<std::string> Upwards(const std::string& agency, const Catalog& before,
                                 const Catalog& then) {
  std::vector<std::string> path = {agency};
  std::set<std::string> seen = {agency};
  for (std::size_t next = 0; next < path.size(); ++next) {
    for (const Catalog* tree : {&before, &then}) {
      const Agency* const at = tree->FindAgency(path[next]);
      if (at == nullptr) continue;
      for (const std::string& up : {at->alias_of, at->parent, at->area}) {
        if (!up.empty() && seen.insert(up).second) path.push_back(up);
      }
    }
  }
  return path;
}

std::optional<Reorganisation> HappenedTo(const Agency& agency, Day after, Day until) {
  const auto within = [&](Day last) { return after <= last && last < until; };
  if (within(agency.valid_to)) {
    const bool merged = !agency.successor.empty();
    return Reorganisation{merged ? SeriesStep::CAUSE_MERGER : SeriesStep::CAUSE_ENDED, agency.id,
                          agency.valid_to + 1};
  }
  if (within(agency.valid_from - 1)) {
    return Reorganisation{SeriesStep::CAUSE_FORMED, agency.id, agency.valid_from};
  }
  for (const catalog::FormerPlace& place : agency.former_places) {
    if (!within(place.valid_to)) continue;
    return Reorganisation{SeriesStep::CAUSE_MOVE, agency.id, place.valid_to + 1};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reorganisation> ReorganisationOf(const std::string& agency, Day after, Day until,
                                               const Catalog& catalog) {
  const auto before = catalog.TreeOn(after);
  const auto then = catalog.TreeOn(until);
  for (const std::string& id : Upwards(agency, *before, *then)) {
    const Agency* const stated = catalog.FindAgency(id);
    if (stated == nullptr) continue;
    if (auto happened = HappenedTo(*stated, after, until)) return happened;
  }
  return std::nullopt;
}

}  // namespace motcua::aggregator
