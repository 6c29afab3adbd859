#include "services/aggregator/tables/measure.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/aggregator/tables/sums.h"

namespace motcua::aggregator {
namespace {

// The office that an agency is a name of.
const std::string& OfficeOf(const std::string& agency, const catalog::Catalog& tree) {
  const catalog::Agency* const found = tree.FindAgency(agency);
  return found == nullptr || found->alias_of.empty() ? agency : found->alias_of;
}

// What is not divided by procedure counts as none.
std::int64_t CountDistinct(const Sum& sum, const catalog::Catalog* per_office, const Facts& facts,
                           const Scope& scope, const SourceFacts* left_out = nullptr) {
  std::map<std::pair<std::string, std::string>, std::int64_t> totals;
  for (const SourceFacts& source : facts.sources) {
    if (&source != left_out) source.cube.AddByProcedure(sum, scope, totals);
  }
  std::map<std::pair<std::string, std::string>, std::int64_t> merged;
  for (const auto& [key, total] : totals) {
    merged[{per_office ? OfficeOf(key.first, *per_office) : "", key.second}] += total;
  }
  return std::count_if(merged.begin(), merged.end(), [](const auto& entry) {
    return entry.second > 0 && !entry.first.second.empty();
  });
}

}  // namespace

Measure::Measure(const v1::Measure& measure, Days days, const Facts& facts)
    : limits_(measure, days, facts) {
  const auto tree = facts.catalog->TreeOn(days.TreeDay());
  for (const v1::Term& term : measure.terms()) {
    Term& added = terms_.emplace_back();
    added.sign = term.minus() ? -1 : 1;
    added.sum = SumOf(term, days, facts);
    added.distinct = term.has_distinct_count();
    if (term.distinct_count().per_agency()) added.per_office = tree;
    if (term.has_catalog_count()) {
      added.catalog_count = facts.selections->Counted(term.catalog_count(), tree, days.last);
    }
  }
}

std::int64_t Measure::Value(const Facts& facts, const Scope& scope) const {
  return limits_.none() ? Add(facts, scope) : Add(facts, limits_.Within(scope));
}

std::int64_t Measure::Add(const Facts& facts, const Scope& scope) const {
  std::int64_t value = 0;
  for (const Term& term : terms_) {
    if (term.catalog_count != nullptr) {
      value += term.sign * term.catalog_count->In(scope);
    } else if (term.distinct) {
      value += term.sign * CountDistinct(*term.sum, term.per_office.get(), facts, scope);
    } else if (term.sum) {
      value += term.sign * facts.Total(*term.sum, scope);
    }
  }
  return value;
}

std::int64_t Measure::Reported(const Facts& facts, const Scope& scope) const {
  const SourceFacts* const reported = facts.Find(kReported);
  if (reported == nullptr || reported->cube.agency_count() == 0) return 0;
  const Scope within = limits_.Within(scope);
  std::int64_t value = 0;
  for (const Term& term : terms_) {
    if (!term.sum) continue;
    value += term.sign *
             (term.distinct
                  ? CountDistinct(*term.sum, term.per_office.get(), facts, within) -
                        CountDistinct(*term.sum, term.per_office.get(), facts, within, reported)
                  : reported->cube.Total(*term.sum, within));
  }
  return value;
}

bool IsAdditive(const v1::Measure& measure) {
  return std::all_of(measure.terms().begin(), measure.terms().end(),
                     [](const v1::Term& term) { return term.has_flow() || term.has_stock(); });
}

}  // namespace motcua::aggregator
