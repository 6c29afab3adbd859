#include "services/portal/snapshot_book.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "common/base/log.h"

namespace motcua::portal {

SnapshotBook::SnapshotBook(std::string province, sql::Connections& connections)
    : province_(std::move(province)), connections_(connections) {
  std::vector<LoadedSnapshot> held;
  const absl::Status loaded = connections_.With([&](sql::Connection& connection) {
    held = LoadSnapshots(connection, province_);
    return absl::OkStatus();
  });
  if (!loaded.ok()) throw std::runtime_error(std::string(loaded.message()));
  std::set<std::pair<Day, Day>> damaged;
  for (LoadedSnapshot& loaded : held) {
    const SnapshotHead head = loaded.snapshot.head;
    periods_[{head.first, head.last}][head.number] =
        std::make_shared<const HeldSnapshot>(std::move(loaded.snapshot));
    if (loaded.intact) continue;
    Log(LogLevel::kError, "snapshot_damaged", {{"province", province_}, {"name", head.name}});
    damaged.insert({head.first, head.last});
  }
  // They are fetched again, from the first number on.
  for (const auto& period : damaged) periods_.erase(period);
}

std::optional<Objection> SnapshotBook::Examine(const SnapshotHead& head) const {
  const std::lock_guard lock(mutex_);
  const auto period = periods_.find({head.first, head.last});
  if (period == periods_.end()) return ExamineOrder(std::nullopt, false, head);
  const Snapshot shown = NewestOf(period->second);
  const bool complete = shown != nullptr && !shown->head.provisional;
  return ExamineOrder(period->second.rbegin()->second->head, complete, head);
}

absl::Status SnapshotBook::Keep(HeldSnapshot snapshot) {
  absl::Status saved = connections_.With([&](sql::Connection& connection) {
    SaveSnapshot(connection, province_, snapshot);
    return absl::OkStatus();
  });
  if (!saved.ok()) return saved;
  const std::lock_guard lock(mutex_);
  const SnapshotHead head = snapshot.head;
  periods_[{head.first, head.last}].try_emplace(
      head.number, std::make_shared<const HeldSnapshot>(std::move(snapshot)));
  return saved;
}

SnapshotBook::Snapshot SnapshotBook::Find(const SnapshotHead& head) const {
  const std::lock_guard lock(mutex_);
  const auto period = periods_.find({head.first, head.last});
  if (period == periods_.end()) return nullptr;
  const auto snapshot = period->second.find(head.number);
  return snapshot == period->second.end() ? nullptr : snapshot->second;
}

std::vector<SnapshotBook::Snapshot> SnapshotBook::All() const {
  const std::lock_guard lock(mutex_);
  std::vector<Snapshot> all;
  for (const auto& [period, numbers] : periods_) {
    for (const auto& [number, snapshot] : numbers) all.push_back(snapshot);
  }
  return all;
}

SnapshotBook::Snapshot SnapshotBook::NewestOf(const Numbers& numbers) {
  Snapshot provisional;
  for (auto at = numbers.rbegin(); at != numbers.rend(); ++at) {
    if (!at->second->usable) continue;
    if (!at->second->head.provisional) return at->second;
    if (provisional == nullptr) provisional = at->second;
  }
  return provisional;
}

SnapshotBook::Snapshot SnapshotBook::Newest(Day first, Day last) const {
  const std::lock_guard lock(mutex_);
  const auto period = periods_.find({first, last});
  return period == periods_.end() ? nullptr : NewestOf(period->second);
}

std::vector<SnapshotBook::Snapshot> SnapshotBook::NewestOfEach() const {
  const std::lock_guard lock(mutex_);
  std::vector<Snapshot> newest;
  for (const auto& [period, numbers] : periods_) {
    if (Snapshot one = NewestOf(numbers)) newest.push_back(one);
  }
  std::stable_sort(newest.begin(), newest.end(), [](const Snapshot& a, const Snapshot& b) {
    return a->head.last > b->head.last;
  });
  return newest;
}

std::optional<Day> SnapshotBook::PublishedThrough() const {
  std::optional<Day> through;
  for (const Snapshot& snapshot : NewestOfEach()) {
    if (snapshot->head.provisional) continue;
    through = std::max(through.value_or(snapshot->head.last), snapshot->head.last);
  }
  return through;
}

}  // namespace motcua::portal
