#include "services/aggregator/domain/cube.h"

#include <algorithm>

namespace motcua::aggregator {
namespace {

int CodeOf(Counter counter, Channel channel) {
  return static_cast<int>(counter) * 8 + static_cast<int>(channel);
}

bool IsBefore(const std::pair<int, Series>& entry, int code) { return entry.first < code; }

std::int64_t Between(const Series& series, const Sum& sum) {
  const std::int64_t through = series.Through(sum.through());
  return sum.after() == kBeginning ? through : through - series.Through(sum.after());
}

}  // namespace

std::int64_t Cube::Slice::On(const CellKey& key) const {
  const int code = CodeOf(key.counter, key.channel);
  const auto found = std::lower_bound(series.begin(), series.end(), code, IsBefore);
  if (found == series.end() || found->first != code) return 0;
  return found->second.Through(key.day) - found->second.Through(key.day - 1);
}

void Cube::Slice::Add(const CellKey& key, std::int64_t difference) {
  const int code = CodeOf(key.counter, key.channel);
  auto found = std::lower_bound(series.begin(), series.end(), code, IsBefore);
  if (found == series.end() || found->first != code) {
    found = series.insert(found, {code, Series()});
  }
  found->second.Add(key.day, difference);
}

std::int64_t Cube::Slice::Total(const Sum& sum) const {
  std::int64_t total = 0;
  for (const auto& [code, days] : series) {
    const int sign = sum.signs()[code / 8];
    if (sign == 0 || !sum.Takes(static_cast<Channel>(code % 8))) continue;
    total += sign * Between(days, sum);
  }
  return total;
}

void Cube::Rollup::Add(const CellKey& key, std::int64_t difference) {
  const int channel = static_cast<int>(key.channel);
  const auto add = [&](int index, std::int64_t signed_difference) {
    series[index][channel].Add(key.day, signed_difference);
    series[index][0].Add(key.day, signed_difference);
  };
  add(static_cast<int>(key.counter), difference);
  if (const int sign = statistics::OpenSign(key.counter); sign != 0) add(kOpen, sign * difference);
}

std::int64_t Cube::Rollup::Total(const Sum& sum) const {
  std::int64_t total = 0;
  for (const auto& [index, sign] : sum.parts()) {
    for (const int channel : sum.channels()) total += sign * Between(series[index][channel], sum);
  }
  return total;
}

Cube::Cube(std::vector<statistics::CellValue> cells) {
  // Adding at the newest day is cheap.
  std::sort(cells.begin(), cells.end(),
            [](const auto& a, const auto& b) { return a.key.day < b.key.day; });
  for (const auto& [key, value] : cells) Set(key, value);
}

std::int64_t Cube::ValueOf(const CellKey& key) const {
  const auto agency = agencies_.find(key.agency);
  if (agency == agencies_.end()) return 0;
  const Procedures* procedures = &agency->second.procedures;
  if (key.counter == Counter::kLateStep) {
    const auto steps = agency->second.late_steps.find(key.responsible_agency);
    if (steps == agency->second.late_steps.end()) return 0;
    procedures = &steps->second;
  }
  const auto slice = procedures->find(key.procedure);
  return slice == procedures->end() ? 0 : slice->second.On(key);
}

std::int64_t Cube::Set(const CellKey& key, std::int64_t value) {
  const std::int64_t difference = value - ValueOf(key);
  if (difference == 0) return 0;
  AgencyCells& agency = agencies_[key.agency];
  if (key.counter == Counter::kLateStep) {
    agency.late_steps[key.responsible_agency][key.procedure].Add(key, difference);
  }
  agency.procedures[key.procedure].Add(key, difference);
  agency.rollup.Add(key, difference);
  province_.Add(key, difference);
  counters_.set(static_cast<std::size_t>(key.counter));
  return difference;
}

std::int64_t Cube::TotalOf(const Procedures& procedures, const Sum& sum, const Scope& scope) {
  std::int64_t total = 0;
  if (!scope.procedures) {
    for (const auto& [procedure, slice] : procedures) total += slice.Total(sum);
    return total;
  }
  for (const std::string& procedure : *scope.procedures) {
    const auto slice = procedures.find(procedure);
    if (slice != procedures.end()) total += slice->second.Total(sum);
  }
  return total;
}

std::int64_t Cube::TotalOf(const AgencyCells& cells, const Sum& sum, const Scope& scope) {
  if (!sum.responsible()) {
    return scope.procedures ? TotalOf(cells.procedures, sum, scope) : cells.rollup.Total(sum);
  }
  std::int64_t total = 0;
  for (const std::string& responsible : *sum.responsible()) {
    const auto steps = cells.late_steps.find(responsible);
    if (steps != cells.late_steps.end()) total += TotalOf(steps->second, sum, scope);
  }
  return total;
}

std::int64_t Cube::Total(const Sum& sum, const Scope& scope) const {
  if (scope.whole && !scope.procedures && !sum.responsible()) return province_.Total(sum);
  std::int64_t total = 0;
  if (scope.whole) {
    for (const auto& [id, cells] : agencies_) total += TotalOf(cells, sum, scope);
    return total;
  }
  for (const std::string& id : scope.agencies) total += TotalAt(id, sum, scope);
  return total;
}

std::int64_t Cube::TotalAt(const std::string& agency, const Sum& sum, const Scope& scope) const {
  const auto found = agencies_.find(agency);
  return found == agencies_.end() ? 0 : TotalOf(found->second, sum, scope);
}

void Cube::AddByProcedure(
    const Sum& sum, const Scope& scope,
    std::map<std::pair<std::string, std::string>, std::int64_t>& totals) const {
  const std::vector<std::string> ids = scope.whole ? agencies() : scope.agencies;
  for (const std::string& id : ids) {
    const auto agency = agencies_.find(id);
    if (agency == agencies_.end()) continue;
    for (const auto& [procedure, slice] : agency->second.procedures) {
      if (scope.procedures && !scope.procedures->contains(procedure)) continue;
      const std::int64_t total = slice.Total(sum);
      if (total != 0) totals[{id, procedure}] += total;
    }
  }
}

template <typename OnSeries>
void Cube::Visit(const Procedures& procedures, bool late_steps, CellKey key, OnSeries visit) {
  for (const auto& [procedure, slice] : procedures) {
    key.procedure = procedure;
    for (const auto& [code, series] : slice.series) {
      key.counter = static_cast<Counter>(code / 8);
      key.channel = static_cast<Channel>(code % 8);
      if ((key.counter == Counter::kLateStep) == late_steps) visit(key, series);
    }
  }
}

template <typename OnSeries>
void Cube::VisitAll(OnSeries visit) const {
  for (const auto& [agency, cells] : agencies_) {
    CellKey key{.agency = agency, .procedure = {}, .responsible_agency = {}};
    Visit(cells.procedures, false, key, visit);
    for (const auto& [responsible, steps] : cells.late_steps) {
      key.responsible_agency = responsible;
      Visit(steps, true, key, visit);
    }
  }
}

void Cube::ForEachCell(const Visitor& visit) const {
  VisitAll([&](CellKey& key, const Series& series) {
    series.ForEachDay([&](Day day, std::int64_t value) {
      key.day = day;
      visit(key, value);
    });
  });
}

void Cube::ForEachSum(Day first, Day last, const SumVisitor& visit) const {
  VisitAll([&](const CellKey& key, const Series& series) {
    const std::int64_t before = series.Through(first - 1);
    visit(key, before, series.Through(last) - before);
  });
}

std::vector<std::string> Cube::agencies() const {
  std::vector<std::string> ids;
  for (const auto& [id, cells] : agencies_) ids.push_back(id);
  return ids;
}

}  // namespace motcua::aggregator
