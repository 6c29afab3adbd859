// What one account adds to the counters: the only place where they are named.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_CONTRIBUTIONS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_CONTRIBUTIONS_H_

#include <cstdint>

#include "common/statistics/cells.h"
#include "services/payment/domain/account.h"

namespace motcua::payment {

// Version of the rules below; a change of them asks for a recount.
inline constexpr std::int64_t kCounterVersion = 1;

// The cells of an account, all at the first receiver and on the dossier's channel. One that is
// not open has none; of a void dossier only payments and refunds count: that money came in. A
// command adds Contributions(after) − Contributions(before), so corrections need no rule of their
// own.
//
// Dossiers and what is owed stand on the receipt day. A dossier bears a fee or obligation as long
// as one was not cancelled (a waived one still does), and each that bears anything stands in one of
// the eight classes: it counts as paid on a channel while money that came through it has not been
// sent back in full (a refund under way has not left), and as recorded while a receipt is in force.
// Payments and their amounts stand on the payment day and stay when they are refunded: refunds
// have their own counters, on the day they left.
statistics::Deltas Contributions(const Account& account);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_CONTRIBUTIONS_H_
