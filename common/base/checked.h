// What reading stored rows again found.
#ifndef MOTCUA_COMMON_BASE_CHECKED_H_
#define MOTCUA_COMMON_BASE_CHECKED_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace motcua {

// A row, or several that one hash covers, that is not what was stored.
struct StoredFault {
  std::string place;  // `event 17`
  std::string text;
};

// Keeps the first faults and counts the others.
struct Checked {
  static constexpr std::size_t kMostFaults = 1000;

  std::int64_t count = 0;  // rows read
  std::vector<StoredFault> faults;
  std::int64_t fault_count = 0;

  void Add(std::string place, std::string text) {
    ++fault_count;
    if (faults.size() < kMostFaults) faults.push_back({std::move(place), std::move(text)});
  }
};

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_CHECKED_H_
