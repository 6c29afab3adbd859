// What the requests of StatisticsService must hold. Each gives INVALID_ARGUMENT naming the field.
#ifndef MOTCUA_COMMON_STATISTICS_REQUESTS_H_
#define MOTCUA_COMMON_STATISTICS_REQUESTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/statistics/cell_store.h"
#include "motcua/statistics/v1/statistics.pb.h"

namespace motcua::statistics {

// nullopt: from the beginning.
absl::StatusOr<std::optional<CellCursor>> ParseCursor(const v1::WatchCellsRequest& request);
absl::Status CheckProjection(const v1::Projection& projection);
absl::Status CheckLeaf(const v1::Leaf& leaf);

struct SummaryRequest {
  Day first = 0;
  Day last = 0;
  std::vector<std::string> agencies;  // ids
};
absl::StatusOr<SummaryRequest> ParseSummary(const v1::GetSummaryRequest& request);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_REQUESTS_H_
