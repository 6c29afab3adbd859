#include "services/aggregator/definitions/measure_check.h"

#include <algorithm>
#include <set>

#include "services/aggregator/definitions/unit_check.h"

namespace motcua::aggregator {
namespace {

using catalog::v1::Agency;
using catalog::v1::Procedure;
using statistics::v1::Counter_IsValid;
using type::v1::Channel_IsValid;

// Every number of an enum field is a stated value, and there once: twice it would count twice.
template <typename List, typename IsValid>
void CheckValues(const List& values, IsValid is_valid, const std::string& path,
                 const std::string& text, Faults& faults) {
  std::set<int> seen;
  for (int i = 0; i < values.size(); ++i) {
    faults.Require(values.Get(i) != 0 && is_valid(values.Get(i)), At(path, i), text);
    faults.Require(seen.insert(values.Get(i)).second, At(path, i), "is there twice");
  }
}

template <typename List>
void CheckChannels(const List& channels, const std::string& path, Faults& faults) {
  CheckValues(channels, Channel_IsValid, path + ".channels", "is no channel", faults);
}

template <typename CounterLeaf>
void CheckCounters(const CounterLeaf& leaf, const std::string& path, Faults& faults) {
  faults.Require(leaf.counters_size() > 0, path + ".counters", "at least one is required");
  CheckValues(leaf.counters(), Counter_IsValid, path + ".counters", "is no counter", faults);
  CheckChannels(leaf.channels(), path, faults);
}

void CheckFlow(const v1::FlowLeaf& leaf, const std::string& path, Faults& faults) {
  CheckCounters(leaf, path, faults);
  if (!leaf.has_responsible()) return;
  CheckFilter(leaf.responsible(), path + ".responsible", faults);
  faults.Require(
      std::all_of(leaf.counters().begin(), leaf.counters().end(),
                  [](int counter) { return counter == statistics::v1::COUNTER_LATE_STEP; }),
      path + ".responsible", "belongs to COUNTER_LATE_STEP alone");
}

void CheckStock(const v1::StockLeaf& leaf, const std::string& path, Faults& faults) {
  faults.Require(v1::StockLeaf::Stock_IsValid(leaf.stock()) && leaf.stock() != 0, path + ".stock",
                 "is required");
  CheckChannels(leaf.channels(), path, faults);
}

void CheckCatalogCount(const v1::CatalogCountLeaf& leaf, const std::string& path, Faults& faults) {
  faults.Require(v1::CatalogCountLeaf::What_IsValid(leaf.what()) && leaf.what() != 0,
                 path + ".what", "is required");
  CheckValues(leaf.service_levels(), Procedure::ServiceLevel_IsValid, path + ".service_levels",
              "is no service level", faults);
  CheckLevels(leaf.offered_at(), path + ".offered_at", faults);
  if (leaf.what() != v1::CatalogCountLeaf::WHAT_AGENCIES) {
    return faults.Require(!leaf.has_site(), path + ".has_site", "belongs to agencies");
  }
  const auto of_procedures = [&](bool stated, const std::string& field) {
    faults.Require(!stated, path + "." + field, "belongs to procedures");
  };
  of_procedures(leaf.has_fee(), "has_fee");
  of_procedures(leaf.online_payment(), "online_payment");
  of_procedures(leaf.on_national_portal(), "on_national_portal");
  of_procedures(!leaf.service_levels().empty(), "service_levels");
  of_procedures(!leaf.offered_at().empty(), "offered_at");
}

void CheckTerm(const v1::Term& term, const std::string& path, Faults& faults) {
  switch (term.leaf_case()) {
    case v1::Term::kFlow:
      return CheckFlow(term.flow(), path + ".flow", faults);
    case v1::Term::kDistinctCount:
      return CheckCounters(term.distinct_count(), path + ".distinct_count", faults);
    case v1::Term::kStock:
      return CheckStock(term.stock(), path + ".stock", faults);
    case v1::Term::kCatalogCount:
      return CheckCatalogCount(term.catalog_count(), path + ".catalog_count", faults);
    case v1::Term::LEAF_NOT_SET:
      return faults.Require(false, path, "needs a leaf");
  }
}

}  // namespace

void CheckLevels(const LevelList& levels, const std::string& path, Faults& faults) {
  CheckValues(levels, Agency::Level_IsValid, path, "is no level", faults);
}

void CheckWords(const WordList& words, const std::string& path, Faults& faults) {
  std::set<std::string> seen;
  for (int i = 0; i < words.size(); ++i) {
    faults.Require(!words.Get(i).empty(), At(path, i), "is empty");
    faults.Require(seen.insert(words.Get(i)).second, At(path, i), "is there twice");
  }
}

void CheckFilter(const v1::AgencyFilter& filter, const std::string& path, Faults& faults) {
  faults.Require(filter.levels_size() + filter.kinds_size() > 0, path, "needs levels or kinds");
  CheckLevels(filter.levels(), path + ".levels", faults);
  CheckWords(filter.kinds(), path + ".kinds", faults);
}

void CheckMeasure(const v1::Measure& measure, const std::string& path, Faults& faults) {
  faults.Require(measure.terms_size() > 0, path + ".terms", "at least one is required");
  for (int i = 0; i < measure.terms_size(); ++i) {
    CheckTerm(measure.terms(i), path + At(".terms", i), faults);
  }
  if (measure.has_agencies()) CheckFilter(measure.agencies(), path + ".agencies", faults);
  CheckWords(measure.fields(), path + ".fields", faults);
  CheckAddedUnits(measure, path, faults);
}

}  // namespace motcua::aggregator
