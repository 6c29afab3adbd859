#include "services/aggregator/domain/mean.h"

#include <algorithm>

#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {
namespace {

constexpr int kFinest = 6;

// What rounding, up or down, may have moved a rate by.
std::int64_t Slack(const PrintedRate& rate) { return ScaleOf(kFinest - rate.decimals); }

bool Lower(const PrintedRate& a, const PrintedRate& b) {
  return Rescaled(a, kFinest) < Rescaled(b, kFinest);
}

}  // namespace

std::optional<Finding> CheckMean(const PrintedRate& whole, const std::vector<PrintedRate>& parts,
                                 int decimals) {
  if (parts.size() < 2) return std::nullopt;
  const auto [lowest, highest] = std::minmax_element(parts.begin(), parts.end(), Lower);
  const bool low = Lower(whole, *lowest);
  if (!low && !Lower(*highest, whole)) return std::nullopt;
  const PrintedRate& nearest = low ? *lowest : *highest;
  const std::int64_t gap = Rescaled(whole, kFinest) - Rescaled(nearest, kFinest);
  if ((low ? -gap : gap) <= std::max(Slack(whole), Slack(nearest))) return std::nullopt;
  return Finding{.identity = "I6",
                 .row = {},
                 .columns = {},
                 .expected = Rescaled(nearest, decimals),
                 .shown = Rescaled(whole, decimals),
                 .cause_vi = low ? "thấp hơn mọi phần của nó, dù tỷ lệ chung phải nằm giữa các phần"
                                 : "cao hơn mọi phần của nó, dù tỷ lệ chung phải nằm giữa các phần",
                 .cause_en = low ? "lies below all its parts, though a mean lies between them"
                                 : "lies above all its parts, though a mean lies between them"};
}

}  // namespace motcua::aggregator
