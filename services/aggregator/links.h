// The sources as the aggregator reaches them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_LINKS_H_
#define MOTCUA_SERVICES_AGGREGATOR_LINKS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/statistics/follower.h"
#include "grpcpp/grpcpp.h"

namespace motcua::aggregator {

// One source: its stream of cells, and a channel for questions.
struct Link {
  std::string source;
  std::shared_ptr<grpc::Channel> channel;
  std::function<statistics::FollowerState()> state;
  // Asks instead where there is no channel: a source in this process. Request and response live
  // until `done` is called, once, on any thread. The deadline is of SteadyNow.
  std::function<void(const statistics::v1::ListContributorsRequest& request, absl::Time deadline,
                     statistics::v1::ListContributorsResponse* response,
                     std::function<void(grpc::Status)> done)>
      ask = {};
};

using Links = std::vector<Link>;

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_LINKS_H_
