#include "services/aggregator/answers/comparison.h"

#include "services/aggregator/answers/cells.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

// As the table shows it.
v1::Cell CellOf(const CellPlace& place, const Facts& facts, Days days) {
  const v1::Table table =
      ToProto(*place.definition, Compute(*place.definition, facts, days), days, facts);
  const int index = ColumnIndex(*place.definition, place.column->id());
  for (const v1::Row& row : table.rows()) {
    if (row.id() == place.row) return row.cells(index);
  }
  return table.total().cells(index);
}

// Groups worth nothing are left out.
void AddGroup(const CellGap& gap, const Facts& facts, Days days,
              v1::CompareCellsResponse& response) {
  const std::int64_t value = Value(gap.gap, facts, days);
  if (value == 0) return;
  v1::GapGroup* const group = response.add_groups();
  group->set_id(IdOf(gap));
  group->set_label_vi(gap.gap.label.vi);
  group->set_label_en(gap.gap.label.en);
  group->set_denominator(gap.denominator);
  group->set_value(value);
}

}  // namespace

absl::Status AnswerComparison(const Basis& basis, const v1::CompareCellsRequest& request,
                              v1::CompareCellsResponse& response) {
  const absl::StatusOr<Days> days = DaysOf(request);
  if (!days.ok()) return days.status();
  const auto left = FindCell(basis, request.left(), days->last, "left.");
  if (!left.ok()) return left.status();
  const auto right = FindCell(basis, request.right(), days->last, "right.");
  if (!right.ok()) return right.status();
  return basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    const auto gaps = GapsBetween(*left, *right, facts, *days);
    if (!gaps.ok()) return gaps.status();
    response.set_tree_day(FormatDay(days->TreeDay()));
    *response.mutable_left() = CellOf(*left, facts, *days);
    *response.mutable_right() = CellOf(*right, facts, *days);
    for (const CellGap& gap : *gaps) AddGroup(gap, facts, *days, response);
    return absl::OkStatus();
  });
}

}  // namespace motcua::aggregator
