// A period as it was seen at one moment: by a snapshot, or now.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_MOMENT_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_MOMENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/aggregator.pb.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

// What was counted under a key: in the period, and before it.
struct Counted {
  std::int64_t flow = 0;
  std::int64_t before = 0;

  bool operator==(const Counted&) const = default;
};

// By source; the keys have day 0. All that tables of the period rest on: a definition asks for
// flows over the whole period and for stocks at its two ends, never for a day inside.
using PeriodFacts = std::map<std::string, std::map<CellKey, Counted>>;

struct Moment {
  Days days;
  PeriodFacts facts;
  std::shared_ptr<const catalog::Catalog> catalog;
  std::map<std::string, v1::TableDefinition> definitions;  // by id
  std::map<std::string, v1::Table> tables;  // by definition, as published, or as answered now
};

// Facts without standings that give every table of the period what `facts` gave it: each key has a
// cell on the day before the period and one on its last.
Facts ToFacts(const PeriodFacts& facts, std::shared_ptr<const catalog::Catalog> catalog, Days days);
// The cells of a key, in facts made by ToFacts.
void SetCounted(Cube& cube, CellKey key, const Counted& counted, Days days);
PeriodFacts CountedIn(const Facts& facts, Days days);

// As known now; `facts.catalog` must be there.
Moment MomentNow(const Facts& facts, Days days,
                 const std::vector<const v1::TableDefinition*>& definitions);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_MOMENT_H_
