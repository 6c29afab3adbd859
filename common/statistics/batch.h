// What changed in a source's cells, as one value. Pure.
#ifndef MOTCUA_COMMON_STATISTICS_BATCH_H_
#define MOTCUA_COMMON_STATISTICS_BATCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/statistics/cells.h"

namespace motcua::statistics {

// A place in a source's cells.
struct CellCursor {
  std::string epoch;
  std::int64_t revision = 0;
};

struct CellValue {
  CellKey key;
  std::int64_t value = 0;
};

// Every cell changed in (from, through], one snapshot of the source.
struct Batch {
  std::string source;
  std::string epoch;
  bool full = false;
  std::int64_t from = 0;
  std::int64_t through = 0;
  std::vector<CellValue> cells;
  std::string digest;  // 16 bytes, over all cells at `through`
  absl::Time complete_until = absl::InfinitePast();
};

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_BATCH_H_
