// Audits a table as some province printed it.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_PRINTED_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_PRINTED_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

// The identities of the definition, I5, and I6: a rate is what its columns give. With facts and
// days also I10 against the other tables as computed, I12, the order of the rows, and, with the
// period that the heading states, I11; then differences a printed form is known to have are
// explained by their computed size.
// INVALID_ARGUMENT naming `columns[i]` or `rows[i].cells[j]`.
absl::StatusOr<std::vector<Finding>> CheckPrinted(const Definitions& definitions,
                                                  const v1::TableDefinition& definition,
                                                  const v1::CheckTableRequest& request,
                                                  const Facts& facts, std::optional<Days> days,
                                                  std::optional<Days> heading = {});

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_PRINTED_H_
