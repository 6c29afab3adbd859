#include "services/aggregator/answers/sources.h"

namespace motcua::aggregator {

absl::Status AnswerSources(const Basis& basis, v1::ListSourcesResponse& response) {
  return basis.knowledge.Read([&](const Facts& facts) {
    for (const Link& link : basis.links) {
      v1::Source* source = response.add_sources();
      const statistics::FollowerState state = link.state();
      source->set_connected(state.connected);
      source->set_last_error(state.last_error);
      source->mutable_watermark()->set_source(link.source);
      const SourceFacts* const known = facts.Find(link.source);
      if (known == nullptr) continue;
      *source->mutable_watermark() = WatermarkOf(*known);
      if (known->standing) source->set_cell_count(known->standing->cell_count);
    }
    return absl::OkStatus();
  });
}

}  // namespace motcua::aggregator
