#include "services/portal/fault_injector.h"

#include <chrono>

namespace motcua::portal {

void FaultInjector::Set(const FaultPlan& plan) {
  const std::lock_guard lock(mutex_);
  draw_ = FaultDraw(plan);
}

FaultPlan FaultInjector::plan() const {
  const std::lock_guard lock(mutex_);
  return draw_.plan();
}

FaultCounts FaultInjector::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

Fault FaultInjector::Next() {
  const std::lock_guard lock(mutex_);
  const Fault fault = draw_.Next();
  counts_.refused += fault == Fault::kRefuse;
  counts_.delayed += fault == Fault::kDelay;
  counts_.duplicated += fault == Fault::kDuplicate;
  counts_.forgotten += fault == Fault::kForget;
  return fault;
}

absl::Status FaultInjector::Meet(const std::function<absl::Status()>& take) {
  switch (Next()) {
    case Fault::kRefuse:
      return absl::UnavailableError("refused on request");
    case Fault::kForget:
      return absl::OkStatus();
    case Fault::kDelay:
      Wait();
      break;
    case Fault::kDuplicate:
      if (absl::Status first = take(); !first.ok()) return first;
      break;
    case Fault::kNone:
      break;
  }
  return take();
}

void FaultInjector::Wait() {
  std::unique_lock lock(mutex_);
  const std::chrono::milliseconds delay(draw_.plan().delay_ms);
  stopped_.wait_for(lock, delay, [this] { return stopping_; });
}

void FaultInjector::Stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  stopped_.notify_all();
}

}  // namespace motcua::portal
