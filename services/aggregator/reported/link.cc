#include "services/aggregator/reported/link.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "common/rpc/workers.h"
#include "common/statistics/source.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {
namespace {

using statistics::v1::ListContributorsRequest;
using statistics::v1::ListContributorsResponse;

constexpr std::size_t kMostWaiting = 64;

statistics::CellSource SourceOf(const sql::Settings& database, journal::Journal& journal,
                                statistics::Dossiers imports) {
  // Imports are promised by nobody: nothing of what is promised is still to come.
  return statistics::DatabaseSource(kReported, database, journal, SystemClock(), std::move(imports),
                                    "imports");
}

// A page may read millions of counts: whoever no longer waits must not keep others waiting.
class Questions {
 public:
  Questions(const sql::Settings& database, journal::Journal& journal)
      : source_(SourceOf(database, journal,
                         [this](sql::Connection& connection, const std::string& after, int limit,
                                const statistics::v1::Leaf& leaf) {
                           return Late() ? std::vector<statistics::DossierCells>()
                                         : CountImportsAfter(connection, after, limit, leaf);
                         })) {}

  void Ask(const ListContributorsRequest& request, absl::Time deadline,
           ListContributorsResponse* response, std::function<void(grpc::Status)> done) {
    const bool queued = worker_.Run([this, &request, deadline, response, done] {
      deadline_ = deadline;
      done(rpc::Guard("ListContributors", [&] { return Answer(request, response); }));
    });
    if (!queued) done(rpc::ToGrpc(rpc::Overloaded()));
  }

 private:
  bool Late() const { return SteadyNow() >= deadline_; }

  absl::Status Answer(const ListContributorsRequest& request, ListContributorsResponse* response) {
    const absl::Status late = absl::DeadlineExceededError("imports were not read in time");
    if (Late()) return late;
    auto page = source_.contributors(request.leaf(), request.page_size(), request.page_token());
    // What was read until then may be a part.
    if (Late()) return late;
    if (page.ok()) *response = *std::move(page);
    return page.status();
  }

  const statistics::CellSource source_;
  absl::Time deadline_;                   // of the question under way; used on the worker only
  rpc::Workers worker_{1, kMostWaiting};  // last: what it runs uses the above
};

}  // namespace

statistics::CellSource CellsOfImports(const sql::Settings& database, journal::Journal& journal) {
  return SourceOf(database, journal, CountImportsAfter);
}

Link LinkTo(const sql::Settings& database, journal::Journal& journal,
            const ReportedFollower& follower) {
  Link link{kReported, nullptr, [&follower] { return follower.state(); }};
  link.ask = [questions = std::make_shared<Questions>(database, journal)](
                 const ListContributorsRequest& request, absl::Time deadline,
                 ListContributorsResponse* response, std::function<void(grpc::Status)> done) {
    questions->Ask(request, deadline, response, std::move(done));
  };
  return link;
}

}  // namespace motcua::aggregator
