// Up to when every status of a province was heard.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_HORIZON_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_HORIZON_H_

#include <cstdint>
#include <memory>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

namespace motcua::portal::sync {

// What intake's feed promises holds for intake's own events; the statuses that processing moves
// come behind. Intake's counters are bounded by processing too, so they are asked: the promise
// they give at a revision holds here once the feed was applied through it. Thread-safe.
class Horizon {
 public:
  explicit Horizon(const std::shared_ptr<grpc::Channel>& intake);
  ~Horizon();

  // `applied`: the sequence up to which the feed is applied, and what the feed promises, which
  // counts for a source without counters. Asks again if no question is under way; never blocks.
  void Look(std::int64_t applied, absl::Time feed_promise);
  absl::Time promised() const;

 private:
  struct Asked;

  const std::shared_ptr<Asked> asked_;
};

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_HORIZON_H_
