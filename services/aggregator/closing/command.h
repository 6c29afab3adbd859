// A closing as the journal decides it.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_COMMAND_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_COMMAND_H_

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "common/journal/journal.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "services/aggregator/closing/name.h"

namespace motcua::aggregator {

// Signed before it is submitted, so that the writer reckons nothing. A refusal is submitted, too: a
// repeated request gets its first outcome, whatever it would get now.
struct CloseCommand {
  absl::StatusOr<v1::Snapshot> snapshot;
};

// The periods that a batch closes.
struct LoadedSnapshots {
  std::map<std::pair<Day, Day>, std::int32_t> newest;  // numbers
  std::set<std::string> ready;                         // digests of those whose parts are all there
  std::vector<v1::Snapshot> added;
};

LoadedSnapshots LoadSnapshots(sql::Connection& connection,
                              const std::vector<CloseCommand*>& commands);
absl::StatusOr<journal::Decided> DecideClosing(LoadedSnapshots& snapshots,
                                               const CloseCommand& command);
void SaveSnapshots(sql::Connection& connection, const LoadedSnapshots& snapshots);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_COMMAND_H_
