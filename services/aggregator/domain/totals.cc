#include "services/aggregator/domain/totals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace motcua::aggregator {
namespace {

using Counts = std::vector<std::optional<std::int64_t>>;

// Whole minus parts, per additive column that has a sum.
Counts Differences(const Sheet& sheet, const Whole& whole) {
  Counts differences(sheet.columns.size());
  for (std::size_t column = 0; column < differences.size(); ++column) {
    if (!sheet.columns[column].additive || !whole.row->counts[column]) continue;
    std::int64_t difference = *whole.row->counts[column];
    for (const SheetRow* part : whole.parts) difference -= part->counts[column].value_or(0);
    differences[column] = difference;
  }
  return differences;
}

void ExplainTotals(const Sheet& sheet, const std::vector<Identity>& identities,
                   const Counts& differences, std::vector<Finding>& findings) {
  std::string sizes_vi;
  std::string sizes_en;
  bool more = false;
  bool less = false;
  for (std::size_t column = 0; column < differences.size(); ++column) {
    if (differences[column].value_or(0) == 0) continue;
    (*differences[column] > 0 ? more : less) = true;
    const std::string size = " " + std::to_string(*differences[column]);
    sizes_vi += (sizes_vi.empty() ? " " : ", ") + sheet.columns[column].title_vi + size;
    sizes_en += (sizes_en.empty() ? " " : ", ") + sheet.columns[column].id + size;
  }
  const bool like_a_row = findings.size() > 1 && AllHold(identities, differences);
  for (Finding& finding : findings) {
    if (like_a_row && more && less) {
      finding.cause_vi = "các cột bù trừ nhau, có thể đếm nhầm cột:" + sizes_vi;
      finding.cause_en =
          "the columns make up for each other, counted under the wrong one:" + sizes_en;
    } else if (like_a_row && less) {
      finding.cause_vi = "dòng tổng có thể thiếu một hoặc nhiều dòng, cỡ:" + sizes_vi;
      finding.cause_en = "the total seems to leave out one or more rows, of size:" + sizes_en;
    } else if (like_a_row) {
      finding.suspicion = Suspicion::kOmittedUnit;
      finding.cause_vi = "các dòng có thể thiếu một hoặc nhiều đơn vị, cỡ:" + sizes_vi;
      finding.cause_en = "the rows seem to leave out one or more units, of size:" + sizes_en;
    } else if (findings.size() == 1) {
      finding.cause_vi = "chỉ cột này lệch: có thể cộng hoặc gõ sai";
      finding.cause_en = "only this column differs: perhaps added or typed wrongly";
    }
  }
}

}  // namespace

std::vector<Whole> WholesOf(const Sheet& sheet) {
  std::vector<Whole> wholes;
  for (const SheetRow& row : sheet.rows) wholes.push_back({&row, {}});
  Whole total{sheet.total ? &*sheet.total : nullptr, {}};
  for (const SheetRow& row : sheet.rows) {
    const auto subtotal = std::find_if(wholes.begin(), wholes.end(), [&](const Whole& whole) {
      return !row.subtotal.empty() && whole.row->id == row.subtotal;
    });
    if (subtotal != wholes.end()) {
      subtotal->parts.push_back(&row);
    } else if (!row.inside_another) {
      total.parts.push_back(&row);
    }
  }
  std::erase_if(wholes, [](const Whole& whole) { return whole.parts.empty(); });
  if (!sheet.rows.empty()) wholes.push_back(std::move(total));
  return wholes;
}

SheetRow SumOfRows(const Sheet& sheet) {
  SheetRow sum{"total", {}};
  sum.counts.resize(sheet.columns.size());
  if (sheet.rows.empty()) return sum;
  const Whole whole = WholesOf(sheet).back();
  for (std::size_t column = 0; column < sum.counts.size(); ++column) {
    if (!sheet.columns[column].additive) continue;
    for (const SheetRow* part : whole.parts) {
      if (part->counts[column])
        sum.counts[column] = sum.counts[column].value_or(0) + *part->counts[column];
    }
  }
  return sum;
}

std::vector<Finding> CheckTotals(const Sheet& sheet, const std::vector<Identity>& identities) {
  std::vector<Finding> findings;
  for (const Whole& whole : WholesOf(sheet)) {
    if (whole.row == nullptr || whole.parts.empty()) continue;
    const Counts differences = Differences(sheet, whole);
    std::vector<Finding> of_whole;
    for (std::size_t column = 0; column < differences.size(); ++column) {
      if (differences[column].value_or(0) == 0) continue;
      const std::int64_t shown = *whole.row->counts[column];
      of_whole.push_back({.identity = "I5",
                          .row = whole.row->id,
                          .columns = {sheet.columns[column].id},
                          .expected = shown - *differences[column],
                          .shown = shown,
                          .cause_vi = {},
                          .cause_en = {}});
    }
    ExplainTotals(sheet, identities, differences, of_whole);
    std::move(of_whole.begin(), of_whole.end(), std::back_inserter(findings));
  }
  return findings;
}

}  // namespace motcua::aggregator
