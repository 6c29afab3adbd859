// The feeds of intake and processing as payment follows them. A command of either is about
// one dossier; its cursor moves on also when nothing of it matters here.
#ifndef MOTCUA_SERVICES_PAYMENT_FOLLOW_H_
#define MOTCUA_SERVICES_PAYMENT_FOLLOW_H_

#include <memory>
#include <vector>

#include "motcua/feed/v1/feed.pb.h"
#include "services/payment/plugin.h"

namespace motcua::payment {

// A receipt opens an account; null for anything else.
std::shared_ptr<AccountChange> FromIntake(const std::vector<feed::v1::Event>& events);

// A correction, a void, an end without result or a reopening of the own leg; null for anything
// else.
std::shared_ptr<AccountChange> FromProcessing(const std::vector<feed::v1::Event>& events);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_FOLLOW_H_
