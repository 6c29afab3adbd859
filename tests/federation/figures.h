// What the databases of a federation hold, read directly: the oracle of the tests.
#ifndef MOTCUA_TESTS_FEDERATION_FIGURES_H_
#define MOTCUA_TESTS_FEDERATION_FIGURES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/sql/connection.h"
#include "deploy/local/federation.h"

namespace motcua::federation {

// The database of a process.
sql::Settings SettingsOf(const local::Federation& federation, const std::string& process);

// A cell as text (agency, procedure, channel, day, counter, responsible agency) → value ≠ 0.
using Cells = std::map<std::string, std::int64_t>;

// As a source counts them.
Cells CountedBy(local::Federation& federation, const std::string& source);
// As the aggregator holds them of a source.
Cells HeldOf(local::Federation& federation, const std::string& source);
// All cells the portal holds, summed over fields and days: by agency, channel and counter.
Cells PortalSums(local::Federation& federation);
Cells SumByAgency(const Cells& cells);

// Codes in a dossier table of intake or processing.
std::set<std::string> CodesIn(local::Federation& federation, const std::string& source);

// Until the portal promises to have everything that has happened before `time`, by the clock of the
// processes. False after `timeout`.
bool AwaitComplete(const local::Federation& federation, absl::Duration timeout,
                   absl::Time time = absl::Now());

// Starts a source again so that it counts anew; whether that gave what it had counted.
bool RecountsEqual(local::Federation& federation, const std::string& source,
                   const std::string& var);

}  // namespace motcua::federation

#endif  // MOTCUA_TESTS_FEDERATION_FIGURES_H_
