// Between batches and the messages that carry them.
#ifndef MOTCUA_COMMON_STATISTICS_CONVERT_H_
#define MOTCUA_COMMON_STATISTICS_CONVERT_H_

#include <cstddef>

#include "common/statistics/cell_store.h"
#include "motcua/statistics/v1/statistics.pb.h"

namespace motcua::statistics {

inline constexpr std::size_t kCellsPerPart = 2000;

// The part that begins at a cell; the last part has digest, promise and source.
v1::WatchCellsResponse PartAt(const Batch& batch, std::size_t begin);
// Adds a part to the batch being staged.
void Append(const v1::WatchCellsResponse& part, Batch& staged);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_CONVERT_H_
