#include "services/aggregator/answers/contributors.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {
namespace {

// What the cell's number, or its denominator, counts.
absl::StatusOr<const v1::Measure*> MeasureOf(const v1::TableDefinition& definition,
                                             const v1::ListCellContributorsRequest& request) {
  const int index = ColumnIndex(definition, request.column());
  if (index < 0) {
    return NotFound("COLUMN_UNKNOWN", "column", "the table has no such column",
                    "Bảng không có cột này.");
  }
  const v1::Column& column = definition.columns(index);
  if (!request.denominator()) return &column.value();
  if (!column.has_denominator()) {
    return InvalidField("denominator", "NOT_A_RATE", "the column is no rate",
                        "Cột này không phải là tỷ lệ.");
  }
  return &column.denominator();
}

absl::StatusOr<std::vector<SourceLeaf>> LeavesOfCell(const Basis& basis,
                                                     const v1::TableDefinition& definition,
                                                     const v1::Measure& measure,
                                                     const v1::ListCellContributorsRequest& request,
                                                     Days days) {
  using Leaves = absl::StatusOr<std::vector<SourceLeaf>>;
  return basis.knowledge.Read([&](const Facts& facts) -> Leaves {
    if (facts.catalog == nullptr) return NoCatalog();
    const auto rows = facts.rows->Of(definition, facts.catalog, days.last);
    const RowSpec* const row = FindRow(*rows, request.row());
    if (row == nullptr) {
      return NotFound("ROW_UNKNOWN", "row", "the table has no such row", "Bảng không có dòng này.");
    }
    return LeavesOf(measure, days, row->scope, *facts.catalog);
  });
}

// Where the next page goes on.
absl::Status ParsePlace(const v1::ListCellContributorsRequest& request, DrillDown& drill_down) {
  const auto place = rpc::ParsePageToken(request.page_token(), drill_down.bound, "page_token");
  if (!place.ok()) return place.status();
  if (!Decode(*place, drill_down.leaves.size(), drill_down.place)) {
    return InvalidField("page_token", "PAGE_TOKEN_INVALID", "was given for another table",
                        "Mã trang không thuộc về yêu cầu này.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DrillDown> ParseDrillDown(const Basis& basis,
                                         const v1::ListCellContributorsRequest& request) {
  const auto definition = FindDefinition(basis, request.definition());
  if (!definition.ok()) return definition.status();
  const absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  const auto measure = MeasureOf(**definition, request);
  if (!measure.ok()) return measure.status();
  auto leaves = LeavesOfCell(basis, **definition, **measure, request, *days);
  if (!leaves.ok()) return leaves.status();
  DrillDown drill_down;
  drill_down.leaves = *std::move(leaves);
  drill_down.page_size = *page_size;
  drill_down.bound =
      absl::StrCat(request.definition(), "|", days->first, "|", days->last, "|", request.row(), "|",
                   request.column(), "|", request.denominator() ? 1 : 0);
  const absl::Status parsed = ParsePlace(request, drill_down);
  if (!parsed.ok()) return parsed;
  return drill_down;
}

}  // namespace motcua::aggregator
