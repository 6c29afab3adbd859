#include "services/aggregator/plans/progress.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/domain/target.h"
#include "services/aggregator/plans/reasons.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

// Half working days, both ends included; nullopt: the calendar does not cover them, or is null.
std::optional<std::int64_t> HalfDays(const worktime::Calendar* calendar, Day first, Day last) {
  if (calendar == nullptr) return std::nullopt;
  std::int64_t half_days = 0;
  for (Day day = first; day <= last; ++day) {
    const auto kind = calendar->KindOf(day);
    if (!kind.ok()) return std::nullopt;
    half_days += worktime::AtWorkInTheMorning(*kind) + worktime::AtWorkInTheAfternoon(*kind);
  }
  return half_days;
}

// What a forecast takes its pace from, but for the values.
struct Clockwork {
  std::optional<std::int64_t> elapsed;
  std::optional<std::int64_t> remaining;
};

Clockwork ClockworkOf(PlanDays days, const worktime::Calendar* calendar) {
  return {HalfDays(calendar, days.PaceFrom(), days.day),
          HalfDays(calendar, days.day + 1, days.due)};
}

// Whether new ones make the denominator larger: whether all of it are flows.
bool Grows(const v1::Column& column) {
  const auto& terms = column.denominator().terms();
  return std::all_of(terms.begin(), terms.end(), [](const auto& term) { return term.has_flow(); });
}

// Whether it can be told how new ones change the denominator: they add to flows, and leave a stock
// as it is; but which of the procedures will have dossiers nobody knows.
bool IsForeseeable(const v1::Column& column) {
  const auto& terms = column.denominator().terms();
  return std::none_of(terms.begin(), terms.end(),
                      [](const auto& term) { return term.has_distinct_count(); });
}

// The values of a table over a stretch of days, by row.
class Values {
 public:
  Values(const v1::TableDefinition& definition, const Facts& facts, Days days) {
    const Computed computed = Compute(definition, facts, days);
    for (const ComputedRow& row : computed.rows) rows_[row.spec->id] = row.values;
    if (computed.total) rows_[kTotal] = computed.total->values;
  }

  std::optional<Ratio> Find(const std::string& row, int column) const {
    const auto found = rows_.find(row);
    return found == rows_.end() ? std::nullopt : std::optional(found->second[column]);
  }

 private:
  std::map<std::string, std::vector<Ratio>> rows_;
};

void Put(const Ratio& ratio, v1::Fraction* fraction) {
  fraction->set_numerator(ratio.numerator);
  fraction->set_denominator(ratio.denominator);
}

// Everything of one group that its targets are reckoned with.
struct Reckoning {
  const v1::TargetGroup& group;
  const v1::TableDefinition& definition;
  PlanDays days;
  Values now;
  std::optional<Values> baseline;  // once the baseline day is over
  Clockwork clockwork;
};

absl::Status Unknown(std::string_view reason, std::string_view what, std::string_view what_vi) {
  return Refuse(absl::StatusCode::kNotFound, reason, "", what, what_vi);
}

absl::StatusOr<Ratio> ValueNow(const Reckoning& reckoning, const std::string& row,
                               const std::string& column) {
  if (column.empty()) {
    return Unknown("NOT_COUNTED", "no definition counts it yet",
                   "Chưa có số đếm cho chỉ tiêu này.");
  }
  const int index = ColumnIndex(reckoning.definition, column);
  if (index < 0 || !reckoning.definition.columns(index).has_denominator()) {
    return Unknown("COLUMN_UNKNOWN", "the definition in force on the day has no such rate",
                   "Định nghĩa có hiệu lực vào ngày này không có tỷ lệ đó.");
  }
  const std::optional<Ratio> value = reckoning.now.Find(row, index);
  if (value) return *value;
  return Unknown("UNIT_UNKNOWN", absl::StrCat("the catalogue has no unit ", row, " on the day"),
                 absl::StrCat("Danh mục không có đơn vị ", row, " vào ngày này."));
}

// How things go on. nullopt: there is no pace yet, or no calendar.
std::optional<Pace> PaceOf(const Reckoning& reckoning, const std::string& row, int column,
                           const Ratio& now) {
  const Clockwork& clockwork = reckoning.clockwork;
  if (!clockwork.elapsed || !clockwork.remaining) return std::nullopt;
  Pace pace{.before = {0, 0},
            .now = now,
            .elapsed = *clockwork.elapsed,
            .remaining = *clockwork.remaining,
            .fixed = !Grows(reckoning.definition.columns(column))};
  if (!reckoning.baseline) {
    // What is fixed did not begin with nothing on the first day.
    return pace.fixed ? std::nullopt : std::optional(pace);
  }
  const std::optional<Ratio> before = reckoning.baseline->Find(row, column);
  if (!before) return std::nullopt;
  pace.before = *before;
  return pace;
}

void AddForecast(const Pace& pace, const std::optional<Ratio>& aim, v1::TargetProgress& progress) {
  const std::optional<Coming> coming = Forecast(pace);
  if (!coming) return;
  v1::Forecast& forecast = *progress.mutable_forecast();
  Put(coming->value, forecast.mutable_value());
  forecast.set_elapsed_half_days(pace.elapsed);
  forecast.set_remaining_half_days(pace.remaining);
  forecast.set_coming(coming->count);
  forecast.set_denominator_fixed(pace.fixed);
  if (!aim) return;
  progress.set_forecast_met(Reaches(coming->value, *aim));
  const auto needed = NeededOf(coming->value.denominator, pace.now.numerator, *aim);
  if (needed) progress.set_needed_of_coming(*needed);
}

v1::Feasibility ToProto(Feasible feasible) {
  switch (feasible) {
    case Feasible::kMet:
      return v1::FEASIBILITY_MET;
    case Feasible::kReachable:
      return v1::FEASIBILITY_REACHABLE;
    case Feasible::kOutOfReach:
      return v1::FEASIBILITY_OUT_OF_REACH;
    case Feasible::kNoData:
      return v1::FEASIBILITY_NO_DATA;
  }
  return v1::FEASIBILITY_UNSPECIFIED;
}

// Of a fixed denominator the rest is still to come, whatever the pace.
struct Room {
  std::optional<std::int64_t> coming;
  std::optional<std::int64_t> needed;
};

Room RoomOf(const v1::TargetProgress& progress, bool fixed) {
  const auto number = [](bool is_there, std::int64_t value) {
    return is_there ? std::optional(value) : std::nullopt;
  };
  if (progress.has_forecast()) {
    return {progress.forecast().coming(),
            number(progress.has_needed_of_coming(), progress.needed_of_coming())};
  }
  if (!fixed) return {};
  return {progress.now().denominator() - progress.now().numerator(),
          number(progress.has_needed_alone(), progress.needed_alone())};
}

// Not OK: why there is neither a forecast nor a number needed.
absl::Status Reckon(const Reckoning& reckoning, const Ratio& now, const std::optional<Ratio>& aim,
                    v1::TargetProgress& progress) {
  const int column = ColumnIndex(reckoning.definition, progress.column());
  const bool fixed = !Grows(reckoning.definition.columns(column));
  const bool over = reckoning.days.day >= reckoning.days.due;
  Put(now, progress.mutable_now());
  if (aim) progress.set_met(Reaches(now, *aim));
  if (!IsForeseeable(reckoning.definition.columns(column))) {
    progress.set_feasibility(ToProto(FeasibilityOf(now, aim, over, std::nullopt, std::nullopt)));
    if (now.denominator == 0) return absl::OkStatus();
    return Unknown("NOT_FORESEEABLE", "nobody knows which other procedures will have dossiers",
                   "Không dự báo được: chưa biết còn bao nhiêu thủ tục sẽ phát sinh hồ sơ.");
  }
  const auto pace = PaceOf(reckoning, progress.row(), column, now);
  if (pace) AddForecast(*pace, aim, progress);
  if (aim) {
    const auto alone = NeededAlone(now, *aim, fixed);
    if (alone && now.denominator > 0) progress.set_needed_alone(*alone);
  }
  const Room room = RoomOf(progress, fixed);
  progress.set_feasibility(ToProto(FeasibilityOf(now, aim, over, room.coming, room.needed)));
  return absl::OkStatus();
}

v1::TargetProgress ProgressOf(const Reckoning& reckoning, const v1::Target& target,
                              const absl::StatusOr<Ratio>& aim) {
  v1::TargetProgress progress;
  progress.set_group(reckoning.group.id());
  progress.set_row(target.row());
  progress.set_column(ColumnOf(reckoning.group, target));
  progress.set_label_vi(target.label_vi());
  progress.set_head_vi(target.head_vi());
  progress.set_unit(target.unit());
  progress.set_maintain(target.has_maintain());
  progress.set_snapshot(target.maintain().snapshot());
  progress.set_feasibility(v1::FEASIBILITY_NO_DATA);
  if (aim.ok()) Put(*aim, progress.mutable_aim());
  const absl::StatusOr<Ratio> now = ValueNow(reckoning, target.row(), progress.column());
  absl::Status unknown = now.status();
  if (now.ok()) {
    unknown = aim.status();
    unknown.Update(
        Reckon(reckoning, *now, aim.ok() ? std::optional(*aim) : std::nullopt, progress));
  }
  Explain(FormatDay(reckoning.days.due), reckoning.days.day >= reckoning.days.due, unknown,
          progress);
  return progress;
}

}  // namespace

PlanDays DaysOf(const v1::Plan& plan, Day day) {
  return {*ParseDay(plan.first_day()), *ParseDay(plan.baseline_day()), *ParseDay(plan.due_day()),
          day};
}

Aims AimsOf(const v1::TargetGroup& group, SnapshotCells& snapshots) {
  Aims aims;
  for (const v1::Target& target : group.targets()) aims.push_back(AimOf(group, target, snapshots));
  return aims;
}

std::vector<v1::TargetProgress> ProgressOf(const v1::TargetGroup& group,
                                           const v1::TableDefinition& definition, const Aims& aims,
                                           PlanDays days, const Facts& facts) {
  Reckoning reckoning{
      group,        definition,
      days,         Values(definition, facts, {.first = days.first, .last = days.day}),
      std::nullopt, ClockworkOf(days, facts.catalog->calendar())};
  if (days.day > days.baseline) {
    reckoning.baseline.emplace(definition, facts,
                               Days{.first = days.first, .last = days.baseline, .tree = days.day});
  }
  std::vector<v1::TargetProgress> targets;
  for (int i = 0; i < group.targets_size(); ++i) {
    targets.push_back(ProgressOf(reckoning, group.targets(i), aims[i]));
  }
  return targets;
}

}  // namespace motcua::aggregator
