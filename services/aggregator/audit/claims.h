// What the prose of a report claims, against its tables and itself: identities I6 and I10.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_CLAIMS_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_CLAIMS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

using Claims = google::protobuf::RepeatedPtrField<v1::Claim>;

// INVALID_ARGUMENT naming `claims[i].…`: an id that is missing or there twice, what is no number, a
// cell that no table of the report prints, a numerator or denominator that is no claimed count.
absl::Status ReadClaims(const Claims& claims, const std::vector<Printed>& report);

// Claims that are read. A claim repeats its cell; a rate is what the claims it divides give, by
// either rule of rounding. Where it is not, what it seems to be divided by: another claim, or
// another number of the row that the claimed ones are of. The row of a finding is the claim's id; a
// rate is told in units of its last printed decimal.
std::vector<Finding> CheckClaims(const Claims& claims, const std::vector<Printed>& report);

// How many claims repeat a cell of a table.
int CountRepeated(const Claims& claims, const Printed& printed);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_CLAIMS_H_
