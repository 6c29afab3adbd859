#include "services/aggregator/domain/view.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kChangesKept = 200'000;

}  // namespace

CellKey Project(const CellKey& key, const Projection& projection, const catalog::Catalog* catalog) {
  CellKey projected = key;
  if (projection.axis == ProcedureAxis::kNone) projected.procedure.clear();
  if (projection.axis == ProcedureAxis::kField) {
    const catalog::Procedure* procedure = catalog->ProcedureOn(key.procedure, key.day);
    projected.procedure = procedure == nullptr ? "" : procedure->field;
  }
  if (!projection.province.empty()) {
    projected.agency = projection.province;
    projected.responsible_agency.clear();
  }
  if (projection.tree_depth > 0) {
    projected.agency = catalog->AncestorAtDepth(key.agency, projection.tree_depth);
    if (!key.responsible_agency.empty()) {
      projected.responsible_agency =
          catalog->AncestorAtDepth(key.responsible_agency, projection.tree_depth);
    }
  }
  return projected;
}

void Changes::Add(std::int64_t revision, const CellKey& key, std::int64_t difference) {
  if (revision <= floor_) return;
  const bool full = changes_.size() >= kChangesKept;
  if (full && revision < changes_.begin()->first) {
    floor_ = revision;
    return;
  }
  changes_.emplace(revision, std::make_pair(key, difference));
  if (changes_.size() <= kChangesKept) return;
  floor_ = changes_.begin()->first;
  changes_.erase(floor_);
}

void Changes::ForEachAfter(
    std::int64_t revision,
    const std::function<void(std::int64_t, const CellKey&, std::int64_t)>& visit) const {
  for (auto change = changes_.upper_bound(revision); change != changes_.end(); ++change) {
    visit(change->first, change->second.first, change->second.second);
  }
}

View::View(std::string epoch, std::int64_t oldest, std::function<CellKey(const CellKey&)> project)
    : epoch_(std::move(epoch)), oldest_(oldest), revision_(oldest), project_(std::move(project)) {}

void View::Add(const CellKey& key, std::int64_t difference, std::int64_t revision) {
  const auto [cell, fresh] = cells_.try_emplace(project_(key));
  auto& [projected, entry] = *cell;
  if (!fresh) by_revision_.erase({entry.revision, &projected});
  entry.revision = revision;
  by_revision_.insert({revision, &projected});
  if (difference == 0) return;
  digest_.Remove(projected, entry.value);
  entry.value += difference;
  digest_.Add(projected, entry.value);
}

statistics::Batch View::Since(const std::optional<statistics::CellCursor>& after) const {
  const bool goes_on =
      after && after->epoch == epoch_ && oldest_ <= after->revision && after->revision <= revision_;
  statistics::Batch batch{.source = {},
                          .epoch = epoch_,
                          .full = !goes_on,
                          .from = goes_on ? after->revision : 0,
                          .through = revision_,
                          .cells = {},
                          .digest = digest_.ToBytes()};
  static const CellKey kLeast;  // of nobody
  auto place =
      goes_on ? by_revision_.lower_bound({after->revision + 1, &kLeast}) : by_revision_.begin();
  for (; place != by_revision_.end(); ++place) {
    const std::int64_t value = cells_.at(*place->second).value;
    if (goes_on || value != 0) batch.cells.push_back({*place->second, value});
  }
  return batch;
}

}  // namespace motcua::aggregator
