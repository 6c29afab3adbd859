// Imports as drill-down asks them: a source in this very process.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_LINK_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_LINK_H_

#include "common/journal/journal.h"
#include "common/rpc/workers.h"
#include "common/sql/connection.h"
#include "common/statistics/server.h"
#include "services/aggregator/links.h"
#include "services/aggregator/reported/follower.h"

namespace motcua::aggregator {

// What imports count, with `imports/{id}` as contributors. `journal` must outlive the source.
statistics::CellSource CellsOfImports(const sql::Settings& database, journal::Journal& journal);

// `follower` and `workers`, on which questions are answered, must outlive the link.
Link LinkTo(statistics::CellSource imports, const ReportedFollower& follower,
            rpc::Workers& workers);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_LINK_H_
