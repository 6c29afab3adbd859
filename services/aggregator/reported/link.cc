#include "services/aggregator/reported/link.h"

#include <utility>

#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "common/statistics/source.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {

statistics::CellSource CellsOfImports(const sql::Settings& database, journal::Journal& journal) {
  // Imports are promised by nobody: nothing of what is promised is still to come.
  return statistics::DatabaseSource(kReported, database, journal, SystemClock(), CountImportsAfter,
                                    "imports");
}

Link LinkTo(statistics::CellSource imports, const ReportedFollower& follower,
            rpc::Workers& workers) {
  Link link{kReported, nullptr, [&follower] { return follower.state(); }};
  link.ask = [imports = std::move(imports), &workers](
                 const statistics::v1::ListContributorsRequest& request,
                 statistics::v1::ListContributorsResponse* response,
                 std::function<void(grpc::Status)> done) {
    const bool queued = workers.Run([imports, &request, response, done] {
      done(rpc::Guard("ListContributors", [&] {
        auto page = imports.contributors(request.leaf(), request.page_size(), request.page_token());
        if (page.ok()) *response = *std::move(page);
        return page.status();
      }));
    });
    if (!queued) done(rpc::ToGrpc(rpc::Overloaded()));
  };
  return link;
}

}  // namespace motcua::aggregator
