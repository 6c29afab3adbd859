// What payment is told.
#ifndef MOTCUA_TOOLS_REPLAY_SEND_PAYMENTS_H_
#define MOTCUA_TOOLS_REPLAY_SEND_PAYMENTS_H_

#include <vector>

#include "absl/status/status.h"
#include "motcua/payment/v1/payment.pb.h"
#include "tools/replay/batches.h"
#include "tools/replay/ledger.h"
#include "tools/replay/payment_requests.h"
#include "tools/replay/plan.h"
#include "tools/replay/send.h"

namespace motcua::replay {

absl::Status AwaitPayment(const Plan& plan, const SendOptions& options, const Ledger& ledger);
absl::Status SendPayments(std::vector<Group<payment::v1::AccountCommand>> groups,
                          const SendOptions& options, Ledger& ledger);

// What the gateways say of what was paid, day by day.
absl::Status SendStatements(const std::vector<GatewayStatement>& statements,
                            const SendOptions& options, Ledger& ledger);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SEND_PAYMENTS_H_
