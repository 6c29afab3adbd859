#include "services/aggregator/knowledge.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::aggregator {

using statistics::Batch;
using statistics::CellCursor;
using statistics::CellValue;

namespace {

// Of the same count, and before what is held: it forgot what it had said.
bool WentBack(const std::optional<CellCursor>& held, const Batch& batch) {
  return held && held->epoch == batch.epoch && batch.through < held->revision;
}

}  // namespace

SourceFacts* Knowledge::FindMutable(const std::string& source) {
  return const_cast<SourceFacts*>(facts_.Find(source));
}

Knowledge::Knowledge(received::Store& store, const std::vector<std::string>& sources)
    : store_(store) {
  for (const std::string& source : sources) facts_.sources.push_back({source, {}, {}});
  Load();
}

void Knowledge::Load() {
  facts_.head = store_.Head();
  for (SourceFacts& source : facts_.sources) {
    std::vector<CellValue> cells;
    const bool intact = store_.ReadCells(source.id, [&](const CellValue& cell, auto revision) {
      if (cell.value != 0) cells.push_back(cell);
      changes_.Add(revision, cell.key, 0);
    });
    if (!intact) continue;
    source.standing = store_.Find(source.id);
    source.cube = Cube(std::move(cells));
  }
  facts_.IndexAgencies();
}

absl::Status Knowledge::Apply(const std::string& id, const Batch& batch, absl::Time now,
                              const std::vector<Import>& imports) {
  const std::lock_guard writing(writing_);
  if (WentBack(CursorOf(id), batch)) {
    return absl::OutOfRangeError(
        "it was restored from an older backup than this province: its last counts stay. Restore"
        " the whole province, or start it once with --recount");
  }
  const absl::StatusOr<received::Applied> applied = store_.Apply(id, batch, now);
  if (!applied.ok()) return applied.status();
  Cube fresh(batch.full ? batch.cells : std::vector<CellValue>());  // before readers have to wait
  {
    const absl::WriterMutexLock lock(&mutex_);
    SourceFacts& source = *FindMutable(id);
    const std::size_t agencies_before = source.cube.agency_count();
    source.standing = applied->standing;
    if (applied->head.epoch != facts_.head.epoch) changes_ = Changes(applied->head.revision);
    facts_.head = applied->head;
    if (batch.full) std::swap(source.cube, fresh);
    for (const CellValue& cell : batch.cells) {
      if (batch.full) break;
      const std::int64_t difference = source.cube.Set(cell.key, cell.value);
      changes_.Add(facts_.head.revision, cell.key, difference);
    }
    if (batch.full || source.cube.agency_count() != agencies_before) facts_.IndexAgencies();
    for (const Import& import : imports) {
      facts_.imports[import.id] = std::make_shared<const Import>(import);
    }
  }
  Wake();
  return absl::OkStatus();
}

void Knowledge::SetCatalog(std::shared_ptr<const catalog::Catalog> catalog) {
  {
    const absl::WriterMutexLock lock(&mutex_);
    facts_.catalog = std::move(catalog);
  }
  Wake();
}

std::optional<CellCursor> Knowledge::CursorOf(const std::string& source) const {
  const absl::ReaderMutexLock lock(&mutex_);
  const SourceFacts* const facts = facts_.Find(source);
  if (facts == nullptr || !facts->standing) return std::nullopt;
  return facts->standing->cursor;
}

absl::Time Knowledge::CompleteUntil() const {
  const absl::ReaderMutexLock lock(&mutex_);
  absl::Time least = absl::InfiniteFuture();
  for (const SourceFacts& source : facts_.sources) {
    least =
        std::min(least, source.standing ? source.standing->complete_until : absl::InfinitePast());
  }
  return facts_.sources.empty() ? absl::InfinitePast() : least;
}

View& Knowledge::UpToDateView(const Projection& projection) {
  const auto catalog = facts_.catalog;
  const std::string epoch = projection.needs_catalog()
                                ? absl::StrCat(facts_.head.epoch, ".", catalog->revision())
                                : facts_.head.epoch;
  auto found = views_.find(projection);
  if (found != views_.end() && found->second.epoch() == epoch &&
      changes_.floor() <= found->second.revision()) {
    changes_.ForEachAfter(found->second.revision(),
                          [&](std::int64_t revision, const CellKey& key, std::int64_t difference) {
                            found->second.Add(key, difference, revision);
                          });
    found->second.MoveTo(facts_.head.revision);
    return found->second;
  }
  View view(epoch, changes_.floor(), [=](const CellKey& key) {
    return projection.identity() ? key : Project(key, projection, catalog.get());
  });
  for (const SourceFacts& source : facts_.sources) {
    source.cube.ForEachCell(
        [&](const CellKey& key, std::int64_t value) { view.Add(key, value, changes_.floor()); });
  }
  changes_.ForEachAfter(changes_.floor(), [&](std::int64_t revision, const CellKey& key,
                                              std::int64_t) { view.Add(key, 0, revision); });
  view.MoveTo(facts_.head.revision);
  return views_.insert_or_assign(projection, std::move(view)).first->second;
}

std::optional<Batch> Knowledge::Next(const std::optional<CellCursor>& after,
                                     const Projection& projection) {
  const std::lock_guard views_lock(views_mutex_);
  const absl::ReaderMutexLock lock(&mutex_);
  if (facts_.catalog == nullptr && projection.needs_catalog()) return std::nullopt;
  return UpToDateView(projection).Since(after);
}

std::shared_ptr<void> Knowledge::Subscribe(std::function<void()> wake) {
  const std::lock_guard lock(subscribers_mutex_);
  const auto subscriber = subscribers_.insert(subscribers_.end(), std::move(wake));
  return {nullptr, [this, subscriber](void*) {
            const std::lock_guard lock(subscribers_mutex_);
            subscribers_.erase(subscriber);
          }};
}

void Knowledge::Wake() {
  const std::lock_guard lock(subscribers_mutex_);
  for (const auto& wake : subscribers_) wake();
}

}  // namespace motcua::aggregator
