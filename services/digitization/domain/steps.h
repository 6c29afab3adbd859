// The steps of Decide, one per command: each changes the decision's folder and tells what
// happened, or refuses and leaves the decision to be thrown away.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_STEPS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_STEPS_H_

#include <utility>

#include "absl/status/status.h"
#include "services/digitization/domain/commands.h"
#include "services/digitization/domain/decide.h"

namespace motcua::digitization {

// Followed.
absl::Status Take(const Open& command, const Context& context, Decision& decision);
absl::Status Take(const Forget& command, const Context& context, Decision& decision);
absl::Status Take(const NoteCase& command, const Context& context, Decision& decision);

// Components.
absl::Status Take(const AttachComponent& command, const Context& context, Decision& decision);
absl::Status Take(const SignOffStep& command, const Context& context, Decision& decision);
absl::Status Take(const ReuseDocument& command, const Context& context, Decision& decision);
absl::Status Take(const KeepReading& command, const Context& context, Decision& decision);

// Results.
absl::Status Take(const AttachResult& command, const Context& context, Decision& decision);
absl::Status Take(const StoreDocument& command, const Context& context, Decision& decision);

// A signature must be one of its file; where the province requires it, there must be one, and
// valid.
absl::Status CheckSignature(SignatureVerdict verdict, const Context& context);

inline void Emit(Decision& decision, absl::Time time, ChangeOfFolder change) {
  decision.events.push_back({decision.after.code, time, std::move(change)});
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_STEPS_H_
