// What one transaction of the journal loads of statuses, decides on and saves.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_WORKING_SET_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_WORKING_SET_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/journal/journal.h"
#include "services/portal/sync/commands.h"
#include "services/portal/sync/store.h"

namespace motcua::portal::sync {

// Lives for one attempt of one transaction, on the writer thread.
class WorkingSet {
 public:
  // Codes that commands name, by province.
  using Names = std::map<std::string, std::set<std::string>>;

  WorkingSet() = default;
  WorkingSet(sql::Connection& connection, const Names& names);

  absl::StatusOr<journal::Decided> Decide(FollowedStatuses& command);
  absl::StatusOr<journal::Decided> Decide(PutStatuses& command);
  absl::StatusOr<journal::Decided> Decide(BeginReplay& command);
  absl::StatusOr<journal::Decided> Decide(Rejoin& command);

  void Save(sql::Connection& connection, std::int64_t revision);

 private:
  struct Province {
    ProvinceRow row;
    std::map<std::string, History> histories;
    std::map<std::string, std::optional<Bridged>> bridged;
    Changes changes;
    statistics::Deltas cells;
    bool changed = false;
  };

  // Takes what is new; nullopt when nothing is.
  static std::optional<Standing> Hear(const HeardOf& heard, Province& province);

  std::map<std::string, Province> provinces_;
};

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_WORKING_SET_H_
