// The cells of one source in memory, with running sums.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_CUBE_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_CUBE_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/statistics/batch.h"
#include "common/statistics/cells.h"
#include "services/aggregator/domain/series.h"
#include "services/aggregator/domain/sum.h"

namespace motcua::aggregator {

using statistics::CellKey;

using Ids = std::set<std::string>;

// Which cells a row counts.
struct Scope {
  bool whole = false;  // every agency; `agencies` is not looked at
  std::vector<std::string> agencies;
  std::shared_ptr<const Ids> procedures;  // null: all; rows share them
};

// Three layers of the same cells: by agency and procedure (exact), by agency, and for the whole
// province; the upper two also keep all channels together and the open legs. A table over
// agencies and all procedures never touches procedures. Late steps are kept a second time by who is
// responsible. Not thread-safe; a reader must see no writer.
class Cube {
 public:
  Cube() = default;
  // Of these cells, each there once; much faster than setting them in any order.
  explicit Cube(std::vector<statistics::CellValue> cells);

  // The cell has this value now; gives the difference to before.
  std::int64_t Set(const CellKey& key, std::int64_t value);

  std::int64_t Total(const Sum& sum, const Scope& scope) const;
  // Of one agency alone; of the scope only the procedures count.
  std::int64_t TotalAt(const std::string& agency, const Sum& sum, const Scope& scope) const;
  // Adds the sum of each (agency, procedure) of the scope to `totals`.
  void AddByProcedure(const Sum& sum, const Scope& scope,
                      std::map<std::pair<std::string, std::string>, std::int64_t>& totals) const;

  // Calls `visit` for every cell of value ≠ 0.
  using Visitor = std::function<void(const CellKey&, std::int64_t)>;
  void ForEachCell(const Visitor& visit) const;
  // Calls `visit` for every key that ever had a cell, with day 0: the sum of all days before
  // `first`, and of those from it through `last`.
  using SumVisitor = std::function<void(const CellKey&, std::int64_t before, std::int64_t between)>;
  void ForEachSum(Day first, Day last, const SumVisitor& visit) const;
  // Agencies that ever had a cell.
  std::vector<std::string> agencies() const;
  std::size_t agency_count() const { return agencies_.size(); }
  // Whether there ever was a cell of the counter.
  bool Has(Counter counter) const { return counters_.test(static_cast<std::size_t>(counter)); }

 private:
  // Series of one procedure at one agency, sorted by counter and channel.
  struct Slice {
    std::int64_t On(const CellKey& key) const;
    void Add(const CellKey& key, std::int64_t difference);
    std::int64_t Total(const Sum& sum) const;

    std::vector<std::pair<int, Series>> series;  // counter * 8 + channel
  };
  // Series by counter and channel; channel 0 is all of them, counter kOpen the open legs.
  struct Rollup {
    void Add(const CellKey& key, std::int64_t difference);
    std::int64_t Total(const Sum& sum) const;

    std::array<std::array<Series, 5>, kIndexes> series;
  };
  using Procedures = std::unordered_map<std::string, Slice>;
  struct AgencyCells {
    Rollup rollup;
    Procedures procedures;
    std::unordered_map<std::string, Procedures> late_steps;  // by responsible agency
  };

  static std::int64_t TotalOf(const Procedures& procedures, const Sum& sum, const Scope& scope);
  static std::int64_t TotalOf(const AgencyCells& cells, const Sum& sum, const Scope& scope);
  std::int64_t ValueOf(const CellKey& key) const;
  // Visits series with their keys. Either the late steps or all others; `key` has the agencies.
  template <typename OnSeries>
  static void Visit(const Procedures& procedures, bool late_steps, CellKey key, OnSeries visit);
  template <typename OnSeries>
  void VisitAll(OnSeries visit) const;

  Rollup province_;
  std::unordered_map<std::string, AgencyCells> agencies_;
  std::bitset<kIndexes> counters_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_CUBE_H_
