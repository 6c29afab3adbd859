#include "services/portal/province.h"

#include <stdexcept>
#include <utility>

#include "services/portal/domain/line.h"
#include "services/portal/ledger.h"

namespace motcua::portal {
namespace {

using statistics::Batch;
using statistics::CellValue;

// One cell per day, channel and counter, whatever the catalogue says.
statistics::v1::Projection WholeProvince() {
  statistics::v1::Projection projection;
  projection.set_procedure_axis(statistics::v1::Projection::PROCEDURE_AXIS_NONE);
  projection.set_province(true);
  return projection;
}

// What a batch that was taken has put right.
constexpr ProblemKind kAboutCells[] = {ProblemKind::kGap,        ProblemKind::kDigest,
                                       ProblemKind::kStaleEpoch, ProblemKind::kForeign,
                                       ProblemKind::kMalformed,  ProblemKind::kRewrittenHistory,
                                       ProblemKind::kNeverHeard};

}  // namespace

Province::Province(Options options)
    : options_(std::move(options)),
      book_(options_.id, *options_.connections),
      snapshot_follower_({.province = options_.id,
                          .channel = options_.channel,
                          .keys = options_.keys,
                          .book = &book_,
                          .problems = options_.problems,
                          .faults = &faults_,
                          .clock = options_.clock,
                          .pause = options_.snapshot_pause}),
      follower_([this] {
        Begin();
        return statistics::CellFollower::Options{
            .source = options_.id,
            .channel = options_.channel,
            .projection = WholeProvince(),
            .cursor = [this] { return Cursor(); },
            .apply = [this](const Batch& batch) { return Receive(batch); }};
      }()) {}

Province::~Province() { faults_.Stop(); }

template <typename Body>
absl::Status Province::WithLedger(Body body) {
  return options_.connections->With([&](sql::Connection& connection) {
    body(connection);
    return absl::OkStatus();
  });
}

void Province::Begin() {
  Load();
  const absl::Status loaded = WithLedger(
      [this](sql::Connection& connection) { faults_.Set(LoadFaults(connection, options_.id)); });
  if (!loaded.ok()) throw std::runtime_error(std::string(loaded.message()));
  if (standing_) return;
  options_.problems->Note(options_.id, {ProblemKind::kNeverHeard, "no batch was ever taken"},
                          kCells, options_.clock());
}

// Cells that were damaged on disk are forgotten there, and asked for again.
void Province::Load() {
  Held held{.province = options_.id};
  const bool intact = options_.store->ReadCells(
      options_.id, [&](const CellValue& cell, auto) { held.cells.Set(cell.key, cell.value); });
  if (!intact) held.cells = Holding();
  const auto standing = options_.store->Find(options_.id);
  if (standing) held.cursor = standing->cursor;
  const absl::Status loaded = WithLedger([&](sql::Connection& connection) {
    held.left_epochs = LoadLeftEpochs(connection, options_.id);
    held.accepted_epochs = LoadAcceptedEpochs(connection, options_.id);
  });
  if (!loaded.ok()) throw std::runtime_error(std::string(loaded.message()));
  const std::lock_guard lock(mutex_);
  held.accepted_epochs.merge(held_.accepted_epochs);
  held_ = std::move(held);
  standing_ = standing;
}

CellsNow Province::Cells(Day first, Day last) const {
  const std::lock_guard lock(mutex_);
  return {standing_, held_.cells.SumsOf(first, last)};
}

std::optional<received::Standing> Province::standing() const {
  const std::lock_guard lock(mutex_);
  return standing_;
}

void Province::AcceptEpoch(const std::string& epoch) {
  const std::lock_guard lock(mutex_);
  held_.accepted_epochs.insert(epoch);
}

std::optional<statistics::CellCursor> Province::Cursor() {
  if (stale_) Load();
  stale_ = false;
  if (std::exchange(waiting_, true)) {
    reachable_ = false;
    options_.problems->Note(options_.id, {ProblemKind::kUnreachable, "no answer"}, kCells,
                            options_.clock());
  }
  if (std::exchange(anew_, false)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return held_.cursor;
}

absl::Status Province::Receive(const Batch& batch) {
  waiting_ = false;
  reachable_ = true;
  options_.problems->Pass(options_.id, ProblemKind::kUnreachable, kCells, options_.clock());
  return faults_.Meet([&] { return Take(batch); });
}

absl::Status Province::Take(const Batch& batch) {
  std::optional<Objection> objection;
  {
    const std::lock_guard lock(mutex_);
    held_.published_through = book_.PublishedThrough();
    objection = ExamineBatch(held_, batch);
  }
  return objection ? Refuse(*objection) : Store(batch);
}

// The next stream goes on from what is held; where that does not help, it begins anew.
absl::Status Province::Refuse(const Objection& objection) {
  ++refused_batches_;
  const bool gap = objection.kind == ProblemKind::kGap;
  anew_ = objection.kind == ProblemKind::kDigest || (gap && gap_);
  gap_ = gap;
  options_.problems->Note(options_.id, objection, kCells, options_.clock());
  return absl::FailedPreconditionError(TextVi(objection.kind) + ": " + objection.detail);
}

absl::Status Province::Store(const Batch& batch) {
  bool accepted = false;
  std::optional<std::string> left;
  {
    const std::lock_guard lock(mutex_);
    accepted = held_.accepted_epochs.contains(batch.epoch) && NeedsAcceptance(held_, batch);
    if (held_.cursor && held_.cursor->epoch != batch.epoch) left = held_.cursor->epoch;
  }
  if (left) {
    // Before it is left: an epoch that is held still is never refused for being noted here.
    const absl::Status saved = WithLedger(
        [&](sql::Connection& connection) { SaveLeftEpoch(connection, options_.id, *left); });
    if (!saved.ok()) return saved;
  }
  const auto applied = options_.store->Apply(options_.id, batch, options_.clock());
  if (absl::IsInvalidArgument(applied.status())) {
    return Refuse({ProblemKind::kMalformed, std::string(applied.status().message())});
  }
  if (!applied.ok()) {
    stale_ = true;
    return applied.status();
  }
  Remember(batch, applied->standing);
  if (accepted) {
    const std::lock_guard lock(mutex_);
    held_.accepted_epochs.erase(batch.epoch);
    WithLedger([&](sql::Connection& connection) {
      DropAcceptedEpoch(connection, options_.id, batch.epoch);
    }).IgnoreError();
  }
  gap_ = false;
  PassAll();
  unchecked_ |= batch.full || !batch.cells.empty();
  CheckIdentities();
  return absl::OkStatus();
}

void Province::Remember(const Batch& batch, const received::Standing& standing) {
  Holding fresh(batch.full ? batch.cells : std::vector<CellValue>());
  const std::lock_guard lock(mutex_);
  if (batch.full) {
    std::swap(held_.cells, fresh);
  } else {
    for (const CellValue& cell : batch.cells) held_.cells.Set(cell.key, cell.value);
  }
  if (held_.cursor && held_.cursor->epoch != batch.epoch) {
    held_.left_epochs.insert(held_.cursor->epoch);
  }
  held_.cursor = standing.cursor;
  standing_ = standing;
}

void Province::PassAll() {
  for (const ProblemKind kind : kAboutCells) {
    options_.problems->Pass(options_.id, kind, kCells, options_.clock());
  }
}

// Not with every batch under load; the bookmarks come each second.
void Province::CheckIdentities() {
  const absl::Time now = SteadyNow();
  if (!unchecked_ || now < next_check_) return;
  unchecked_ = false;
  next_check_ = now + absl::Seconds(1);
  const std::vector<std::string> broken = BrokenIdentities(Cells(kFirstDay, kLastDay).sums);
  if (broken.empty()) {
    return options_.problems->Pass(options_.id, ProblemKind::kIdentityFails, kCells,
                                   options_.clock());
  }
  options_.problems->Note(options_.id, {ProblemKind::kIdentityFails, broken.front()}, kCells,
                          options_.clock());
}

}  // namespace motcua::portal
