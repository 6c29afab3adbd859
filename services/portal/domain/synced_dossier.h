// What the portal holds of one dossier: everything heard of it, and what that amounts to. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_SYNCED_DOSSIER_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_SYNCED_DOSSIER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/statistics/cells.h"
#include "services/portal/domain/status.h"

namespace motcua::portal::sync {

// One event of a dossier, as the province's intake told it.
struct Heard {
  std::int64_t sequence = 0;  // in intake's journal: the order
  std::int64_t number = 0;  // 1, 2, 3 … within the dossier; 0: the province does not number them
  Status status = Status::kFiled;  // after it
  Day day = 0;                     // when it happened
  bool begins = false;             // the dossier came into being with it
  // Empty: as before.
  std::string agency;
  std::string procedure;
  std::optional<statistics::Channel> channel;

  bool operator==(const Heard&) const = default;
};

// By sequence, each once. The order of hearing does not matter: a replay fills what was missing.
using History = std::vector<Heard>;

// False when it is held already.
bool Add(const Heard& heard, History& history);

// Something is missing between two events held.
struct Gap {
  std::optional<Status> before;  // nullopt: the beginning is missing
  Status after = Status::kFiled;
  std::int64_t missing = 0;      // events; 0: not known
  std::vector<Status> statuses;  // that must have been between

  bool operator==(const Gap&) const = default;
};

// What a history amounts to.
struct Standing {
  Status status = Status::kVoid;
  std::int64_t sequence = 0;
  int statuses = 0;  // bit n: status n is held
  std::string agency;
  std::string procedure;
  std::optional<statistics::Channel> channel;
  std::optional<Day> finish_day;  // of the present end; nullopt when it is not finished, or unknown
  std::vector<Gap> gaps;

  bool finished() const { return IsFinished(status); }
  // Finished, and every event from the first on is held. (An event after the last one held that was
  // lost is not known here: then the dossier is not, or not as, finished.)
  bool fully_synced() const { return finished() && gaps.empty() && finish_day && channel; }
  bool operator==(const Standing&) const = default;
};

// Of a history that is not empty.
Standing StandingOf(const History& history);

// A fully synced result, at its receiver (which is all intake knows) on its finish day.
statistics::Deltas Contributions(const Standing& standing);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_SYNCED_DOSSIER_H_
