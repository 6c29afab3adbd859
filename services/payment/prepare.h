// Requests that change an account, as the journal takes them.
#ifndef MOTCUA_SERVICES_PAYMENT_PREPARE_H_
#define MOTCUA_SERVICES_PAYMENT_PREPARE_H_

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "common/rpc/guard.h"
#include "common/service/pending_times.h"
#include "services/payment/plugin.h"
#include "services/payment/requests.h"

namespace motcua::payment {

// `request` with the time of its arrival, pending until the change is gone.
template <typename Request>
absl::StatusOr<std::shared_ptr<AccountChange>> Prepare(const Request& request,
                                                       const rpc::Caller& caller,
                                                       service::PendingTimes& pending) {
  service::PendingTimes::Stamp arrival = pending.Now();
  absl::StatusOr<AskedChange> asked = ParseChange(request, caller, *arrival);
  if (!asked.ok()) return asked.status();
  auto change = std::make_shared<AccountChange>();
  change->code = std::move(asked->target.code);
  change->etag = std::move(asked->target.etag);
  change->command = std::move(asked->command);
  change->event_time = asked->target.stated_time.value_or(*arrival);
  change->imported = asked->target.stated_time.has_value();
  change->arrival = std::move(arrival);
  return change;
}

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_PREPARE_H_
