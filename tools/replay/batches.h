// Many batch calls at once, with retries.
#ifndef MOTCUA_TOOLS_REPLAY_BATCHES_H_
#define MOTCUA_TOOLS_REPLAY_BATCHES_H_

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace motcua::replay {

// What became of one entry of a batch.
enum class Fate { kDone, kRefused, kAgain };

inline constexpr std::size_t kMostEntries = 1000;
inline constexpr int kInFlight = 4;

// 50 ms, doubling to one second.
inline absl::Duration Backoff(int attempt) {
  return std::min(absl::Milliseconds(50) * (1 << std::min(attempt, 5)), absl::Seconds(1));
}

// Whether a call may succeed when it is made again.
inline bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status) ||
         absl::IsDeadlineExceeded(status) || absl::IsAborted(status);
}

// Entries that must stay together in their order, for instance the commands of one dossier.
template <typename Entry>
using Group = std::vector<Entry>;

// Groups packed into batches of at most kMostEntries; empty groups are left out.
template <typename Entry>
std::vector<std::vector<Group<Entry>>> Pack(std::vector<Group<Entry>> groups) {
  std::vector<std::vector<Group<Entry>>> batches;
  std::size_t entries = kMostEntries;
  for (Group<Entry>& group : groups) {
    if (group.empty()) continue;
    if (entries + group.size() > kMostEntries) {
      batches.emplace_back();
      entries = 0;
    }
    entries += group.size();
    batches.back().push_back(std::move(group));
  }
  return batches;
}

// One batch until every entry has its fate or patience ends. `call` makes one call with all
// entries of the groups given and appends a fate for each; groups with an entry that wants to be
// sent again are sent again whole, which their request ids allow. `settled` is told of entries.
template <typename Entry>
absl::Status SendBatch(
    std::vector<Group<Entry>> groups, absl::Duration patience,
    const std::function<absl::Status(const std::vector<Group<Entry>>&, std::vector<Fate>&)>& call,
    const std::function<void(std::size_t)>& settled) {
  const absl::Time deadline = absl::Now() + patience;
  for (int attempt = 0; !groups.empty(); ++attempt) {
    std::vector<Fate> fates;
    const absl::Status called = call(groups, fates);
    if (!called.ok() && (!IsTransient(called) || absl::Now() > deadline)) return called;
    if (called.ok()) {
      std::vector<Group<Entry>> again;
      std::size_t at = 0;
      for (Group<Entry>& group : groups) {
        bool wanted = false;
        for (std::size_t i = 0; i < group.size(); ++i) wanted |= fates[at++] == Fate::kAgain;
        if (wanted) {
          again.push_back(std::move(group));
        } else {
          settled(group.size());
        }
      }
      groups = std::move(again);
      if (!groups.empty() && absl::Now() > deadline) {
        return absl::DeadlineExceededError("entries were put off until patience ended");
      }
    }
    if (!groups.empty()) absl::SleepFor(Backoff(attempt));
  }
  return absl::OkStatus();
}

// Runs `work(i)` for 0 ≤ i < count on kInFlight threads; the first error stops the rest.
inline absl::Status InFlight(std::size_t count,
                             const std::function<absl::Status(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  absl::Status first_error;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      const absl::Status done = work(i);
      if (done.ok()) continue;
      const std::lock_guard lock(mutex);
      if (first_error.ok()) first_error = done;
      next = count;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < kInFlight; ++i) threads.emplace_back(run);
  for (std::thread& thread : threads) thread.join();
  return first_error;
}

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_BATCHES_H_
