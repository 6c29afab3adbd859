#include "services/aggregator/tables/leaves.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/aggregator/tables/limits.h"
#include "services/aggregator/tables/sums.h"

namespace motcua::aggregator {
namespace {

using statistics::v1::Leaf;

// Which source counts a counter in every province (statistics.proto).
std::string SourceOf(Counter counter) {
  const int number = static_cast<int>(counter);
  if (number < 20) return "intake";
  if (number < 50) return "processing";
  if (number < 80) return "payment";
  if (number < 90) return "digitization";
  return number < 100 ? "portal" : kReported;
}

Leaf LeafOf(const Sum& sum, const Scope& scope) {
  Leaf leaf;
  const bool stock = sum.after() == kBeginning;
  leaf.set_kind(stock ? Leaf::KIND_STOCK : Leaf::KIND_FLOW);
  if (!stock) leaf.set_first_day(sum.after() + 1);
  leaf.set_last_day(sum.through());
  for (const int channel : sum.channels()) {
    if (channel != 0) leaf.add_channels(static_cast<type::v1::Channel>(channel));
  }
  for (const std::string& agency : scope.agencies) leaf.add_agencies(agency);
  if (scope.procedures) {
    for (const std::string& procedure : *scope.procedures) leaf.add_procedures(procedure);
  }
  if (sum.responsible()) {
    for (const std::string& agency : *sum.responsible()) leaf.add_responsible_agencies(agency);
  }
  return leaf;
}

// One leaf per source, with the counters that source counts.
void AddLeaves(const Sum& sum, int sign, const Scope& scope, std::vector<SourceLeaf>& leaves) {
  // An empty list of a leaf asks for all.
  if (!scope.whole && scope.agencies.empty()) return;
  if (scope.procedures && scope.procedures->empty()) return;
  if (sum.responsible() && sum.responsible()->empty()) return;
  std::map<std::string, Leaf> by_source;
  for (int counter = 1; counter < kOpen; ++counter) {
    const int counter_sign = sum.signs()[counter];
    if (counter_sign == 0) continue;
    const std::string source = SourceOf(static_cast<Counter>(counter));
    Leaf& leaf = by_source.try_emplace(source, LeafOf(sum, scope)).first->second;
    const auto value = static_cast<statistics::v1::Counter>(counter);
    if (counter_sign > 0) {
      leaf.add_add(value);
    } else {
      leaf.add_subtract(value);
    }
  }
  for (auto& [source, leaf] : by_source) leaves.push_back({source, sign, std::move(leaf), 0});
}

}  // namespace

std::vector<SourceLeaf> LeavesOf(const v1::Measure& measure, Days days, const Scope& scope,
                                 const Facts& facts) {
  const Scope within = Limits(measure, days, facts).Within(scope);
  std::vector<SourceLeaf> leaves;
  for (const v1::Term& term : measure.terms()) {
    if (const std::optional<Sum> sum = SumOf(term, days, facts)) {
      AddLeaves(*sum, term.minus() ? -1 : 1, within, leaves);
    }
  }
  return leaves;
}

bool IsCounted(const v1::Measure& measure, const Facts& facts) {
  v1::Measure anywhere = measure;  // whether or not anybody is like its limits
  anywhere.clear_agencies();
  anywhere.clear_fields();
  const std::vector<SourceLeaf> leaves = LeavesOf(anywhere, {}, {true, {}, {}}, facts);
  return std::all_of(leaves.begin(), leaves.end(),
                     [&](const SourceLeaf& leaf) { return facts.Find(leaf.source) != nullptr; });
}

}  // namespace motcua::aggregator
