// A measure of a definition, ready to be evaluated for a period.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_MEASURE_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_MEASURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "services/aggregator/domain/sum.h"
#include "services/aggregator/knowledge.h"

namespace motcua::aggregator {

// Whole local days, both included.
struct Days {
  Day first = 0;
  Day last = 0;
};

// Immutable; the definition and the catalogue, whose agencies it may name, may go.
class Measure {
 public:
  Measure(const v1::Measure& measure, Days days, const catalog::Catalog& catalog);

  // `facts.catalog` must be there.
  std::int64_t Value(const Facts& facts, const Scope& scope) const;

 private:
  struct Term {
    int sign = 1;
    std::optional<Sum> sum = {};  // of a flow, a stock, or a distinct count
    bool distinct = false;
    bool per_agency = false;
    v1::CatalogCountLeaf catalog_count = {};  // without a sum
  };

  Days days_;
  std::vector<Term> terms_;
};

// Flows and stocks only: a total is the sum of its rows.
bool IsAdditive(const v1::Measure& measure);

// Every source that counts something of a measure is among the facts, which have a catalogue.
bool IsCounted(const v1::Measure& measure, const Facts& facts);

// A part of a measure as one source can explain it.
struct SourceLeaf {
  std::string source;
  int sign = 1;
  statistics::v1::Leaf leaf;
};

// The leaves behind a measure, for drill-down; a distinct count gives the dossiers of its
// procedures, a catalogue count none, nor does a leaf that asks for agencies nobody is like.
std::vector<SourceLeaf> LeavesOf(const v1::Measure& measure, Days days, const Scope& scope,
                                 const catalog::Catalog& catalog);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_MEASURE_H_
