// A folder of plans, each checked beside the definitions.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_FOLDER_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_FOLDER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/definitions/text_file.h"
#include "services/aggregator/plans/plan_check.h"

namespace motcua::aggregator {

using Plans = std::map<std::string, v1::Plan>;  // by id

struct CheckedPlans {
  Plans plans;                    // without the faulty ones
  std::vector<FileFault> faults;  // by file and place
  std::size_t files = 0;          // every *.textproto
};

// NOT_FOUND if the folder cannot be read. `agencies` as in FindFaults.
absl::StatusOr<CheckedPlans> CheckPlans(const std::string& folder, const Definitions& definitions,
                                        const catalog::Catalog* agencies);

// Every plan of a folder; none of an empty path. INVALID_ARGUMENT with the first fault, and how
// many there are.
absl::StatusOr<Plans> LoadPlans(const std::string& folder, const Definitions& definitions);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_FOLDER_H_
