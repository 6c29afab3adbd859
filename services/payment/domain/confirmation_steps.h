// What gateways confirm. No money disappears: whatever cannot be posted waits in suspense.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_CONFIRMATION_STEPS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_CONFIRMATION_STEPS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

// `code` is the dossier that the reference names, or empty.
absl::StatusOr<Decision> DecideConfirmation(const WorkingSet& known, const std::string& code,
                                            const ConfirmPayment& command, const Context& context);

// `holder` has the transaction already: the first answer, and a contradiction is noted once.
absl::StatusOr<Decision> HearAgain(const WorkingSet& known, const Account& holder,
                                   const ConfirmPayment& command, const Context& context);

// `code` is the dossier that gets the money.
absl::StatusOr<Decision> DecideAssignment(const WorkingSet& known, const std::string& code,
                                          const AssignConfirmation& command,
                                          const Context& context);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_CONFIRMATION_STEPS_H_
