// The cells of every source and the catalogue, at one moment.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FACTS_H_
#define MOTCUA_SERVICES_AGGREGATOR_FACTS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/catalog/catalog.h"
#include "common/received/store.h"
#include "services/aggregator/domain/cube.h"
#include "services/aggregator/domain/import.h"
#include "services/aggregator/tables/rows.h"
#include "services/aggregator/tables/selections.h"

namespace motcua::aggregator {

// The source whose numbers are not counted from dossiers: imports.
inline constexpr char kReported[] = "reported";

struct SourceFacts {
  std::string id;
  std::optional<received::Standing> standing;  // absent before its first batch
  Cube cube;
};

// A consistent picture; inside Knowledge::Read alone, but in tests.
struct Facts {
  std::vector<SourceFacts> sources;                 // in configured order
  std::shared_ptr<const catalog::Catalog> catalog;  // null before the first
  statistics::CellCursor head;                      // of the union of all sources
  std::shared_ptr<RowCache> rows = std::make_shared<RowCache>();
  std::shared_ptr<Selections> selections = std::make_shared<Selections>();
  // Positions of the sources that have cells of an agency, so that a nation does not ask every
  // province for each commune; empty: not known.
  std::unordered_map<std::string, std::vector<std::size_t>> holders;
  std::map<std::string, std::shared_ptr<const Import>> imports;  // by id, withdrawn ones too

  // Over all sources.
  std::int64_t Total(const Sum& sum, const Scope& scope) const;
  const SourceFacts* Find(const std::string& source) const;
  // Fills `holders`.
  void IndexAgencies();
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FACTS_H_
