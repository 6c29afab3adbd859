#include "services/aggregator/answers/series.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/answers/cells.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/reorganisation.h"

namespace motcua::aggregator {
namespace {

constexpr int kMostPeriods = 120;

// A cell in one organisation; without `row` it has none.
struct Sight {
  std::optional<RowInTable> row;
  Measure measure;

  bool Has(const std::string& agency, const std::set<std::string>& agencies) const {
    return row && (row->spec->scope.whole || agencies.contains(agency));
  }
};

std::set<std::string> AgenciesOf(const Sight& sight, const Facts& facts) {
  std::set<std::string> agencies;
  if (!sight.row) return agencies;
  const Scope& scope = sight.row->spec->scope;
  agencies.insert(scope.agencies.begin(), scope.agencies.end());
  if (!scope.whole) return agencies;
  for (const catalog::Agency& agency : facts.catalog->agencies()) agencies.insert(agency.id);
  return agencies;
}

std::int64_t ValueOf(const Sight& sight, const Facts& facts) {
  return sight.row ? sight.measure.Value(facts, sight.row->spec->scope) : 0;
}

// Of one agency that the sight has.
std::int64_t ValueAt(const Sight& sight, const std::string& agency, const Facts& facts) {
  return sight.measure.Value(facts, {false, {agency}, sight.row->spec->scope.procedures});
}

// What stands between two sights of one side of a cell.
class Steps {
 public:
  Steps(const Sight& own, const Sight& fixed, Days days, Day tree_day, const Facts& facts)
      : own_(own),
        fixed_(fixed),
        after_(std::min(days.last, tree_day)),
        until_(std::max(days.last, tree_day)),
        facts_(facts) {}

  void Add(bool denominator, v1::SeriesPoint& point) {
    std::int64_t rest = ValueOf(fixed_, facts_) - ValueOf(own_, facts_);
    const bool same_scope =
        own_.row && fixed_.row && own_.row->spec->scope.whole && fixed_.row->spec->scope.whole;
    if (rest == 0 && same_scope) return;
    const std::set<std::string> own = AgenciesOf(own_, facts_);
    const std::set<std::string> fixed = AgenciesOf(fixed_, facts_);
    std::set<std::string> all = own;
    all.insert(fixed.begin(), fixed.end());
    for (const std::string& agency : all) {
      const std::int64_t more = (fixed_.Has(agency, fixed) ? ValueAt(fixed_, agency, facts_) : 0) -
                                (own_.Has(agency, own) ? ValueAt(own_, agency, facts_) : 0);
      if (more != 0 && AddOf(agency, more, denominator, point)) rest -= more;
    }
    if (rest != 0) AddStep(v1::SeriesStep::CAUSE_SHARED, rest, denominator, point);
  }

 private:
  static v1::SeriesStep& AddStep(v1::SeriesStep::Cause cause, std::int64_t value, bool denominator,
                                 v1::SeriesPoint& point) {
    v1::SeriesStep& step = *point.add_steps();
    step.set_cause(cause);
    step.set_value(value);
    step.set_denominator(denominator);
    return step;
  }

  bool AddOf(const std::string& agency, std::int64_t value, bool denominator,
             v1::SeriesPoint& point) const {
    const auto happened = ReorganisationOf(agency, after_, until_, *facts_.catalog);
    if (!happened) return false;
    v1::SeriesStep& step = AddStep(happened->cause, value, denominator, point);
    step.set_agency("agencies/" + agency);
    step.set_reorganised("agencies/" + happened->agency);
    step.set_day(FormatDay(happened->day));
    return true;
  }

  const Sight& own_;
  const Sight& fixed_;
  const Day after_;
  const Day until_;
  const Facts& facts_;
};

// As GetTable shows it.
v1::Cell CellOf(const RowInTable& row, const v1::Column& column, int index, Days days,
                const Facts& facts) {
  const Scope& scope = row.spec->scope;
  v1::Cell cell = row.row.cells(index);
  cell.set_reported(Measure(column.value(), days, facts).Reported(facts, scope));
  if (column.has_denominator()) {
    cell.set_reported_denominator(
        Measure(column.denominator(), days, facts).Reported(facts, scope));
  }
  return cell;
}

struct Asked {
  CellPlace place;
  Days days;
};

absl::StatusOr<std::vector<Asked>> Parse(const Basis& basis, const v1::GetSeriesRequest& request) {
  if (request.periods().empty()) {
    return InvalidField("periods", "FIELD_REQUIRED", "at least one period",
                        "Cần nêu ít nhất một kỳ.");
  }
  if (request.periods_size() > kMostPeriods) {
    return InvalidField("periods", "TOO_MANY", absl::StrCat("at most ", kMostPeriods, " periods"),
                        absl::StrCat("Tối đa ", kMostPeriods, " kỳ."));
  }
  std::vector<Asked> asked;
  for (int i = 0; i < request.periods_size(); ++i) {
    const auto days = ParseDays(request.periods(i), absl::StrCat("periods[", i, "]"));
    if (!days.ok()) return days.status();
    const auto place = FindCell(basis, request.cell(), days->last, "cell.");
    if (!place.ok()) return place.status();
    asked.push_back({*place, *days});
  }
  return asked;
}

absl::StatusOr<Day> ParseTreeDay(const v1::GetSeriesRequest& request,
                                 const std::vector<Asked>& asked) {
  const auto stated = rpc::ParseDate(request.tree_day(), "tree_day");
  if (!stated.ok()) return stated.status();
  if (*stated) return **stated;
  Day latest = asked.front().days.last;
  for (const Asked& one : asked) latest = std::max(latest, one.days.last);
  return latest;
}

absl::Status RowUnknown() {
  return NotFound("ROW_UNKNOWN", "cell.row", "no table has such a row",
                  "Không bảng nào có dòng này.");
}

}  // namespace

v1::SeriesPoint PointOf(const v1::TableDefinition& definition, const v1::CellReference& cell,
                        Days days, Day tree_day, const Facts& facts) {
  const int index = ColumnIndex(definition, cell.column());
  const v1::Column& column = definition.columns(index);
  Days fixed_days = days;
  fixed_days.tree = tree_day;
  const auto own = FindRowInTable(definition, facts, days, cell.row());
  const auto fixed = FindRowInTable(definition, facts, fixed_days, cell.row());
  v1::SeriesPoint point;
  point.mutable_period()->set_first_day(FormatDay(days.first));
  point.mutable_period()->set_last_day(FormatDay(days.last));
  if (own) *point.mutable_own() = CellOf(*own, column, index, days, facts);
  if (fixed) *point.mutable_fixed() = CellOf(*fixed, column, index, fixed_days, facts);
  if (facts.catalog->TreeOn(days.last) == facts.catalog->TreeOn(tree_day)) return point;
  for (const bool denominator : {false, true}) {
    if (denominator && !column.has_denominator()) continue;
    const v1::Measure& measure = denominator ? column.denominator() : column.value();
    const Sight own_sight{own, Measure(measure, days, facts)};
    const Sight fixed_sight{fixed, Measure(measure, fixed_days, facts)};
    Steps(own_sight, fixed_sight, days, tree_day, facts).Add(denominator, point);
  }
  return point;
}

absl::Status AnswerSeries(const Basis& basis, const v1::GetSeriesRequest& request,
                          v1::Series& response) {
  const auto asked = Parse(basis, request);
  if (!asked.ok()) return asked.status();
  const absl::StatusOr<Day> tree_day = ParseTreeDay(request, *asked);
  if (!tree_day.ok()) return tree_day.status();
  return basis.knowledge.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    *response.mutable_cell() = request.cell();
    response.set_tree_day(FormatDay(*tree_day));
    response.set_catalog_revision(facts.catalog->revision());
    for (const SourceFacts& source : facts.sources) {
      *response.add_watermarks() = WatermarkOf(source);
    }
    bool found = false;
    for (const Asked& one : *asked) {
      v1::SeriesPoint& point = *response.add_points();
      point = PointOf(*one.place.definition, request.cell(), one.days, *tree_day, facts);
      found = found || point.has_own() || point.has_fixed();
    }
    return found ? absl::OkStatus() : RowUnknown();
  });
}

}  // namespace motcua::aggregator
