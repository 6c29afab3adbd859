#include "services/aggregator/answers/cells.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/definitions/counter_unit.h"
#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {
namespace {

absl::Status NotComparable(const CellPlace& cell, std::string_view what, std::string_view what_vi) {
  return InvalidField(absl::StrCat(cell.field, "column"), "NOT_COMPARABLE", what, what_vi);
}

// A unit that is not stated is taken on trust.
absl::Status CheckComparable(const CellPlace& left, const CellPlace& right) {
  const v1::Column& a = *left.column;
  const v1::Column& b = *right.column;
  if (a.has_denominator() != b.has_denominator()) {
    return NotComparable(right, "a rate is not compared with a count",
                         "Không so sánh tỷ lệ với số lượng.");
  }
  const bool stated = a.unit() != v1::UNIT_UNSPECIFIED && b.unit() != v1::UNIT_UNSPECIFIED;
  if (stated && Comparable(a.unit()) != Comparable(b.unit())) {
    return NotComparable(right, "the units differ", "Đơn vị tính khác nhau.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CellPlace> FindCell(const Basis& basis, const v1::CellReference& cell, Day day,
                                   const std::string& field) {
  const auto definition =
      FindDefinition(basis, cell.definition(), day, absl::StrCat(field, "definition"));
  if (!definition.ok()) return definition.status();
  const int index = ColumnIndex(**definition, cell.column());
  if (index < 0) {
    return NotFound("COLUMN_UNKNOWN", absl::StrCat(field, "column"), "the table has no such column",
                    "Bảng không có cột này.");
  }
  return CellPlace{*definition, &(*definition)->columns(index), cell.row(), field};
}

absl::StatusOr<Scope> ScopeOf(const CellPlace& cell, const Facts& facts, Days days) {
  if (facts.catalog == nullptr) return NoCatalog();
  const auto rows =
      facts.rows->Of(*cell.definition, facts.catalog->TreeOn(days.TreeDay()), days.last);
  const RowSpec* const row = FindRow(*rows, cell.row);
  const bool no_total = cell.row == kTotal && cell.definition->total_label_vi().empty();
  if (row == nullptr || no_total) {
    return NotFound("ROW_UNKNOWN", absl::StrCat(cell.field, "row"), "the table has no such row",
                    "Bảng không có dòng này.");
  }
  return row->scope;
}

std::string IdOf(const CellGap& gap) {
  return absl::StrCat(gap.denominator ? "denominator." : "", gap.gap.id);
}

absl::StatusOr<std::vector<CellGap>> GapsBetween(const CellPlace& left, const CellPlace& right,
                                                 const Facts& facts, Days days) {
  const absl::Status comparable = CheckComparable(left, right);
  if (!comparable.ok()) return comparable;
  const auto left_scope = ScopeOf(left, facts, days);
  if (!left_scope.ok()) return left_scope.status();
  const auto right_scope = ScopeOf(right, facts, days);
  if (!right_scope.ok()) return right_scope.status();
  std::vector<CellGap> gaps;
  for (const bool denominator : {false, true}) {
    if (denominator && !left.column->has_denominator()) continue;
    const Side left_side = SideOf(left.measure(denominator), days, *left_scope, facts);
    const Side right_side = SideOf(right.measure(denominator), days, *right_scope, facts);
    for (Gap& gap : GapsBetween(left_side, right_side, facts)) {
      gaps.push_back({denominator, std::move(gap)});
    }
  }
  return gaps;
}

}  // namespace motcua::aggregator
