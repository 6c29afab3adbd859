// What a decision made happen, as the feed tells it. Never personal data.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_EVENTS_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_EVENTS_H_

#include <cstdint>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// The dossier of the event, as it is after it, holds what is not repeated here.
struct Filed {
  std::int64_t catalog_revision = 0;
};
struct Received {
  std::string field;
  std::int64_t fee_dong = 0;  // the discount taken off, as from the charge
  std::int64_t charge_dong = 0;
  int discount_percent = 0;
  std::int64_t catalog_revision = 0;
  bool due_is_legal = false;  // not stated by another system
  bool with_filing = false;   // filed and received at once
  bool imported = false;
};
struct Refused {
  std::string reason_code;
};
struct WithdrawalRequested {
  std::string reason_code;
};
struct Withdrawn {
  std::string reason_code;
};
struct StatusChanged {
  std::int64_t cause_sequence = 0;
};
struct PersonErased {};

using Change = std::variant<Filed, Received, Refused, WithdrawalRequested, Withdrawn, StatusChanged,
                            PersonErased>;

struct Event {
  absl::Time time;
  Status status = Status::kFiled;  // after the event
  Change change;
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_EVENTS_H_
