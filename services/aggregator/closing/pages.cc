#include "services/aggregator/closing/pages.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::aggregator {
namespace {

void AddFact(const std::string& source, const CellKey& key, const Counted& counted,
             v1::SnapshotFacts& page) {
  v1::SnapshotFact& fact = *page.add_facts();
  fact.set_source(source);
  fact.set_agency(key.agency);
  fact.set_procedure(key.procedure);
  fact.set_channel(static_cast<type::v1::Channel>(key.channel));
  fact.set_counter(static_cast<statistics::v1::Counter>(key.counter));
  fact.set_responsible_agency(key.responsible_agency);
  fact.set_flow(counted.flow);
  fact.set_before(counted.before);
}

CellKey KeyOf(const v1::SnapshotFact& fact) {
  return {.agency = fact.agency(),
          .procedure = fact.procedure(),
          .channel = static_cast<statistics::Channel>(fact.channel()),
          .day = 0,
          .counter = static_cast<Counter>(fact.counter()),
          .responsible_agency = fact.responsible_agency()};
}

}  // namespace

CountedKeys CountKeys(const Facts& facts, Days days) {
  CountedKeys all;
  for (const SourceFacts& source : facts.sources) {
    auto& counted = all.emplace_back(source.id, 0).second;
    source.cube.ForEachSum(days.first, days.last,
                           [&](const CellKey& key, std::int64_t before, std::int64_t flow) {
                             if (before != 0 || flow != 0)
                               counted.push_back({key, {.flow = flow, .before = before}});
                           });
  }
  return all;
}

std::vector<v1::SnapshotFacts> ToPages(CountedKeys counted) {
  std::vector<v1::SnapshotFacts> pages(1);
  std::sort(counted.begin(), counted.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [source, keys] : counted) {
    std::sort(keys.begin(), keys.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [key, value] : keys) {
      if (pages.back().facts_size() == kFactsOnPage) pages.emplace_back();
      AddFact(source, key, value, pages.back());
    }
  }
  return pages;
}

PeriodFacts FromPages(const std::vector<v1::SnapshotFacts>& pages) {
  PeriodFacts facts;
  for (const v1::SnapshotFacts& page : pages) {
    for (const v1::SnapshotFact& fact : page.facts()) {
      facts[fact.source()][KeyOf(fact)] = {.flow = fact.flow(), .before = fact.before()};
    }
  }
  return facts;
}

std::string FaultOf(const std::vector<v1::SnapshotFacts>& pages) {
  std::optional<std::pair<std::string, CellKey>> last;
  std::int64_t place = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const bool full = pages[i].facts_size() == kFactsOnPage;
    if (pages[i].facts_size() > kFactsOnPage || (!full && i + 1 < pages.size())) {
      return absl::StrCat("page ", i, " has ", pages[i].facts_size(), " facts");
    }
    for (const v1::SnapshotFact& fact : pages[i].facts()) {
      std::pair<std::string, CellKey> key{fact.source(), KeyOf(fact)};
      if (last && key <= *last) return absl::StrCat("fact ", place, " is out of order");
      if (fact.flow() == 0 && fact.before() == 0) return absl::StrCat("fact ", place, " is 0");
      last = std::move(key);
      ++place;
    }
  }
  return "";
}

}  // namespace motcua::aggregator
