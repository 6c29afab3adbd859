#include "services/aggregator/domain/findings.h"

#include <algorithm>
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
  finding.suspicion = Suspicion::kSwappedColumns;
}

std::vector<std::string> ColumnsOf(const Sheet& sheet, const Identity& identity) {
  std::vector<std::string> ids;
  for (const int column : identity.left) ids.push_back(sheet.columns[column].id);
  for (const int column : identity.right) ids.push_back(sheet.columns[column].id);
  return ids;
}

template <typename Name>
std::string Sum(const std::vector<int>& columns, Name name) {
  std::string sum;
  for (const int column : columns) sum += (sum.empty() ? "" : " + ") + name(column);
  return sum;
}

// The words for a relation that does not hold.
void Tell(const Sheet& sheet, const Identity& identity, const SheetRow& row, Finding& finding) {
  const auto title = [&](int column) { return sheet.columns[column].title_vi; };
  const auto id = [&](int column) { return sheet.columns[column].id; };
  finding.cause_vi = Sum(identity.left, title) + (identity.at_most ? " lớn hơn " : " không bằng ") +
                     Sum(identity.right, title);
  finding.cause_en = Sum(identity.left, id) + (identity.at_most ? " exceeds " : " is not ") +
                     Sum(identity.right, id);
  if (identity.name == "I7") {
    finding.cause_vi = "phần lớn hơn tổng thể: " + finding.cause_vi;
    finding.cause_en = "part over whole: " + finding.cause_en;
  }
  if (identity.name == "I3" && finding.difference() > 0) {
    finding.cause_vi += ": có hồ sơ không nằm ở cột nào";
    finding.cause_en += ": some dossiers are in no column";
  }
  for (std::size_t i = 0; i < row.counts.size() && !identity.at_most; ++i) {
    if (row.counts[i].value_or(0) == 0 || *row.counts[i] != finding.difference()) continue;
    finding.cause_vi += "; chênh đúng bằng cột " + sheet.columns[i].title_vi;
    finding.cause_en += "; the difference is column " + sheet.columns[i].id;
    break;
  }
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
    Tell(sheet, identity, row, finding);
    ExplainByGap(identity, finding);
    ExplainBySwap(sheet, identities, identity, row, finding);
    findings.push_back(std::move(finding));
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

bool AllHold(const std::vector<Identity>& identities, const Counts& counts) {
  return std::all_of(identities.begin(), identities.end(), [&](const Identity& identity) {
    return identity.severity != Severity::kViolation || !identity.explained_by_vi.empty() ||
           Holds(identity, counts);
  });
}

void ExplainByGap(const Identity& identity, Finding& finding) {
  if (identity.explained_by_vi.empty()) return;
  const auto gap = identity.explained ? identity.explained(finding.row) : std::nullopt;
  const std::string& name = identity.explained_by_vi;
  finding.explained = gap.value_or(0);
  if (gap == 0) return;
  if (!gap) {
    if (identity.gap_sign * finding.difference() < 0) return;
    finding.severity = std::min(finding.severity, Severity::kWarning);
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

}  // namespace motcua::aggregator
