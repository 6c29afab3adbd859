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

// What a gateway says it has settled on one day: all that was paid through it.
struct GatewayStatement {
  payment::v1::PaymentChannel gateway{};
  Day day = 0;
  std::string file;  // as ImportStatement takes it
};

// Of every gateway and day on which something was paid.
std::vector<GatewayStatement> StatementsOf(const Plan& plan);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PAYMENT_REQUESTS_H_
