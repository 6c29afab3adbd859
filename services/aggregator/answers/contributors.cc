#include "services/aggregator/answers/contributors.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/answers/cells.h"
#include "services/aggregator/tables/leaves.h"
#include "services/aggregator/tables/over_sources.h"

namespace motcua::aggregator {
namespace {

using Leaves = absl::StatusOr<std::vector<SourceLeaf>>;

v1::CellReference ReferenceOf(const v1::ListCellContributorsRequest& request) {
  v1::CellReference cell;
  cell.set_definition(request.definition());
  cell.set_row(request.row());
  cell.set_column(request.column());
  return cell;
}

// What the cell's number, or its denominator, counts.
Leaves LeavesOfCell(const Basis& basis, const CellPlace& cell, bool denominator, Days days) {
  if (denominator && !cell.column->has_denominator()) {
    return InvalidField("denominator", "NOT_A_RATE", "the column is no rate",
                        "Cột này không phải là tỷ lệ.");
  }
  return basis.knowledge.Read([&](const Facts& facts) -> Leaves {
    const auto scope = ScopeOf(cell, facts, days);
    if (!scope.ok()) return scope.status();
    return LeavesOf(cell.measure(denominator), days, *scope, facts);
  });
}

// What a group between the cell and another counts.
Leaves LeavesOfGroup(const Basis& basis, const CellPlace& cell, const CellPlace& other,
                     const std::string& group, Days days) {
  return basis.knowledge.Read([&](const Facts& facts) -> Leaves {
    const auto gaps = GapsBetween(cell, other, facts, days);
    if (!gaps.ok()) return gaps.status();
    const auto found = std::find_if(gaps->begin(), gaps->end(),
                                    [&](const CellGap& gap) { return IdOf(gap) == group; });
    if (found == gaps->end()) {
      return NotFound("GAP_GROUP_UNKNOWN", "gap_group", "no such group stands between the cells",
                      "Không có nhóm chênh lệch này giữa hai ô.");
    }
    return LeavesOf(found->gap, days, facts);
  });
}

Leaves LeavesOfRequest(const Basis& basis, const v1::ListCellContributorsRequest& request,
                       Days days) {
  const auto cell = FindCell(basis, ReferenceOf(request), days.last, "");
  if (!cell.ok()) return cell.status();
  if (!request.has_compared_with() && !request.gap_group().empty()) {
    return InvalidField("compared_with", "FIELD_REQUIRED", "is required with gap_group",
                        "Cần nêu ô được so sánh của nhóm chênh lệch.");
  }
  if (!request.has_compared_with()) {
    return LeavesOfCell(basis, *cell, request.denominator(), days);
  }
  const auto other = FindCell(basis, request.compared_with(), days.last, "compared_with.");
  if (!other.ok()) return other.status();
  return LeavesOfGroup(basis, *cell, *other, request.gap_group(), days);
}

// Everything that decides what is listed.
std::string BoundOf(v1::ListCellContributorsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
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
  const absl::StatusOr<Days> days = DaysOf(request);
  if (!days.ok()) return days.status();
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  const auto leaves = LeavesOfRequest(basis, request, *days);
  if (!leaves.ok()) return leaves.status();
  DrillDown drill_down;
  drill_down.leaves =
      basis.knowledge.Read([&](const Facts& facts) { return OverSources(*leaves, facts); });
  drill_down.tree_day = FormatDay(days->TreeDay());
  drill_down.page_size = *page_size;
  drill_down.bound = BoundOf(request);
  for (const SourceLeaf& leaf : drill_down.leaves) drill_down.bound += "|" + leaf.source;
  const absl::Status parsed = ParsePlace(request, drill_down);
  if (!parsed.ok()) return parsed;
  return drill_down;
}

}  // namespace motcua::aggregator
