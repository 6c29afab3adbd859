// What can be asked of a dossier: one value per changing method of IntakeService, and what
// processing's feed tells. Names are resolved and texts checked by the caller.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_COMMANDS_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// What an applicant brings.
struct Filing {
  std::string agency;
  std::string procedure;
  Channel channel = Channel::kOnline;
  std::string applicant_hash;
  absl::Time file_time;
  std::string code;  // given by another system; empty: given here
};

struct File {
  Filing filing;
};
// Files and receives at once.
struct Receive {
  Filing filing;
  absl::Time receive_time;
  std::optional<Day> due_day;  // as another system gave it; absent: computed here
  bool imported = false;
};
struct Accept {
  std::string etag;  // empty: any version
};
struct Refuse {
  std::string etag;
  std::string reason_code;
};
struct RequestWithdrawal {
  std::string etag;
  std::string reason_code;
};
struct ErasePerson {};

// The own leg as processing corrected it.
struct Correction {
  std::string agency;
  std::string procedure;
  Channel channel = Channel::kOnline;
  absl::Time receive_time;
  std::optional<Day> due_day;
};

// One event of processing about the dossier.
struct CaseStep {
  std::int64_t sequence = 0;  // in processing's journal
  absl::Time time;
  Status status = Status::kReceived;
  std::optional<Correction> correction;
  bool supplement_requested = false;  // for any leg
  bool handed_over_by_post = false;
};
// Followed: the events of one command of processing, in order.
struct ApplyCase {
  std::vector<CaseStep> steps;
};

using Command =
    std::variant<File, Receive, Accept, Refuse, RequestWithdrawal, ErasePerson, ApplyCase>;

// The filing of a command that makes a dossier; null for others.
const Filing* FilingOf(const Command& command);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_COMMANDS_H_
