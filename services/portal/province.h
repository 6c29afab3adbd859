// A province as the portal follows it.
#ifndef MOTCUA_SERVICES_PORTAL_PROVINCE_H_
#define MOTCUA_SERVICES_PORTAL_PROVINCE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "common/base/clock.h"
#include "common/received/store.h"
#include "common/statistics/follower.h"
#include "grpcpp/grpcpp.h"

namespace motcua::portal {

// Owns the stream to one province's aggregator: cells by field and by children of the province.
// A batch that does not match its digest, or comes from another province, is refused and counted;
// what is held stays until a whole batch replaces it. Thread-safe; `store` must outlive it.
class Province {
 public:
  Province(std::string id, std::shared_ptr<grpc::Channel> channel, received::Store& store,
           Clock clock);

  const std::string& id() const { return id_; }
  bool connected() const { return follower_.state().connected; }
  std::int64_t refused_batches() const { return refused_batches_; }

 private:
  absl::Status Apply(const statistics::Batch& batch);

  const std::string id_;
  received::Store& store_;
  const Clock clock_;
  std::atomic<std::int64_t> refused_batches_ = 0;
  statistics::CellFollower follower_;  // last: it calls Apply
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_PROVINCE_H_
