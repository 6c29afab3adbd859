#include "services/portal/domain/status.h"

#include <array>
#include <bitset>

namespace motcua::portal::sync {
namespace {

using Set = std::bitset<kStatuses>;

constexpr int kStart = kStatuses;  // the row of a dossier that does not exist yet

Set Of(std::initializer_list<int> codes) {
  Set set;
  for (const int code : codes) set.set(code);
  return set;
}

// A filed dossier may be received, refused, or withdrawn before its receipt; a received one may
// end at once. Who waits is resumed (4) before the dossier can finish, but may end otherwise. What
// has ended can be opened again, which is 4.
const std::array<Set, kStatuses + 1>& Next() {
  static const auto* const next = new std::array<Set, kStatuses + 1>{{
      Of({}),                        // void
      Of({0, 2, 3, 7}),              // filed
      Of({0, 3, 4, 5, 6, 7, 8, 9}),  // received
      Of({0, 4}),                    // refused
      Of({0, 3, 5, 6, 7, 8, 9}),     // in processing
      Of({0, 3, 4, 7, 8}),           // supplement requested
      Of({0, 3, 4, 7, 8}),           // obligation requested
      Of({0, 4}),                    // withdrawn
      Of({0, 4}),                    // stopped
      Of({0, 4, 10}),                // finished
      Of({0, 4}),                    // handed over
      Of({1, 2}),                    // not there yet: filed, or received at the counter
  }};
  return *next;
}

int Row(std::optional<Status> status) { return status ? static_cast<int>(*status) : kStart; }

// True when a way leads from a row to `goal` that never enters one of `closed`. What ends before
// the receipt (3, 7) is never opened again.
bool Leads(int row, int goal, const Set& closed) {
  Set reached = Next()[row] & ~closed;
  for (Set before; before != reached;) {
    before = reached;
    const bool received = (row != kStart && row != 1) || reached.test(2);
    for (int code = 0; code < kStatuses; ++code) {
      const bool stays = !received && code != 1;
      if (before.test(code) && !stays) reached |= Next()[code] & ~closed;
    }
  }
  return reached.test(goal);
}

}  // namespace

bool MayFollow(std::optional<Status> before, Status after) {
  return before == after || Next()[Row(before)].test(static_cast<int>(after));
}

std::vector<Status> Between(std::optional<Status> before, Status after) {
  std::vector<Status> between;
  const int goal = static_cast<int>(after);
  if (MayFollow(before, after) || !Leads(Row(before), goal, {})) return between;
  for (int code = 0; code < kStatuses; ++code) {
    if (code == goal || code == Row(before) || Leads(Row(before), goal, Of({code}))) continue;
    between.push_back(static_cast<Status>(code));
  }
  return between;
}

}  // namespace motcua::portal::sync
