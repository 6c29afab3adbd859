#include "services/aggregator/audit/printed_complements.h"

#include <optional>
#include <string>

#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {
namespace {

std::optional<Finding> Compare(const Printed& printed, const std::string& row, int column) {
  const v1::Column& of = printed.definition->columns(column);
  const std::string& other = of.rounding().complement_of();
  const auto shown = ParseRate(printed.CellOf(row, column));
  const auto rest = ParseRate(printed.CellOf(row, ColumnIndex(*printed.definition, other)));
  if (!shown || !rest) return std::nullopt;
  const PrintedRate expected{100 * ScaleOf(rest->decimals) - rest->scaled, rest->decimals};
  if (SameNumber(*shown, expected)) return std::nullopt;
  const int decimals = of.rounding().decimals();
  const std::string printed_rate = printed.CellOf(row, ColumnIndex(*printed.definition, other));
  return Finding{.identity = "I6",
                 .row = row,
                 .columns = {of.id(), other},
                 .expected = Rescaled(expected, decimals),
                 .shown = Rescaled(*shown, decimals),
                 .cause_vi = "cộng với " + printed_rate + " không thành 100",
                 .cause_en = "does not make 100 with " + printed_rate};
}

}  // namespace

std::vector<Finding> CheckComplements(const Printed& printed) {
  std::vector<Finding> findings;
  for (int i = 0; i < printed.definition->columns_size(); ++i) {
    if (printed.definition->columns(i).rounding().mode() != v1::Rounding::MODE_COMPLEMENT) continue;
    const auto check = [&](const std::string& row) {
      if (const auto finding = Compare(printed, row, i)) findings.push_back(*finding);
    };
    for (const SheetRow& row : printed.sheet.rows) check(row.id);
    check(kTotal);
  }
  return findings;
}

}  // namespace motcua::aggregator
