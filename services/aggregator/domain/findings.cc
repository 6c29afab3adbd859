#include "services/aggregator/domain/findings.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace motcua::aggregator {
namespace {

using Counts = std::vector<std::optional<std::int64_t>>;

// True where it cannot be told.
bool Holds(const Identity& identity, const Counts& counts) {
  const auto left = SumOf(counts, identity.left);
  const auto right = SumOf(counts, identity.right);
  if (!left || !right) return true;
  return identity.at_most ? *left <= *right : *left == *right;
}

bool AllHold(const std::vector<Identity>& identities, const Counts& counts) {
  return std::all_of(identities.begin(), identities.end(), [&](const Identity& identity) {
    return !identity.explained_by_vi.empty() || Holds(identity, counts);
  });
}

// Two columns in each other's place: everything holds once they are exchanged.
void ExplainBySwap(const Sheet& sheet, const std::vector<Identity>& identities,
                   const Identity& broken, const SheetRow& row, Finding& finding) {
  if (broken.severity != Severity::kViolation || !broken.at_most) return;
  if (broken.left.size() != 1 || broken.right.size() != 1) return;
  const int left = broken.left.front();
  const int right = broken.right.front();
  Counts swapped = row.counts;
  std::swap(swapped[left], swapped[right]);
  if (!AllHold(identities, swapped)) return;
  const SheetColumn& a = sheet.columns[left];
  const SheetColumn& b = sheet.columns[right];
  finding.cause_vi = "có thể hai cột bị đổi chỗ: " + a.title_vi + " và " + b.title_vi;
  finding.cause_en = "the columns may be swapped: " + a.id + " and " + b.id;
}

std::vector<std::string> ColumnsOf(const Sheet& sheet, const Identity& identity) {
  std::vector<std::string> ids;
  for (const int column : identity.left) ids.push_back(sheet.columns[column].id);
  for (const int column : identity.right) ids.push_back(sheet.columns[column].id);
  return ids;
}

void CheckRow(const Sheet& sheet, const std::vector<Identity>& identities, const SheetRow& row,
              std::vector<Finding>& findings) {
  for (const Identity& identity : identities) {
    if (Holds(identity, row.counts)) continue;
    Finding finding{.identity = identity.name,
                    .severity = identity.severity,
                    .row = row.id,
                    .columns = ColumnsOf(sheet, identity),
                    .expected = *SumOf(row.counts, identity.right),
                    .shown = *SumOf(row.counts, identity.left),
                    .cause_vi = {},
                    .cause_en = {}};
    ExplainByGap(identity, finding);
    ExplainBySwap(sheet, identities, identity, row, finding);
    findings.push_back(std::move(finding));
  }
}

// A row and those it must be the sum of.
struct Whole {
  const SheetRow* row;
  std::vector<const SheetRow*> parts;
};

// Subtotals with their rows, and last the total with what is in no subtotal.
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
  if (total.row != nullptr && !sheet.rows.empty()) wholes.push_back(std::move(total));
  return wholes;
}

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
  bool negative = false;
  for (std::size_t column = 0; column < differences.size(); ++column) {
    if (differences[column].value_or(0) == 0) continue;
    negative = negative || *differences[column] < 0;
    const std::string size = " " + std::to_string(*differences[column]);
    sizes_vi += (sizes_vi.empty() ? "" : ", ") + sheet.columns[column].title_vi + size;
    sizes_en += (sizes_en.empty() ? "" : ", ") + sheet.columns[column].id + size;
  }
  const bool omitted = findings.size() > 1 && !negative && AllHold(identities, differences);
  for (Finding& finding : findings) {
    if (omitted) {
      finding.cause_vi = "các dòng có thể thiếu một hoặc nhiều đơn vị, cỡ: " + sizes_vi;
      finding.cause_en = "the rows seem to leave out one or more units, of size: " + sizes_en;
    } else if (findings.size() == 1) {
      finding.cause_vi = "chỉ cột này lệch: có thể cộng hoặc gõ sai";
      finding.cause_en = "only this column differs: perhaps added or typed wrongly";
    }
  }
}

}  // namespace

std::optional<std::int64_t> SumOf(const Counts& counts, const std::vector<int>& columns) {
  std::int64_t sum = 0;
  for (const int column : columns) {
    if (!counts[column]) return std::nullopt;
    sum += *counts[column];
  }
  return sum;
}

void ExplainByGap(const Identity& identity, Finding& finding) {
  if (identity.explained_by_vi.empty()) return;
  const auto gap = identity.explained ? identity.explained(finding.row) : std::nullopt;
  const std::string& name = identity.explained_by_vi;
  finding.explained = gap.value_or(0);
  if (gap == 0) return;
  if (!gap) {
    finding.cause_vi = "có thể do " + name;
    finding.cause_en = "perhaps because of: " + name;
  } else if (*gap == finding.difference()) {
    finding.severity = Severity::kWarning;
    finding.cause_vi = "do " + name + ": " + std::to_string(*gap);
    finding.cause_en = "because of: " + name + " (" + std::to_string(*gap) + ")";
  } else {
    const std::string rest = std::to_string(finding.difference() - *gap);
    finding.cause_vi = "do " + name + ": " + std::to_string(*gap) + ", còn lệch " + rest;
    finding.cause_en =
        "partly because of: " + name + " (" + std::to_string(*gap) + "); not explained: " + rest;
  }
}

std::vector<Finding> CheckIdentities(const Sheet& sheet, const std::vector<Identity>& identities) {
  std::vector<Finding> findings;
  for (const SheetRow& row : sheet.rows) CheckRow(sheet, identities, row, findings);
  if (sheet.total) CheckRow(sheet, identities, *sheet.total, findings);
  return findings;
}

std::vector<Finding> CheckTotals(const Sheet& sheet, const std::vector<Identity>& identities) {
  std::vector<Finding> findings;
  for (const Whole& whole : WholesOf(sheet)) {
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
