// Imports as drill-down asks them: a source in this very process.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_LINK_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_LINK_H_

#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "common/statistics/server.h"
#include "services/aggregator/links.h"
#include "services/aggregator/reported/follower.h"

namespace motcua::aggregator {

// What imports count, with `imports/{id}` as contributors. `journal` must outlive the source.
statistics::CellSource CellsOfImports(const sql::Settings& database, journal::Journal& journal);

// Answers one question after the other on a thread of its own: DEADLINE_EXCEEDED when a question's
// time is up before its answer, RESOURCE_EXHAUSTED when more than 64 wait. What it is given must
// outlive whoever asks.
Link LinkTo(const sql::Settings& database, journal::Journal& journal,
            const ReportedFollower& follower);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_LINK_H_
