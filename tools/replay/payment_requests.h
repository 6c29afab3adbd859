// Planned fees as requests of payment.
#ifndef MOTCUA_TOOLS_REPLAY_PAYMENT_REQUESTS_H_
#define MOTCUA_TOOLS_REPLAY_PAYMENT_REQUESTS_H_

#include <string>
#include <vector>

#include "motcua/payment/v1/payment.pb.h"
#include "tools/replay/plan.h"

namespace motcua::replay {

// The book of receipts that every agency has: `BL-2022`.
std::string BookOf(const WorkTime& time);

// How a dossier is paid, in order of time. None for a dossier without fee, or with one that
// stays unpaid. Where it is paid on two ways, a further charge is raised after the first payment.
std::vector<payment::v1::AccountCommand> PaymentCommands(const PlannedDossier& dossier,
                                                         const WorkTime& time,
                                                         const std::string& key);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PAYMENT_REQUESTS_H_
