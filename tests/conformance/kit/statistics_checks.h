// Whether a StatisticsService keeps its contract. Each function fills in some requirements.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_STATISTICS_CHECKS_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_STATISTICS_CHECKS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "tests/conformance/kit/held_cells.h"
#include "tests/conformance/kit/report.h"

namespace motcua::conform {

// How long the kit waits.
struct Patience {
  absl::Duration answer = absl::Seconds(30);
  absl::Duration bookmark = absl::Seconds(15);
};

struct Source {
  statistics::v1::StatisticsService::Stub& stub;
  Report& report;
  Patience patience;
};

// How often what moves under the kit is asked for again, so that two answers are of one revision.
inline constexpr int kTries = 30;
void Pause();

std::vector<Requirement> StatisticsRequirements();
// All of it.
Report CheckStatistics(const std::shared_ptr<grpc::Channel>& channel, Patience patience = {});

// The first batch of a stream, or how the stream ended.
struct Answer {
  std::optional<CellBatch> batch;
  grpc::Status status;
};
Answer Ask(Source& source, const statistics::v1::WatchCellsRequest& request);
// A first sync; what is wrong with it goes to the report. nullopt: there was none.
std::optional<HeldCells> FirstSync(Source& source,
                                   const statistics::v1::Projection* projection = nullptr);

void CheckProjections(Source& source);
void CheckSummary(Source& source);
void CheckContributors(Source& source);

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_STATISTICS_CHECKS_H_
