// Sentences for the steps of an explanation that are about the case, not about working time.
#ifndef MOTCUA_SERVICES_PROCESSING_EXPLAIN_TEXT_H_
#define MOTCUA_SERVICES_PROCESSING_EXPLAIN_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

struct StepText {
  std::string vi;
  std::string en;
};

// The procedure version pinned (null: the catalogue does not know it) and what it allows this leg.
StepText OfProcedure(const Case& dossier, const Leg& leg, const catalog::Procedure* procedure,
                     const std::optional<worktime::LegalTime>& legal_time);
// A due day that was stated when the leg was received.
StepText AtReceipt(const Leg& leg, Day due);
// `document` may be empty.
StepText OfExtension(absl::Time time, const std::string& document, Day due);
StepText OfRecalculation(absl::Time time, std::int64_t number);
// Why a clock stood.
StepText OfPauseKind(PauseKind kind);
// A clock that still stands.
StepText OfWaiting(absl::Time since, PauseKind kind);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_EXPLAIN_TEXT_H_
