#include "services/aggregator/domain/order.h"

#include <algorithm>
#include <map>

namespace motcua::aggregator {
namespace {

bool Before(const RankedRow& a, const RankedRow& b, bool descending) {
  const int order = Compare(a.value, b.value);
  return descending ? order > 0 : order < 0;
}

void CheckGroup(const std::vector<RankedRow>& rows, bool descending,
                std::vector<Finding>& findings) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const RankedRow& above = rows[i - 1];
    if (!Before(rows[i], above, descending)) continue;
    const auto ahead = std::count_if(rows.begin(), rows.end(), [&](const RankedRow& row) {
      return Before(row, rows[i], descending);
    });
    findings.push_back({.identity = "I12",
                        .severity = Severity::kWarning,
                        .row = rows[i].id,
                        .columns = {},
                        .expected = ahead + 1,
                        .shown = static_cast<std::int64_t>(i) + 1,
                        .cause_vi = "đứng sau " + above.id + " dù xếp hạng trước",
                        .cause_en = "stands after " + above.id + " but ranks before it"});
  }
}

}  // namespace

std::vector<Finding> CheckOrder(const std::vector<RankedRow>& rows, bool descending) {
  std::map<int, std::vector<RankedRow>> groups;
  for (const RankedRow& row : rows) groups[row.group].push_back(row);
  std::vector<Finding> findings;
  for (const auto& [group, members] : groups) CheckGroup(members, descending, findings);
  return findings;
}

}  // namespace motcua::aggregator
