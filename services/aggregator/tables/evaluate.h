// A table from a definition and what is known: values, order, printed cells.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_EVALUATE_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_EVALUATE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/printed.h"
#include "services/aggregator/domain/ratio.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/measure.h"
#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {

// One row with its exact values, one per column; a count has denominator 1.
struct ComputedRow {
  const RowSpec* spec;
  std::vector<Ratio> values;
};

// The values of a table, in printed order.
struct Computed {
  std::shared_ptr<const Rows> specs;  // in list order; the rows below point into it
  std::vector<ComputedRow> rows;
  std::optional<ComputedRow> total;
};

// `facts.catalog` must be there.
Computed Compute(const v1::TableDefinition& definition, const Facts& facts, Days days);

// A row's cells as printed. `is_total`: columns without a total are blank.
std::vector<std::string> PrintRow(const v1::TableDefinition& definition,
                                  const std::vector<Ratio>& values, bool is_total);

// A rate as the definition prints it; the values of the whole row, for complements.
std::string PrintRate(const v1::TableDefinition& definition, int column,
                      const std::vector<Ratio>& values);
RateFormat FormatOf(const v1::Rounding& rounding);
CountFormat FormatOf(const v1::Number& number);

// Rows, total and lists without watermarks and findings.
// One row, or the total, of a table as it has them; nullopt: it has no such row. `facts.catalog`
// must be there.
struct RowInTable {
  const RowSpec* spec = nullptr;
  std::shared_ptr<const Rows> specs;  // keeps it
  v1::Row row;                        // without what was reported
};
std::optional<RowInTable> FindRowInTable(const v1::TableDefinition& definition, const Facts& facts,
                                         Days days, const std::string& id);

v1::Table ToProto(const v1::TableDefinition& definition, const Computed& computed, Days days,
                  const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_EVALUATE_H_
