#include <algorithm>

#include "common/statistics/server.h"

namespace motcua::statistics {
namespace {

template <typename Wanted, typename T>
bool Admits(const Wanted& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

template <typename List>
bool Holds(const List& list, int counter) {
  return std::find(list.begin(), list.end(), counter) != list.end();
}

bool DayIn(const v1::Leaf& leaf, Day day) {
  if (day > leaf.last_day()) return false;
  return leaf.kind() == v1::Leaf::KIND_STOCK || day >= leaf.first_day();
}

}  // namespace

int SignIn(const v1::Leaf& leaf, const CellKey& key) {
  const int counter = static_cast<int>(key.counter);
  const int sign = (Holds(leaf.add(), counter) ? 1 : 0) - (Holds(leaf.subtract(), counter) ? 1 : 0);
  if (sign == 0 || !DayIn(leaf, key.day)) return 0;
  const bool admitted = Admits(leaf.channels(), static_cast<int>(key.channel)) &&
                        Admits(leaf.procedures(), key.procedure) &&
                        Admits(leaf.agencies(), key.agency) &&
                        Admits(leaf.responsible_agencies(), key.responsible_agency);
  return admitted ? sign : 0;
}

std::int64_t ValueIn(const v1::Leaf& leaf, const Deltas& cells) {
  std::int64_t sum = 0;
  for (const auto& [key, value] : cells.values()) sum += SignIn(leaf, key) * value;
  return sum;
}

}  // namespace motcua::statistics
