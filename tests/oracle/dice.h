// Random choices of a test.
#ifndef MOTCUA_TESTS_ORACLE_DICE_H_
#define MOTCUA_TESTS_ORACLE_DICE_H_

#include <cstdint>
#include <random>
#include <vector>

namespace motcua::oracle {

// The same seed gives the same choices. Not thread-safe.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  // 0 to n − 1.
  int Below(int n) { return static_cast<int>(random_() % n); }
  // Once in n times.
  bool OneIn(int n) { return Below(n) == 0; }
  template <typename Value>
  const Value& Of(const std::vector<Value>& values) {
    return values[Below(static_cast<int>(values.size()))];
  }
  // Each with a chance of one in n, in order.
  template <typename Value>
  std::vector<Value> Some(const std::vector<Value>& values, int n) {
    std::vector<Value> some;
    for (const Value& value : values) {
      if (OneIn(n)) some.push_back(value);
    }
    return some;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace motcua::oracle

#endif  // MOTCUA_TESTS_ORACLE_DICE_H_
