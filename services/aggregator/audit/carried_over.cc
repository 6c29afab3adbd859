#include "services/aggregator/audit/carried_over.h"

#include <algorithm>
#include <string>

#include "services/aggregator/tables/leaves.h"

namespace motcua::aggregator {
namespace {

bool IsCarriedOver(const v1::Column& column) {
  const auto& terms = column.value().terms();
  return !column.has_denominator() && !terms.empty() &&
         std::all_of(terms.begin(), terms.end(),
                     [](const v1::Term& term) { return term.stock().opening(); });
}

}  // namespace

std::vector<Finding> CheckCarriedOver(const Printed& printed, const Facts& facts, Days days) {
  std::vector<Finding> findings;
  const std::string before = FormatDay(days.first - 1);
  for (int i = 0; i < printed.definition->columns_size(); ++i) {
    const v1::Column& column = printed.definition->columns(i);
    if (!IsCarriedOver(column) || !IsCounted(column.value(), facts)) continue;
    const Measure measure(column.value(), days, facts);
    const auto check = [&](const SheetRow& row) {
      const RowSpec* const spec = FindRow(*printed.specs, row.id);
      if (spec == nullptr || !row.counts[i]) return;
      const std::int64_t open = measure.Value(facts, spec->scope);
      if (*row.counts[i] == open) return;
      findings.push_back({.identity = "I4",
                          .row = row.id,
                          .columns = {column.id()},
                          .expected = open,
                          .shown = *row.counts[i],
                          .cause_vi = "cuối ngày " + before + " hệ thống còn " +
                                      std::to_string(open) + " hồ sơ đang mở",
                          .cause_en = std::to_string(open) + " were open at the end of " + before});
    };
    for (const SheetRow& row : printed.sheet.rows) check(row);
    if (printed.sheet.total) check(*printed.sheet.total);
  }
  return findings;
}

}  // namespace motcua::aggregator
