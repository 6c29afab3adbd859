// StatisticsService over any place that keeps cells: a source's database, or the
// aggregator's memory.
#ifndef MOTCUA_COMMON_STATISTICS_SERVER_H_
#define MOTCUA_COMMON_STATISTICS_SERVER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/push_streams.h"
#include "common/statistics/cell_store.h"
#include "grpcpp/grpcpp.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::statistics {

// One dossier's cells, for drill-down.
struct DossierCells {
  std::string dossier;  // code
  Deltas cells;
};

// Where the cells are. Functions may block a little; they run on a worker thread of the
// server, never on a gRPC thread.
struct CellSource {
  // The next batch. When nothing changed since `after`: one without cells, whose digest goes
  // into bookmarks. nullopt: there is something that may not be told yet, and until then nothing
  // is, for a bookmark would promise over it. INVALID_ARGUMENT when the projection is not offered.
  // Without `complete_until` it gets what the function below said just before.
  std::function<absl::StatusOr<std::optional<Batch>>(const std::optional<CellCursor>& after,
                                                     const v1::Projection& projection)>
      next;
  // What the source promises now; sent with bookmarks.
  std::function<absl::Time()> complete_until;
  // Calls `wake` whenever `next` may have something, until the handle dies.
  std::function<std::shared_ptr<void>(std::function<void()> wake)> subscribe;
  // Sums per agency, counter and channel, and stocks (GetSummary).
  std::function<absl::StatusOr<v1::GetSummaryResponse>(Day first, Day last,
                                                       const std::vector<std::string>& agencies)>
      summary;
  // Contributors after a dossier code (empty: from the first), for ListContributors; the leaf is
  // validated. Its next_page_token is the bare code to go on after; the server seals it.
  std::function<absl::StatusOr<v1::ListContributorsResponse>(const v1::Leaf& leaf, int page_size,
                                                             const std::string& after_dossier)>
      contributors;
};

// Serves one CellSource. Streams: one outstanding write, a batch at most every 20 ms, a bookmark
// every second; a reader that takes nothing for 30 s is cut off. Must outlive its server.
std::unique_ptr<grpc::Service> MakeStatisticsService(CellSource source,
                                                     rpc::PushOptions options = {});

// Up to `limit` dossiers after a code, in order, with their Contributions; those that cannot
// touch the leaf may be left out.
using Dossiers = std::function<std::vector<DossierCells>(sql::Connection&, const std::string& after,
                                                         int limit, const v1::Leaf& leaf)>;

// True when a cell belongs to a leaf; sign +1, −1 or 0.
int SignIn(const v1::Leaf& leaf, const CellKey& key);
// What cells add to a leaf.
std::int64_t ValueIn(const v1::Leaf& leaf, const Deltas& cells);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_SERVER_H_
