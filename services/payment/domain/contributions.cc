#include "services/payment/domain/contributions.h"

#include <algorithm>

#include "common/base/date.h"

namespace motcua::payment {
namespace {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

bool Bears(const Account& account, bool financial) {
  return std::any_of(
      account.obligations.begin(), account.obligations.end(), [&](const Obligation& obligation) {
        return !obligation.cancelled &&
               (obligation.kind == ObligationKind::kFinancialObligation) == financial;
      });
}

// One of the eight classes: unrecorded and recorded stand side by side for each way of paying.
Counter ClassOf(const Account& account) {
  const bool national = PaidThrough(account, PaymentChannel::kNationalPortal) > 0;
  const bool other = PaidThrough(account, PaymentChannel::kProvinceGateway) > 0 ||
                     PaidThrough(account, PaymentChannel::kQrTransfer) > 0;
  const bool recorded = CollectedDong(account) > 0;
  const int way = (national ? 1 : 0) + (other ? 2 : 0);
  return static_cast<Counter>(static_cast<int>(Counter::kPaidNoneUnrecorded) + 2 * way +
                              (recorded ? 1 : 0));
}

// Counters of the channels stand in the order of the channels.
Counter OfChannel(Counter first, PaymentChannel channel) {
  return static_cast<Counter>(static_cast<int>(first) + static_cast<int>(channel) -
                              static_cast<int>(PaymentChannel::kNationalPortal));
}

std::int64_t AmountDong(const Account& account) {
  std::int64_t amount_dong = 0;
  for (std::size_t i = 0; i < account.obligations.size(); ++i) {
    if (!account.obligations[i].cancelled)
      amount_dong += AmountOf(account, static_cast<int>(i) + 1);
  }
  return amount_dong;
}

}  // namespace

Deltas Contributions(const Account& account) {
  Deltas cells;
  const Facts& facts = account.facts;
  if (!facts.opened) return cells;
  const auto add = [&](Counter counter, Day day, std::int64_t value) {
    if (value == 0) return;
    cells.Add(CellKey{facts.agency, facts.procedure, facts.channel, day, counter, ""}, value);
  };
  const Day receive_day = LocalDay(facts.receive_time);
  const bool fee = Bears(account, false);
  const bool obligation = Bears(account, true);
  add(Counter::kFeeBearingFee, receive_day, fee ? 1 : 0);
  add(Counter::kFeeBearingObligation, receive_day, obligation ? 1 : 0);
  if (fee || obligation) add(ClassOf(account), receive_day, 1);
  add(Counter::kAmountOwed, receive_day, AmountDong(account));
  for (const Payment& payment : account.payments) {
    if (payment.state != PaymentState::kPosted) continue;
    const Day day = LocalDay(*payment.pay_time);
    add(OfChannel(Counter::kPaymentsNationalPortal, payment.channel), day, 1);
    add(OfChannel(Counter::kAmountNationalPortal, payment.channel), day, payment.received_dong);
  }
  for (const Refund& refund : account.refunds) {
    if (refund.state != RefundState::kPosted) continue;
    const Day day = LocalDay(refund.post_time);
    add(Counter::kRefunds, day, 1);
    add(Counter::kAmountRefunded, day, refund.amount_dong);
  }
  return cells;
}

}  // namespace motcua::payment
