// Whether a ChangeFeedService keeps its contract.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_FEED_CHECKS_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_FEED_CHECKS_H_

#include <memory>
#include <string>
#include <vector>

#include "motcua/feed/v1/feed.grpc.pb.h"
#include "tests/conformance/kit/report.h"
#include "tests/conformance/kit/statistics_checks.h"

namespace motcua::conform {

// Event.chain_hash as feed.proto defines it; `previous` is 32 bytes.
std::string ChainHash(const std::string& previous, const feed::v1::Event& event);

std::vector<Requirement> FeedRequirements();
Report CheckFeed(const std::shared_ptr<grpc::Channel>& channel, Patience patience = {});

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_FEED_CHECKS_H_
