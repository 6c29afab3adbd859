#include "services/aggregator/audit/same_measure.h"

#include <algorithm>
#include <utility>

namespace motcua::aggregator {
namespace {

template <typename List>
bool SameList(const List& a, const List& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// The column of a table that counts a measure; −1 if none does.
int ColumnOf(const Printed& printed, const std::string& measure) {
  const std::vector<SheetColumn>& columns = printed.sheet.columns;
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const SheetColumn& column) {
    return !measure.empty() && column.measure == measure;
  });
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

template <typename List>
bool IsAlone(const List& columns, const std::string& column) {
  return columns.size() == 1 && columns.Get(0) == column;
}

// Whether a check of one of two tables already compares two columns of them, row by row.
bool IsChecked(const v1::TableDefinition& a, const std::string& left, const v1::TableDefinition& b,
               const std::string& right) {
  return std::any_of(a.checks().begin(), a.checks().end(), [&](const v1::Check& check) {
    return check.right_table() == b.id() && check.left_row().empty() &&
           IsAlone(check.left(), left) && IsAlone(check.right(), right);
  });
}

// One pair of tables.
class AlikePair {
 public:
  AlikePair(const Printed& a, const Printed& b) : a_(a), b_(b) {}

  void Compare(std::vector<Finding>& findings) const {
    for (std::size_t left = 0; left < a_.sheet.columns.size(); ++left) {
      const SheetColumn& column = a_.sheet.columns[left];
      const int right = ColumnOf(b_, column.measure);
      if (right < 0 || IsChecked(*a_.definition, column.id, *b_.definition, Id(right)) ||
          IsChecked(*b_.definition, Id(right), *a_.definition, column.id)) {
        continue;
      }
      for (const SheetRow& row : a_.sheet.rows) {
        CompareRow(row, static_cast<int>(left), right, findings);
      }
      if (a_.sheet.total) CompareRow(*a_.sheet.total, static_cast<int>(left), right, findings);
    }
  }

 private:
  const std::string& Id(int column) const { return b_.sheet.columns[column].id; }

  void CompareRow(const SheetRow& row, int left, int right, std::vector<Finding>& findings) const {
    const SheetRow* const other = b_.FindRow(row.id);
    if (other == nullptr || !CountsAlike(*a_.definition, *b_.definition, row.id)) return;
    const auto shown = row.counts[left];
    const auto expected = other->counts[right];
    if (!shown || !expected || *shown == *expected) return;
    findings.push_back({.identity = "I10",
                        .row = row.id,
                        .columns = {a_.sheet.columns[left].id},
                        .expected = *expected,
                        .shown = *shown,
                        .cause_vi = "khác bảng " + b_.Name() + ", cột " + Id(right),
                        .cause_en = "differs from table " + b_.Name() + ", column " + Id(right)});
  }

  const Printed& a_;
  const Printed& b_;
};

// Tables in which the total of `finding`'s column, or one that counts the same, is off alike.
std::string TablesOffAlike(const Finding& finding, const Printed& printed,
                           const std::vector<Printed>& report, const TableFindings& findings) {
  const int own = ColumnIndex(*printed.definition, finding.columns.front());
  std::string tables;
  for (const Printed& other : report) {
    const int column = ColumnOf(other, printed.sheet.columns[own].measure);
    const auto found = findings.find(other.Name());
    if (&other == &printed || column < 0 || found == findings.end()) continue;
    const bool alike =
        std::any_of(found->second.begin(), found->second.end(), [&](const Finding& candidate) {
          return candidate.suspicion == Suspicion::kOmittedUnit && candidate.row == finding.row &&
                 candidate.columns.front() == other.sheet.columns[column].id &&
                 candidate.difference() == finding.difference();
        });
    if (alike) tables += (tables.empty() ? "" : ", ") + other.Name();
  }
  return tables;
}

}  // namespace

bool CountsAlike(const v1::TableDefinition& a, const v1::TableDefinition& b,
                 const std::string& row) {
  const v1::RowAxis& left = a.rows();
  const v1::RowAxis& right = b.rows();
  if (!SameList(left.fields(), right.fields())) return false;
  const bool whole = a.total_scope() == v1::TableDefinition::TOTAL_SCOPE_UNSPECIFIED &&
                     b.total_scope() == v1::TableDefinition::TOTAL_SCOPE_UNSPECIFIED;
  if (row == kTotal && whole) return true;
  if (row == kTotal ||
      left.parts_size() + right.parts_size() + left.sets_size() + right.sets_size() > 0) {
    return left.SerializeAsString() == right.SerializeAsString();
  }
  return left.scope() == right.scope() && left.by_field() == right.by_field();
}

std::function<std::optional<std::int64_t>(const v1::Measure& measure, const std::string& row)>
PrintedElsewhere(const v1::TableDefinition& definition, const std::vector<Printed>& report) {
  return [&definition, &report](const v1::Measure& measure,
                                const std::string& row) -> std::optional<std::int64_t> {
    const std::string key = measure.SerializeAsString();
    for (const Printed& printed : report) {
      const int column = ColumnOf(printed, key);
      if (column < 0 || !CountsAlike(definition, *printed.definition, row)) continue;
      const SheetRow* const found = printed.FindRow(row);
      if (found != nullptr && found->counts[column]) return found->counts[column];
    }
    return std::nullopt;
  };
}

void CompareAlike(const std::vector<Printed>& report, TableFindings& findings) {
  for (std::size_t i = 0; i < report.size(); ++i) {
    for (std::size_t j = i + 1; j < report.size(); ++j) {
      AlikePair(report[i], report[j]).Compare(findings[report[i].Name()]);
    }
  }
}

void ShareOmittedUnits(const std::vector<Printed>& report, TableFindings& findings) {
  const TableFindings before = findings;
  for (const Printed& printed : report) {
    for (Finding& finding : findings[printed.Name()]) {
      if (finding.suspicion != Suspicion::kOmittedUnit) continue;
      const std::string tables = TablesOffAlike(finding, printed, report, before);
      if (tables.empty()) continue;
      finding.cause_vi +=
          "; bảng " + tables + " cũng lệch đúng bằng vậy: cùng một đơn vị bị bỏ sót";
      finding.cause_en += "; " + tables + " is off by the same: one unit left out of both";
    }
  }
}

}  // namespace motcua::aggregator
