// The tables that follow from the timelines of the cases, for lists and drill-down.
#ifndef MOTCUA_SERVICES_PROCESSING_LEG_TABLES_H_
#define MOTCUA_SERVICES_PROCESSING_LEG_TABLES_H_

#include <limits>
#include <set>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "services/processing/domain/timeline.h"
#include "services/processing/store.h"

namespace motcua::processing {

// Stands for "no due date", so that undated legs sort last.
inline constexpr Day kUndatedDueDay = std::numeric_limits<Day>::max();

// How the clock of an open leg stands. It comes before the due day in the indexes of table `leg`,
// so that each work list is a few ranges.
enum class Standing : int {
  kRuns = 0,
  kSupplement = 1,  // 1–3: waits, the number of the PauseKind
  kObligation = 2,
  kOtherBody = 3,
  kAnnounced = 4,  // runs; the applicant was told in a letter of apology that it takes longer
};

// Rows of one case, by leg; the first two columns are its code and the number of the leg.
using LegRows = std::vector<std::vector<sql::Value>>;
// Table `leg`: the open legs.
LegRows OpenLegRows(const Case& dossier);
// Table `unmatched_hand_over`: the open linked legs that nobody has acknowledged.
LegRows UnmatchedRows(const Case& dossier);

// Agencies that hold or held a leg: table `holder`.
std::set<std::string> HoldersOf(const Case& dossier);

// Writes what the changed cases change in these tables.
void WriteLegTables(sql::Connection& connection, const LoadedCases& cases);

// Derives all of them if cases are open and no leg is: after a migration that emptied them. Call
// it before anything writes.
void DeriveMissingLegs(sql::Connection& connection);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_LEG_TABLES_H_
