// What SaidService answers.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_ANSWERS_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_ANSWERS_H_

#include <optional>
#include <string>

#include "common/signing/key.h"
#include "common/sql/connection.h"
#include "motcua/aggregator/v1/said.pb.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/closing/name.h"

namespace motcua::aggregator {

// CompareSnapshotRequest, parsed.
struct Comparing {
  SnapshotName name;
  std::optional<SnapshotName> against;
  std::string definition;
  bool differing_only = false;
};
absl::StatusOr<Comparing> Parse(const v1::CompareSnapshotRequest& request);
absl::Status AnswerThenAndNow(const Basis& basis, const signing::Keyring& keys,
                              const Comparing& asked, sql::Connection& connection,
                              v1::SnapshotComparison& response);

// GetCarryOverRequest, parsed.
struct Carrying {
  Days days;
  std::optional<SnapshotName> previous;
  std::optional<SnapshotName> against;
};
absl::StatusOr<Carrying> Parse(const v1::GetCarryOverRequest& request);
absl::Status AnswerCarryOver(const Basis& basis, const signing::Keyring& keys,
                             const Carrying& asked, sql::Connection& connection,
                             v1::CarryOver& response);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_ANSWERS_H_
