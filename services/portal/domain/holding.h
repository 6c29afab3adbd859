// The counters of one province, all agencies and procedures together. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_HOLDING_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_HOLDING_H_

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "common/statistics/batch.h"
#include "common/statistics/cells.h"

namespace motcua::portal {

using statistics::Channel;
using statistics::Counter;

using Series = std::pair<Counter, Channel>;

// What a series adds up to: in a period, and on all days before it.
struct PeriodSum {
  std::int64_t flow = 0;
  std::int64_t before = 0;

  bool operator==(const PeriodSum&) const = default;
};
using PeriodSums = std::map<Series, PeriodSum>;

// Not thread-safe.
class Holding {
 public:
  Holding() = default;
  // Of a full batch.
  explicit Holding(const std::vector<statistics::CellValue>& cells);

  // The cell's value from now on.
  void Set(const statistics::CellKey& key, std::int64_t value);

  const statistics::Digest& digest() const { return digest_; }
  // What the digest would be after a batch that goes on.
  statistics::Digest DigestAfter(const std::vector<statistics::CellValue>& cells) const;
  PeriodSums SumsOf(Day first, Day last) const;
  // The earliest day up to `through` on which the two say different things.
  std::optional<Day> FirstDifference(const Holding& other, Day through) const;

 private:
  using Days = std::vector<std::pair<Day, std::int64_t>>;  // in order, without values of 0

  std::int64_t ValueOf(const statistics::CellKey& key) const;

  std::map<Series, Days> series_;
  statistics::Digest digest_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_HOLDING_H_
