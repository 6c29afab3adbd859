// Choices that are the same on every machine for the same seed.
#ifndef MOTCUA_TOOLS_REPLAY_RANDOM_H_
#define MOTCUA_TOOLS_REPLAY_RANDOM_H_

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace motcua::replay {

// The engine's sequence is fixed by the standard; the distributions of <random> are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // From `low` to `high`, both included; `low` when there is nothing between them.
  int Between(int low, int high) {
    if (high <= low) return low;
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[engine_() % i]);
    }
  }
  template <typename T>
  const T& Pick(const std::vector<T>& items) {
    return items[engine_() % items.size()];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_RANDOM_H_
