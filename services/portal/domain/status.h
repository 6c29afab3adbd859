// The national order of a dossier's statuses: which may follow which. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_STATUS_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_STATUS_H_

#include <optional>
#include <vector>

namespace motcua::portal::sync {

// National status codes; the number of each value is the code.
enum class Status : int {
  kVoid = 0,  // recorded by mistake; counts nowhere
  kFiled = 1,
  kReceived = 2,
  kRefused = 3,
  kInProcessing = 4,
  kSupplementRequested = 5,
  kObligationRequested = 6,
  kWithdrawn = 7,
  kStopped = 8,
  kFinished = 9,
  kResultHandedOver = 10,
};
inline constexpr int kStatuses = 11;

inline bool IsFinished(Status status) {
  return status == Status::kFinished || status == Status::kResultHandedOver;
}

// True when nothing need lie between. The same status again may (a correction, a second request);
// nullopt is before the dossier exists.
bool MayFollow(std::optional<Status> before, Status after);

// Statuses without which nobody comes from one to the other, by their codes; empty when
// MayFollow, or when no way leads there at all.
std::vector<Status> Between(std::optional<Status> before, Status after);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_STATUS_H_
