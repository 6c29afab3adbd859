// Audits a table as some province printed it.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_CHECK_PRINTED_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_CHECK_PRINTED_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// What a table shows by itself: the identities of its definition, I5, and I6: a rate is what its
// columns give and lies between its parts; I12, the order of the rows, where their groups are
// known.
std::vector<Finding> CheckAlone(const Printed& printed, const Explanations& explanations);

// A table alone; with facts and days also I10 against the other tables as computed, and, with the
// period that the heading states, I11; then differences a printed form is known to have are
// explained by their computed size. INVALID_ARGUMENT naming `columns[i]` or `rows[i].cells[j]`.
absl::StatusOr<std::vector<Finding>> CheckPrinted(const Definitions& definitions,
                                                  const v1::TableDefinition& definition,
                                                  const v1::CheckTableRequest& request,
                                                  const Facts& facts, std::optional<Days> days,
                                                  std::optional<Days> heading = {});

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_CHECK_PRINTED_H_
