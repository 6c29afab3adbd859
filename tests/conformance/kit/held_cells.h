// A source's cells as a consumer holds them, from the words of statistics.proto alone.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_HELD_CELLS_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_HELD_CELLS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "motcua/statistics/v1/statistics.pb.h"
#include "tests/conformance/kit/report.h"

namespace motcua::conform {

// Agency, procedure, channel, day, counter, responsible agency.
using CellKey = std::tuple<std::string, std::string, int, int, int, std::string>;
CellKey KeyOf(const statistics::v1::Cell& cell);
std::string Describe(const CellKey& key);

// The canonical cell of WatchCellsResponse.digest.
std::string CanonicalCell(const CellKey& key, std::int64_t value);

// Parts put together.
struct CellBatch {
  std::string epoch;
  bool full = false;
  std::int64_t from = 0;
  std::int64_t through = 0;
  std::vector<statistics::v1::Cell> cells;
  std::string digest;
  std::optional<google::protobuf::Timestamp> complete_until;
  std::string source;
};

// Not thread-safe.
class HeldCells {
 public:
  // Takes a batch as a consumer does. What contradicts the contract: cells.unique, cells.gapless,
  // cells.digest.
  Fault Take(const CellBatch& batch);

  const std::map<CellKey, std::int64_t>& values() const { return values_; }
  std::int64_t ValueOf(const CellKey& key) const;
  const std::string& epoch() const { return epoch_; }
  std::int64_t revision() const { return revision_; }
  // 16 bytes.
  std::string Digest() const;
  statistics::v1::CellCursor cursor() const;

 private:
  void Set(const CellKey& key, std::int64_t value);

  std::map<CellKey, std::int64_t> values_;  // never 0
  std::string epoch_;
  std::int64_t revision_ = 0;
  unsigned __int128 digest_ = 0;
};

// What a cell contradicts by itself: unknown counters, channels, impossible days or ids; empty:
// nothing.
std::string FaultOf(const statistics::v1::Cell& cell);

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_HELD_CELLS_H_
