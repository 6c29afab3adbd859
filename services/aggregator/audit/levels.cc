#include "services/aggregator/audit/levels.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace motcua::aggregator {
namespace {

using Agencies = std::set<std::string>;

// A printed row with the agencies it counts.
struct Level {
  const SheetRow* row;
  Agencies agencies;
};

// Rows of agencies that are known, those of most agencies first.
std::vector<Level> LevelsOf(const Printed& printed) {
  std::vector<Level> levels;
  for (const SheetRow& row : printed.sheet.rows) {
    const RowSpec* const spec = FindRow(*printed.specs, row.id);
    if (spec == nullptr || spec->scope.whole || spec->scope.agencies.empty()) continue;
    levels.push_back({&row, {spec->scope.agencies.begin(), spec->scope.agencies.end()}});
  }
  std::stable_sort(levels.begin(), levels.end(), [](const Level& a, const Level& b) {
    return a.agencies.size() > b.agencies.size();
  });
  return levels;
}

// The largest rows that count some, not all, of the agencies of `whole`, and none of them twice.
std::vector<const SheetRow*> RowsBelow(const Level& whole, const std::vector<Level>& levels) {
  std::vector<const SheetRow*> below;
  Agencies counted;
  for (const Level& level : levels) {
    if (level.agencies.size() >= whole.agencies.size()) continue;
    if (!std::includes(whole.agencies.begin(), whole.agencies.end(), level.agencies.begin(),
                       level.agencies.end())) {
      continue;
    }
    const bool new_ones =
        std::none_of(level.agencies.begin(), level.agencies.end(),
                     [&](const std::string& agency) { return counted.contains(agency); });
    if (!new_ones) continue;
    counted.insert(level.agencies.begin(), level.agencies.end());
    below.push_back(level.row);
  }
  return below;
}

// A table restricted to some fields is no whole of one that is not.
bool MayContain(const Printed& whole, const Printed& parts) {
  const v1::RowAxis& axis = whole.definition->rows();
  return axis.fields().empty() || std::equal(axis.fields().begin(), axis.fields().end(),
                                             parts.definition->rows().fields().begin(),
                                             parts.definition->rows().fields().end());
}

class LevelCheck {
 public:
  LevelCheck(const Printed& whole, const Printed& parts) : whole_(whole), parts_(parts) {
    for (std::size_t own = 0; own < whole.sheet.columns.size(); ++own) {
      const SheetColumn& column = whole.sheet.columns[own];
      for (std::size_t other = 0; other < parts.sheet.columns.size(); ++other) {
        const bool alike = column.additive && column.measure == parts.sheet.columns[other].measure;
        if (alike) columns_.emplace_back(own, other);
      }
    }
  }

  void Run(std::vector<Finding>& findings) const {
    if (columns_.empty() || !MayContain(whole_, parts_)) return;
    const std::vector<Level> levels = LevelsOf(parts_);
    for (const Level& level : LevelsOf(whole_)) {
      const std::vector<const SheetRow*> below = RowsBelow(level, levels);
      for (const auto& [own, other] : columns_) Compare(*level.row, own, below, other, findings);
    }
  }

 private:
  void Compare(const SheetRow& row, std::size_t own, const std::vector<const SheetRow*>& below,
               std::size_t other, std::vector<Finding>& findings) const {
    std::int64_t sum = 0;
    for (const SheetRow* part : below) sum += part->counts[other].value_or(0);
    if (!row.counts[own] || *row.counts[own] >= sum) return;
    const std::string table = parts_.Name();
    findings.push_back({.identity = "I8",
                        .row = row.id,
                        .columns = {whole_.sheet.columns[own].id},
                        .expected = sum,
                        .shown = *row.counts[own],
                        .cause_vi = "ít hơn các đơn vị trực thuộc cộng lại trong bảng " + table +
                                    ": dòng có thể chỉ đếm riêng đơn vị này",
                        .cause_en = "less than what is below it adds up to in table " + table +
                                    ": the row may count this agency alone"});
  }

  const Printed& whole_;
  const Printed& parts_;
  std::vector<std::pair<std::size_t, std::size_t>> columns_;
};

}  // namespace

void CheckLevels(const std::vector<Printed>& report, TableFindings& findings) {
  for (const Printed& whole : report) {
    if (whole.definition->rows().scope() == v1::RowAxis::SCOPE_OWN) continue;
    for (const Printed& parts : report) {
      if (parts.list == nullptr) LevelCheck(whole, parts).Run(findings[whole.Name()]);
    }
  }
}

}  // namespace motcua::aggregator
