#include "services/aggregator/said/steps.h"

#include <algorithm>
#include <bitset>
#include <set>

#include "google/protobuf/util/message_differencer.h"
#include "services/aggregator/said/changes.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

using google::protobuf::util::MessageDifferencer;
using Counters = std::bitset<kIndexes>;

void AddRow(const v1::Table& table, const v1::Row& row, Grid& grid) {
  for (int i = 0; i < std::min(row.cells_size(), table.columns_size()); ++i) {
    const v1::Cell& cell = row.cells(i);
    grid[{row.id(), table.columns(i)}] = {cell.numerator(), cell.rate() ? cell.denominator() : 0};
  }
}

Grid GridOf(const std::map<std::string, v1::Table>& tables, const std::string& id) {
  Grid grid;
  const auto table = tables.find(id);
  if (table == tables.end()) return grid;
  for (const v1::Row& row : table->second.rows()) AddRow(table->second, row, grid);
  if (table->second.has_total()) AddRow(table->second, table->second.total(), grid);
  return grid;
}

void AddRow(const v1::TableDefinition& definition, const ComputedRow& row, Grid& grid) {
  for (int i = 0; i < definition.columns_size(); ++i) {
    Ratio value = row.values[i];
    if (!definition.columns(i).has_denominator()) value.denominator = 0;
    grid[{row.spec->id, definition.columns(i).id()}] = value;
  }
}

Grid Evaluate(const v1::TableDefinition& definition, const Facts& facts, Days days) {
  Grid grid;
  const Computed computed = Compute(definition, facts, days);
  for (const ComputedRow& row : computed.rows) AddRow(definition, row, grid);
  if (computed.total) AddRow(definition, *computed.total, grid);
  return grid;
}

void AddCounters(const v1::Measure& measure, Counters& counters) {
  for (const v1::Term& term : measure.terms()) {
    for (const int counter : term.flow().counters()) counters.set(counter);
    for (const int counter : term.distinct_count().counters()) counters.set(counter);
    if (!term.has_stock()) continue;
    const Sum sum = Sum::At(static_cast<Stock>(term.stock().stock()), {}, 0);
    for (int i = 0; i < kIndexes; ++i) counters[i] = counters[i] || sum.signs()[i] != 0;
  }
}

// All that a definition looks at.
Counters CountersOf(const v1::TableDefinition& definition) {
  Counters counters;
  for (const v1::Column& column : definition.columns()) {
    AddCounters(column.value(), counters);
    AddCounters(column.denominator(), counters);
  }
  return counters;
}

SourceFacts& SourceOf(Facts& facts, const std::string& id) {
  for (SourceFacts& source : facts.sources) {
    if (source.id == id) return source;
  }
  facts.sources.push_back({.id = id, .standing = {}, .cube = {}});
  return facts.sources.back();
}

// The facts of a source and counter were replaced: the table after that.
void Restate(const std::pair<std::string, Counter>& what, Grid after, Steps& steps) {
  for (const auto& [place, value] : after) {
    const std::int64_t added = value.numerator - At(steps.restated, place).numerator;
    if (added == 0) continue;
    v1::RestatedPart& part = steps.parts[place].emplace_back();
    part.set_source(what.first);
    part.set_counter(static_cast<statistics::v1::Counter>(what.second));
    part.set_value(added);
  }
  steps.restated = std::move(after);
}

void ReplaceFacts(const FactChanges& changes, Days days, Facts& facts,
                  std::map<std::string, Steps>& all) {
  std::map<std::string, Counters> counters;
  for (const auto& [id, steps] : all) {
    if (steps.then != nullptr) counters[id] = CountersOf(*steps.then);
  }
  for (const auto& [what, keys] : changes) {
    Cube& cube = SourceOf(facts, what.first).cube;
    for (const auto& [key, change] : keys) SetCounted(cube, key, change.now, days);
    for (const auto& [id, looked_at] : counters) {
      if (!looked_at.test(static_cast<std::size_t>(what.second))) continue;
      Steps& steps = all[id];
      Restate(what, Evaluate(*steps.then, facts, days), steps);
    }
  }
}

std::map<std::string, Steps> Begin(const Moment& said, const Moment& known) {
  std::map<std::string, Steps> all;
  for (const auto& [id, definition] : said.definitions) all[id].then = &definition;
  for (const auto& [id, definition] : known.definitions) all[id].now = &definition;
  for (auto& [id, steps] : all) {
    steps.said = GridOf(said.tables, id);
    steps.known = GridOf(known.tables, id);
  }
  return all;
}

}  // namespace

Ratio At(const Grid& grid, const Place& place) {
  const auto found = grid.find(place);
  return found == grid.end() ? Ratio{0, 0} : found->second;
}

std::map<std::string, Steps> StepsBetween(const Moment& said, const Moment& known) {
  std::map<std::string, Steps> all = Begin(said, known);
  Facts facts = ToFacts(said.facts, said.catalog, said.days);
  for (auto& [id, steps] : all) {
    if (steps.then == nullptr) continue;
    steps.reckoned = steps.restated = Evaluate(*steps.then, facts, said.days);
  }
  ReplaceFacts(ChangesBetween(said.facts, known.facts), said.days, facts, all);
  facts.catalog = known.catalog;
  for (auto& [id, steps] : all) {
    if (steps.then != nullptr) steps.reorganised = Evaluate(*steps.then, facts, said.days);
    if (steps.now == nullptr) continue;
    const bool same = steps.then != nullptr && MessageDifferencer::Equals(*steps.then, *steps.now);
    steps.redefined = same ? steps.reorganised : Evaluate(*steps.now, facts, said.days);
  }
  return all;
}

v1::Causes CausesOf(const Steps& steps, const Place& place, std::int64_t Ratio::*side) {
  const std::int64_t said = At(steps.said, place).*side;
  const std::int64_t reckoned = At(steps.reckoned, place).*side;
  const std::int64_t restated = At(steps.restated, place).*side;
  const std::int64_t reorganised = At(steps.reorganised, place).*side;
  const std::int64_t redefined = At(steps.redefined, place).*side;
  const std::int64_t known = At(steps.known, place).*side;
  v1::Causes causes;
  causes.set_restatement(restated - reckoned);
  causes.set_reorganisation(reorganised - restated);
  causes.set_definition(redefined - reorganised);
  causes.set_unexplained((reckoned - said) + (known - redefined));
  return causes;
}

bool IsNothing(const v1::Causes& causes) {
  return causes.restatement() == 0 && causes.reorganisation() == 0 && causes.definition() == 0 &&
         causes.unexplained() == 0;
}

}  // namespace motcua::aggregator
