// What payment is told.
#ifndef MOTCUA_TOOLS_REPLAY_SEND_PAYMENTS_H_
#define MOTCUA_TOOLS_REPLAY_SEND_PAYMENTS_H_

#include <vector>

#include "absl/status/status.h"
#include "motcua/payment/v1/payment.pb.h"
#include "tools/replay/batches.h"
#include "tools/replay/ledger.h"
#include "tools/replay/plan.h"
#include "tools/replay/send.h"

namespace motcua::replay {

absl::Status AwaitPayment(const Plan& plan, const SendOptions& options, const Ledger& ledger);
absl::Status SendPayments(std::vector<Group<payment::v1::AccountCommand>> groups,
                          const SendOptions& options, Ledger& ledger);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SEND_PAYMENTS_H_
