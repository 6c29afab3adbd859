// A snapshot as it would be signed now.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_DRAFT_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_DRAFT_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/closing/rules.h"
#include "services/aggregator/closing/whole.h"

namespace motcua::aggregator {

// What is asked for.
struct ClosingOrder {
  Days days;
  bool provisional = false;
  std::string reason_vi;
  std::string organisation;
};

// Tables, findings and facts of one moment, with all digests, but without difference and signature.
// Errors of MayClose, `CATALOG_MISSING`, `REPORT_TOO_LARGE`.
absl::StatusOr<WholeSnapshot> Draft(const Basis& basis, const std::string& province,
                                    const ClosingOrder& order, const NewestSnapshot& newest);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_DRAFT_H_
