// What the databases of a federation hold, read directly: the oracle of the tests.
#ifndef MOTCUA_TESTS_FEDERATION_FIGURES_H_
#define MOTCUA_TESTS_FEDERATION_FIGURES_H_

#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/sql/connection.h"
#include "deploy/local/federation.h"
#include "motcua/portal/v1/portal.pb.h"

namespace motcua::federation {

// The database of a process.
sql::Settings SettingsOf(const local::Federation& federation, const std::string& process);

// A cell as text (agency, procedure, channel, day, counter, responsible agency) → value ≠ 0.
using Cells = std::map<std::string, std::int64_t>;

// As a source counts them.
Cells CountedBy(local::Federation& federation, const std::string& source);
// As the aggregator holds them of a source.
Cells HeldOf(local::Federation& federation, const std::string& source);
Cells SumByAgency(const Cells& cells);
// All cells the portal holds of a province, by channel and counter, without those that it publishes
// itself (synced results).
Cells PortalSums(local::Federation& federation, const std::string& province = "quang-tri");
// The same of any cells.
Cells SumOfAll(const Cells& cells);

// What the dossiers of a province amount to over a period, counted from intake's table of dossiers:
// of dossiers that are received and perhaps finished, and no more. `prefix` is that of the
// province's processes.
struct DossierFigures {
  std::int64_t received = 0;
  std::int64_t received_online = 0;
  std::int64_t carried_over = 0;
  std::int64_t finished_early = 0;
  std::int64_t finished_on_time = 0;
  std::int64_t finished_late = 0;
  std::int64_t open = 0;
  std::int64_t overdue = 0;

  bool operator==(const DossierFigures&) const = default;
  DossierFigures& operator+=(const DossierFigures& other);
};
DossierFigures CountDossiers(local::Federation& federation, const std::string& prefix,
                             const std::string& first_day, const std::string& last_day);
// The same of a line of the portal's.
DossierFigures FiguresOf(const portal::v1::ProvinceLine& line);
void PrintTo(const DossierFigures& figures, std::ostream* out);

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
