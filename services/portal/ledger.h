// What the portal remembers of a province besides its cells: rows in, rows out.
#ifndef MOTCUA_SERVICES_PORTAL_LEDGER_H_
#define MOTCUA_SERVICES_PORTAL_LEDGER_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/base/checked.h"
#include "common/sql/connection.h"
#include "services/portal/domain/faults.h"
#include "services/portal/domain/holding.h"
#include "services/portal/domain/snapshot_order.h"

namespace motcua::portal {

// All throw sql::Error.

std::set<std::string> LoadLeftEpochs(sql::Connection& connection, const std::string& province);
void SaveLeftEpoch(sql::Connection& connection, const std::string& province,
                   const std::string& epoch);

std::set<std::string> LoadAcceptedEpochs(sql::Connection& connection, const std::string& province);
void SaveAcceptedEpoch(sql::Connection& connection, const std::string& province,
                       const std::string& epoch);
void DropAcceptedEpoch(sql::Connection& connection, const std::string& province,
                       const std::string& epoch);

FaultPlan LoadFaults(sql::Connection& connection, const std::string& province);
void SaveFaults(sql::Connection& connection, const std::string& province, const FaultPlan& plan);

// A verified snapshot and what its facts add up to.
struct HeldSnapshot {
  SnapshotHead head;  // without `supersedes`
  bool usable = true;
  std::string digest;
  std::string key_id;
  absl::Time receive_time;
  PeriodSums sums;
};
struct LoadedSnapshot {
  HeldSnapshot snapshot;
  bool intact = false;  // as it was saved
};
// By period and number.
std::vector<LoadedSnapshot> LoadSnapshots(sql::Connection& connection, const std::string& province);
// In one transaction, in the place of one that is there.
void SaveSnapshot(sql::Connection& connection, const std::string& province,
                  const HeldSnapshot& snapshot);

// Reads all of all provinces again, for VerifyService.
Checked CheckHeldSnapshots(sql::Connection& connection);

// `snapshots/2026-01-01_2026-01-31.1`.
std::string SnapshotName(Day first, Day last, int number);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_LEDGER_H_
