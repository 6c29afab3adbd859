// What a leaf of a definition adds up: counters with signs, channels, days, responsible agencies.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SUM_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SUM_H_

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "common/statistics/cells.h"

namespace motcua::aggregator {

using statistics::Channel;
using statistics::Counter;

// Numbers as in definition.proto.
enum class Stock : int {
  kOpen = 1,
  kInTime = 2,
  kOverdue = 3,
  kWaiting = 4,
  kUndated = 5,
  kResultsInForce = 6,
  kResultsInForceDigitized = 7
};

// Counters as the cube indexes them: those of the contract, and the open legs, which the cube
// keeps ready because every table asks for them.
inline constexpr int kOpen = 127;
inline constexpr int kIndexes = 128;

// Before every day.
inline constexpr Day kBeginning = std::numeric_limits<Day>::min();

// Immutable value.
class Sum {
 public:
  // Over [first, last]. No channels means all.
  static Sum Flow(const std::vector<Counter>& counters, const std::vector<Channel>& channels,
                  Day first, Day last);
  // At 24:00 of a day.
  static Sum At(Stock stock, const std::vector<Channel>& channels, Day day);
  // Of the late steps alone those for which one of these agencies is responsible.
  Sum ForResponsible(std::vector<std::string> agencies) const;

  // Cube indexes with their signs; may name kOpen.
  const std::vector<std::pair<int, int>>& parts() const { return parts_; }
  // The same with kOpen written out: sign of each counter of the contract.
  const std::array<std::int8_t, kIndexes>& signs() const { return signs_; }
  // Channel numbers; {0} is all.
  const std::vector<int>& channels() const { return channels_; }
  bool Takes(Channel channel) const;
  // Whether a cell is part of it.
  bool Takes(const statistics::CellKey& key) const;
  // Each once; null: whoever is responsible, if anyone is.
  const std::vector<std::string>* responsible() const { return limited_ ? &responsible_ : nullptr; }

  // Over (after, through].
  Day after() const { return after_; }
  Day through() const { return through_; }

 private:
  Sum(std::vector<std::pair<int, int>> parts, const std::vector<Channel>& channels, Day after,
      Day through);

  std::vector<std::pair<int, int>> parts_;
  std::array<std::int8_t, kIndexes> signs_{};
  std::vector<int> channels_;
  bool limited_ = false;  // to responsible_
  std::vector<std::string> responsible_;
  Day after_;
  Day through_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SUM_H_
