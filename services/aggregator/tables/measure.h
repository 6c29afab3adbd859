// A measure of a definition, ready to be evaluated for a period.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_MEASURE_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_MEASURE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/sum.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/days.h"
#include "services/aggregator/tables/limits.h"

namespace motcua::aggregator {

// Immutable; the definition and the facts, whose catalogue it has looked at, may go.
class Measure {
 public:
  // `facts.catalog` must be there.
  Measure(const v1::Measure& measure, Days days, const Facts& facts);

  // Of what the scope and the measure's own limits have in common.
  std::int64_t Value(const Facts& facts, const Scope& scope) const;
  // What of it was reported.
  std::int64_t Reported(const Facts& facts, const Scope& scope) const;

 private:
  struct Term {
    int sign = 1;
    std::optional<Sum> sum = {};  // of a flow, a stock, or a distinct count
    bool distinct = false;
    std::shared_ptr<const catalog::Catalog> per_office = {};  // distinct in each office of the tree
    std::shared_ptr<const CatalogCount> catalog_count = {};   // without a sum
  };

  std::int64_t Add(const Facts& facts, const Scope& scope) const;

  Limits limits_;
  std::vector<Term> terms_;
};

// Flows and stocks only: a total is the sum of its rows.
bool IsAdditive(const v1::Measure& measure);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_MEASURE_H_
