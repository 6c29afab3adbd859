// Faults on request: which of what arrives meets which. Pure; the same seed draws the same.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_FAULTS_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_FAULTS_H_

#include <cstdint>
#include <random>

namespace motcua::portal {

// Fields as in portal.proto.
struct FaultPlan {
  int refuse_per_mille = 0;
  int delay_per_mille = 0;
  int delay_ms = 0;
  int duplicate_per_mille = 0;
  int forget_per_mille = 0;
  std::int64_t seed = 0;

  bool operator==(const FaultPlan&) const = default;
};

enum class Fault { kNone, kRefuse, kDelay, kDuplicate, kForget };

// Not thread-safe.
class FaultDraw {
 public:
  explicit FaultDraw(const FaultPlan& plan = {})
      : plan_(plan), random_(static_cast<std::uint64_t>(plan.seed)) {}

  Fault Next() {
    int left = static_cast<int>(random_() % 1000);
    if ((left -= plan_.refuse_per_mille) < 0) return Fault::kRefuse;
    if ((left -= plan_.delay_per_mille) < 0) return Fault::kDelay;
    if ((left -= plan_.duplicate_per_mille) < 0) return Fault::kDuplicate;
    if ((left -= plan_.forget_per_mille) < 0) return Fault::kForget;
    return Fault::kNone;
  }
  const FaultPlan& plan() const { return plan_; }

 private:
  FaultPlan plan_;
  std::mt19937_64 random_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_FAULTS_H_
