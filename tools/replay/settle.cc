#include "tools/replay/settle.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "tools/replay/check.h"
#include "tools/replay/late_agencies.h"

namespace motcua::replay {
namespace {

// The row whose printed numbers contain those of `child`: of the nearest agency above it that
// has rows, for the same field. Null if there is none.
CountsRow* RowAbove(const Scenario& scenario, const CountsRow& child,
                    std::vector<CountsRow>& rows) {
  const catalog::Agency* agency = scenario.FindAgency(child.agency);
  while (!agency->parent.empty()) {
    agency = scenario.FindAgency(scenario.Canonical(agency->parent));
    for (CountsRow& row : rows) {
      if (row.agency == agency->id && (row.field.empty() || row.field == child.field)) return &row;
    }
  }
  return nullptr;
}

void TakeOut(const CountsRow& child, const CountsRow& printed, CountsRow& row,
             std::vector<Remark>& remarks) {
  for (std::size_t i = 0; i < kColumns; ++i) {
    const auto column = static_cast<Column>(i);
    if (!child.counts[column] || !row.counts[column]) continue;
    const std::int64_t rest = *row.counts[column] - *child.counts[column];
    if (rest < 0) {
      remarks.push_back({Remark::Kind::kDeparture, row.line, row.agency, row.field, column, "I8",
                         printed.counts[column], *printed.counts[column] - rest,
                         absl::StrCat("is less than its children together, among them ",
                                      SlugOfId(child.agency))});
    }
    row.counts[column] = std::max<std::int64_t>(0, rest);
  }
}

bool StatesFees(const CountsRow& row) {
  using enum Column;
  return row.counts[kFeeDossiers] || row.counts[kPaidNationalPortal] ||
         row.counts[kPaidProvinceGateway] || row.counts[kRecordedProvinceSystem];
}

}  // namespace

void TakeOutChildren(const Scenario& scenario, std::vector<CountsRow>& rows,
                     std::vector<Remark>& remarks) {
  const std::vector<CountsRow> printed = rows;
  for (const CountsRow& child : printed) {
    CountsRow* above = RowAbove(scenario, child, rows);
    if (above != nullptr) TakeOut(child, printed[above - rows.data()], *above, remarks);
  }
}

std::vector<CountsRow> Settle(const Scenario& scenario, std::vector<Remark>& remarks) {
  std::vector<CountsRow> rows = scenario.rows;
  for (CountsRow& row : rows) row.own_steps = LateColumnOf(scenario.agencies, row.agency);
  for (CountsRow& row : rows) CheckRow(row, remarks);
  if (scenario.rows_contain_children) TakeOutChildren(scenario, rows, remarks);
  const bool fees_stated = std::any_of(rows.begin(), rows.end(), StatesFees);
  for (CountsRow& row : rows) {
    CheckRow(row, remarks);
    CompleteRow(row, fees_stated, remarks);
    CheckRow(row, remarks);
  }
  return rows;
}

}  // namespace motcua::replay
