// Ends a call whose other side does nothing for too long.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_PATIENCE_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_PATIENCE_H_

#include <memory>
#include <mutex>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/ticker.h"
#include "grpc/grpc.h"
#include "grpcpp/grpcpp.h"

namespace motcua::digitization {

// Of one stream; dies with it. Thread-safe.
class Patience {
 public:
  Patience(rpc::Ticker& ticker, grpc::CallbackServerContext* context, absl::Duration limit)
      : wait_(std::make_shared<Wait>()) {
    wait_->context = context;
    wait_->limit = limit;
    looked_after_ = ticker.Add([wait = wait_](absl::Time now) { return Look(*wait, now); });
  }

  // A read or write has begun, or is done. Finish the call only after `End`.
  void Begin() { Set(SteadyNow()); }
  void End() { Set(absl::InfiniteFuture()); }

 private:
  struct Wait {
    std::mutex mutex;
    grpc::CallbackServerContext* context = nullptr;
    absl::Duration limit;
    absl::Time began = absl::InfiniteFuture();
  };

  void Set(absl::Time began) {
    const std::lock_guard lock(wait_->mutex);
    wait_->began = began;
  }

  static absl::Time Look(Wait& wait, absl::Time now) {
    const std::lock_guard lock(wait.mutex);
    if (now < wait.began + wait.limit) return wait.began + wait.limit;
    wait.began = absl::InfiniteFuture();
    // TryCancel would not say why.
    grpc_call_cancel_with_status(wait.context->c_call(), GRPC_STATUS_RESOURCE_EXHAUSTED,
                                 "nothing moved for too long", nullptr);
    return absl::InfiniteFuture();
  }

  const std::shared_ptr<Wait> wait_;
  std::shared_ptr<void> looked_after_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_PATIENCE_H_
