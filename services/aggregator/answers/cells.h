// Cells that requests name.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_CELLS_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_CELLS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/comparison/gaps.h"

namespace motcua::aggregator {

// Points into the definitions.
struct CellPlace {
  const v1::TableDefinition* definition;
  const v1::Column* column;
  std::string row;    // not looked for yet
  std::string field;  // path of the reference with its dot, as `left.`; empty: the request itself

  const v1::Measure& measure(bool denominator) const {
    return denominator ? column->denominator() : column->value();
  }
};

// In the version in force on a day. NOT_FOUND `DEFINITION_UNKNOWN`, `COLUMN_UNKNOWN`.
absl::StatusOr<CellPlace> FindCell(const Basis& basis, const v1::CellReference& cell, Day day,
                                   const std::string& field);

// What its row counts. NOT_FOUND `ROW_UNKNOWN`; UNAVAILABLE without a catalogue.
absl::StatusOr<Scope> ScopeOf(const CellPlace& cell, const Facts& facts, Days days);

// A gap with the side of the rate it stands in.
struct CellGap {
  bool denominator = false;
  Gap gap;
};

// The id inside the answer.
std::string IdOf(const CellGap& gap);

// What stands between two cells, numerators first. INVALID_ARGUMENT `NOT_COMPARABLE` naming the
// right one.
absl::StatusOr<std::vector<CellGap>> GapsBetween(const CellPlace& left, const CellPlace& right,
                                                 const Facts& facts, Days days);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_CELLS_H_
