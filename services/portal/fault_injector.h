// Faults on request, where what a province sends arrives.
#ifndef MOTCUA_SERVICES_PORTAL_FAULT_INJECTOR_H_
#define MOTCUA_SERVICES_PORTAL_FAULT_INJECTOR_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

#include "absl/status/status.h"
#include "services/portal/domain/faults.h"

namespace motcua::portal {

struct FaultCounts {
  std::int64_t refused = 0;
  std::int64_t delayed = 0;
  std::int64_t duplicated = 0;
  std::int64_t forgotten = 0;
};

// Thread-safe.
class FaultInjector {
 public:
  void Set(const FaultPlan& plan);
  FaultPlan plan() const;
  FaultCounts counts() const;

  // Handles one arrival by `take`: not at all and UNAVAILABLE (refused), not at all and OK
  // (forgotten), later, twice, or just so.
  absl::Status Meet(const std::function<absl::Status()>& take);
  // Ends a delay under way, and every later one at once.
  void Stop();

 private:
  Fault Next();
  void Wait();

  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  FaultDraw draw_;
  FaultCounts counts_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_FAULT_INJECTOR_H_
