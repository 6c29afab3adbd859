#include "services/aggregator/plans/plan_check.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregator/closing/name.h"
#include "services/aggregator/definitions/words.h"
#include "services/aggregator/domain/printed.h"
#include "services/aggregator/plans/baseline.h"
#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {
namespace {

constexpr Day kLongest = 3700;  // some ten years

// What the targets of one group are checked beside.
struct Around {
  const v1::Plan& plan;
  const v1::TargetGroup& group;
  const v1::TableDefinition* definition;      // null: not known, and told
  std::optional<std::set<std::string>> rows;  // nullopt: not known
};

void CheckDays(const v1::Plan& plan, Faults& faults) {
  const auto day = [&](const std::string& text, const std::string& field) {
    const std::optional<Day> parsed = ParseDay(text);
    faults.Require(parsed.has_value(), field, "must be a day, YYYY-MM-DD");
    return parsed;
  };
  day(plan.issue_date(), "issue_date");
  const auto first = day(plan.first_day(), "first_day");
  const auto baseline = day(plan.baseline_day(), "baseline_day");
  const auto due = day(plan.due_day(), "due_day");
  if (!first || !baseline || !due) return;
  faults.Require(*first <= *baseline, "baseline_day", "must not lie before first_day");
  faults.Require(*baseline < *due, "due_day", "must lie after baseline_day");
  faults.Require(*due - *first <= kLongest, "due_day", "must lie within ten years of first_day");
}

// The rate that a column id names; null: there is none, or it is not known.
const v1::Column* CheckColumn(const v1::TableDefinition* definition, const std::string& column,
                              bool rate, const std::string& path, Faults& faults) {
  if (definition == nullptr || column.empty()) return nullptr;
  const int index = ColumnIndex(*definition, column);
  faults.Require(index >= 0, path, absl::StrCat("is no column of ", definition->id()));
  if (index < 0) return nullptr;
  const v1::Column& found = definition->columns(index);
  faults.Require(found.has_denominator() == rate, path, rate ? "is no rate" : "is a rate");
  return found.has_denominator() == rate ? &found : nullptr;
}

bool IsOf(Days days, const v1::Plan& plan) {
  return FormatDay(days.first) == plan.first_day() && FormatDay(days.last) == plan.baseline_day();
}

void CheckAim(const v1::Plan& plan, const v1::Target& target, const v1::Column* column,
              const std::string& path, Faults& faults) {
  switch (target.aim_case()) {
    case v1::Target::kMinimumPercent: {
      const std::optional<Ratio> minimum = MinimumOf(target);
      faults.Require(minimum.has_value(), path + "minimum_percent",
                     "must be 0 to 100, with at most 6 decimals");
      if (!minimum || column == nullptr || !column->has_minimum_percent()) break;
      faults.Require(Compare(*minimum, {column->minimum_percent(), 100}) == 0,
                     path + "minimum_percent",
                     absl::StrCat("the definition says ", column->minimum_percent()));
      break;
    }
    case v1::Target::kMaintain:
      if (target.maintain().snapshot().empty()) {
        faults.Require(PrintedBaselineOf(target).has_value(), path + "maintain",
                       "needs a snapshot, or a possible printed rate or counts");
      } else {
        const auto name = ParseSnapshotName(target.maintain().snapshot());
        const std::string field = path + "maintain.snapshot";
        faults.Require(name.has_value(), field, "is no name of a snapshot");
        faults.Require(!name || IsOf(name->days, plan), field,
                       "must be of the days first_day to baseline_day");
      }
      break;
    case v1::Target::AIM_NOT_SET:
      faults.Require(false, path + "minimum_percent", "or maintain is required");
  }
}

void CheckPrinted(const Around& around, const v1::Target& target, const std::string& path,
                  Faults& faults) {
  const v1::PrintedBaseline& printed = target.printed();
  const bool columns = !around.group.total_column().empty();
  faults.Require(columns || (printed.total().empty() && printed.numerator().empty()),
                 path + "printed", "counts need total_column and numerator_column of the group");
  faults.Require(IsBlank(printed.total()) || ParseCount(printed.total()), path + "printed.total",
                 "is no count");
  faults.Require(IsBlank(printed.numerator()) || ParseCount(printed.numerator()),
                 path + "printed.numerator", "is no count");
  faults.Require(IsBlank(printed.rate()) || ParseRate(printed.rate()), path + "printed.rate",
                 "is no rate");
}

void CheckTarget(const Around& around, const v1::Target& target, const std::string& path,
                 Faults& faults) {
  faults.Require(!target.row().empty(), path + "row", "is required");
  faults.Require(
      target.row().empty() || !around.rows || around.rows->contains(target.row()), path + "row",
      absl::StrCat("there is no unit ", target.row(), " in ", around.group.definition()));
  faults.Require(!target.label_vi().empty(), path + "label_vi", "is required");
  faults.Require(!target.head_vi().empty(), path + "head_vi", "is required");
  const std::string& id = ColumnOf(around.group, target);
  const v1::Column* const column =
      CheckColumn(around.definition, id, true, path + "column", faults);
  faults.Require(v1::Unit_IsValid(target.unit()) && target.unit() != v1::UNIT_UNSPECIFIED,
                 path + "unit", "is required");
  faults.Require(
      column == nullptr || column->unit() == target.unit(), path + "unit",
      column == nullptr ? "" : absl::StrCat("of the column is ", Unit_Name(column->unit())));
  CheckAim(around.plan, target, column, path, faults);
  CheckPrinted(around, target, path, faults);
}

// Ids of rows that a definition has; nullopt: only the catalogue knows.
std::optional<std::set<std::string>> RowsIn(const v1::TableDefinition& definition,
                                            const catalog::Catalog* agencies, Day day) {
  std::set<std::string> ids;
  if (agencies != nullptr) {
    for (const RowSpec& row : RowsOf(definition, *agencies->TreeOn(day), day)) ids.insert(row.id);
    return ids;
  }
  if (definition.rows().sets().empty()) return std::nullopt;
  for (const auto& set : definition.rows().sets()) ids.insert(set.id());
  return ids;
}

void CheckGroup(const v1::Plan& plan, const v1::TargetGroup& group, const Definitions& definitions,
                const catalog::Catalog* agencies, const std::string& path, Faults& faults) {
  const std::optional<Day> due = ParseDay(plan.due_day());
  faults.Require(IsId(group.id()), path + "id", "must be 1 to 63 of a–z, 0–9 and _");
  faults.Require(!group.title_vi().empty(), path + "title_vi", "is required");
  Around around{plan, group, due ? definitions.On(group.definition(), *due) : nullptr,
                std::nullopt};
  faults.Require(!due || around.definition != nullptr, path + "definition",
                 "there is no such definition in force on due_day");
  if (around.definition != nullptr) around.rows = RowsIn(*around.definition, agencies, *due);
  CheckColumn(around.definition, group.column(), true, path + "column", faults);
  CheckColumn(around.definition, group.total_column(), false, path + "total_column", faults);
  CheckColumn(around.definition, group.numerator_column(), false, path + "numerator_column",
              faults);
  faults.Require(group.total_column().empty() == group.numerator_column().empty(),
                 path + "total_column", "and numerator_column belong together");
  faults.Require(!group.targets().empty(), path + "targets", "at least one is required");
  std::set<std::pair<std::string, std::string>> cells;
  for (int i = 0; i < group.targets_size(); ++i) {
    const v1::Target& target = group.targets(i);
    const std::string at = path + At("targets", i) + ".";
    CheckTarget(around, target, at, faults);
    const std::string& column = ColumnOf(group, target);
    faults.Require(column.empty() || cells.emplace(target.row(), column).second, at + "row",
                   "has a target for this column already");
  }
}

}  // namespace

std::vector<Fault> FindFaults(const v1::Plan& plan, const Definitions& definitions,
                              const catalog::Catalog* agencies) {
  Faults faults;
  faults.Require(IsId(plan.id()), "id", "must be 1 to 63 of a–z, 0–9 and _");
  faults.Require(!plan.title_vi().empty(), "title_vi", "is required");
  faults.Require(!plan.decision_vi().empty(), "decision_vi", "is required");
  CheckDays(plan, faults);
  faults.Require(!plan.groups().empty(), "groups", "at least one is required");
  std::set<std::string> ids;
  std::set<std::string> definition_ids;  // an appendix is one table, as it is audited
  for (int i = 0; i < plan.groups_size(); ++i) {
    const std::string path = At("groups", i) + ".";
    faults.Require(ids.insert(plan.groups(i).id()).second, path + "id", "is there twice");
    faults.Require(definition_ids.insert(plan.groups(i).definition()).second, path + "definition",
                   "is also that of another group");
    CheckGroup(plan, plan.groups(i), definitions, agencies, path, faults);
  }
  return faults.Take();
}

}  // namespace motcua::aggregator
