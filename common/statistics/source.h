// The CellSource of an operational service: its own database, woken by its journal.
#ifndef MOTCUA_COMMON_STATISTICS_SOURCE_H_
#define MOTCUA_COMMON_STATISTICS_SOURCE_H_

#include <functional>
#include <string>

#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "common/statistics/server.h"

namespace motcua::statistics {

// `journal` must outlive the source. A batch is held back until the journal's durable
// mark has reached its revision. `complete_until` bounds the promise by what the service follows.
// `collection` is that of the contributors' names.
CellSource DatabaseSource(std::string source_id, const sql::Settings& database,
                          journal::Journal& journal, std::function<absl::Time()> complete_until,
                          Dossiers dossiers, std::string collection = "dossiers");

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_SOURCE_H_
