// The CellSource of an operational service: its own database, woken by its journal.
#ifndef MOTCUA_COMMON_STATISTICS_SOURCE_H_
#define MOTCUA_COMMON_STATISTICS_SOURCE_H_

#include <cstdint>
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

// Rows show before they are on disk; nobody may be told of what a crash would take back. False when
// the mark has not reached the sequence within two seconds.
bool WaitUntilDurable(journal::Journal& journal, std::int64_t sequence);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_SOURCE_H_
