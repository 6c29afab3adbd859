#include "services/aggregator/check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kNamed = 5;

std::vector<int> IndexesOf(const v1::TableDefinition& definition,
                           const google::protobuf::RepeatedPtrField<std::string>& columns) {
  std::vector<int> indexes;
  for (const std::string& column : columns) indexes.push_back(ColumnIndex(definition, column));
  return indexes;
}

SheetRow SheetRowOf(const v1::TableDefinition& definition, const ComputedRow& computed,
                    bool is_total) {
  SheetRow row{
      .id = computed.spec->id, .counts = {}, .inside_another = computed.spec->inside_another};
  row.counts.reserve(definition.columns_size());
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    const bool blank = column.has_denominator() || (is_total && column.no_total());
    row.counts.push_back(blank ? std::nullopt : std::optional(computed.values[i].numerator));
  }
  return row;
}

// Agencies with a share of the measure that no row counts, with that share.
std::string UnitsWithoutRow(const Computed& computed, const Measure& measure, const Facts& facts) {
  std::set<std::string> counted;
  for (const ComputedRow& row : computed.rows) {
    counted.insert(row.spec->scope.agencies.begin(), row.spec->scope.agencies.end());
  }
  std::set<std::string> hidden;
  for (const SourceFacts& source : facts.sources) {
    for (const std::string& agency : source.cube.agencies()) {
      if (!counted.contains(agency)) hidden.insert(agency);
    }
  }
  std::string named;
  std::size_t count = 0;
  for (const std::string& agency : hidden) {
    const std::int64_t value = measure.Value(facts, Scope{false, {agency}, {}});
    if (value == 0 || ++count > kNamed) continue;
    absl::StrAppend(&named, named.empty() ? "" : ", ", agency, " ", value);
  }
  return count > kNamed ? named + ", …" : named;
}

std::optional<std::int64_t> ValueOfRow(const v1::TableDefinition& definition,
                                       const google::protobuf::RepeatedPtrField<std::string>& ids,
                                       const ComputedRow& row) {
  std::int64_t sum = 0;
  for (const int column : IndexesOf(definition, ids)) sum += row.values[column].numerator;
  return sum;
}

const ComputedRow* FindComputed(const Computed& computed, const std::string& id) {
  if (computed.total && id == kTotal) return &*computed.total;
  const auto found = std::find_if(computed.rows.begin(), computed.rows.end(),
                                  [&](const ComputedRow& row) { return row.spec->id == id; });
  return found == computed.rows.end() ? nullptr : &*found;
}

std::set<std::string> AgenciesWithCells(const Facts& facts) {
  std::set<std::string> agencies;
  for (const SourceFacts& source : facts.sources) {
    const std::vector<std::string> ids = source.cube.agencies();
    agencies.insert(ids.begin(), ids.end());
  }
  return agencies;
}

// The last day both have told whole; nullopt if one was never heard of.
std::optional<Day> LastWholeDay(const SourceFacts* a, const SourceFacts* b) {
  if (a == nullptr || b == nullptr || !a->standing || !b->standing) return std::nullopt;
  const absl::Time until = std::min(a->standing->complete_until, b->standing->complete_until);
  if (until <= StartOfDay(kFirstDay)) return std::nullopt;
  return LocalDay(std::min(until, StartOfDay(kLastDay))) - 1;
}

}  // namespace

std::function<std::optional<std::int64_t>(const std::string&)> Explanations::SizeOf(
    const v1::Measure& measure) const {
  if (specs_ == nullptr) return {};
  return [measure = Measure(measure, days_), facts = facts_,
          specs = specs_](const std::string& row) -> std::optional<std::int64_t> {
    const RowSpec* const spec = FindRow(*specs, row);
    if (spec == nullptr) return std::nullopt;
    return measure.Value(*facts, spec->scope);
  };
}

std::vector<Identity> IdentitiesOf(const v1::TableDefinition& definition,
                                   const Explanations& explanations) {
  std::vector<Identity> identities;
  for (const v1::Check& check : definition.checks()) {
    if (!check.right_table().empty()) continue;
    identities.push_back({.name = check.identity(),
                          .left = IndexesOf(definition, check.left()),
                          .at_most = check.relation() == v1::Check::RELATION_AT_MOST,
                          .right = IndexesOf(definition, check.right()),
                          .explained_by_vi = check.explained_by_vi(),
                          .explained = explanations.SizeOf(check.explained_by())});
  }
  return identities;
}

Sheet EmptySheet(const v1::TableDefinition& definition) {
  Sheet sheet;
  for (const v1::Column& column : definition.columns()) {
    const bool additive = !column.has_denominator() && IsAdditive(column.value());
    sheet.columns.push_back({column.id(), column.title_vi(), additive});
  }
  return sheet;
}

std::vector<Finding> CheckComputed(const v1::TableDefinition& definition, const Computed& computed,
                                   const Facts& facts, Days days) {
  Sheet sheet = EmptySheet(definition);
  for (const ComputedRow& row : computed.rows) {
    sheet.rows.push_back(SheetRowOf(definition, row, false));
  }
  if (computed.total) sheet.total = SheetRowOf(definition, *computed.total, true);
  const Explanations explanations(facts, days, computed.specs);
  const std::vector<Identity> identities = IdentitiesOf(definition, explanations);
  std::vector<Finding> findings = CheckIdentities(sheet, identities);
  for (Finding& finding : CheckTotals(sheet, identities)) {
    const int column = ColumnIndex(definition, finding.columns.front());
    const std::string units =
        UnitsWithoutRow(computed, Measure(definition.columns(column).value(), days), facts);
    if (!units.empty()) {
      finding.cause_vi = "đơn vị không có dòng trong bảng: " + units;
      finding.cause_en = "units without a row: " + units;
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<Finding> CheckTables(const Definitions& definitions,
                                 const v1::TableDefinition& definition, const Facts& facts,
                                 Days days) {
  std::vector<Finding> findings;
  for (const v1::Check& check : definition.checks()) {
    if (check.right_table().empty()) continue;
    const v1::TableDefinition& other = definitions.at(check.right_table());
    const Computed left = Compute(definition, facts, days);
    const Computed right = Compute(other, facts, days);
    for (const RowSpec& spec : *left.specs) {
      const ComputedRow* const left_row = FindComputed(left, spec.id);
      const ComputedRow* const right_row = FindComputed(right, spec.id);
      if (left_row == nullptr || right_row == nullptr) continue;
      const auto shown = ValueOfRow(definition, check.left(), *left_row);
      const auto expected = ValueOfRow(other, check.right(), *right_row);
      const bool holds = check.relation() == v1::Check::RELATION_AT_MOST ? *shown <= *expected
                                                                         : *shown == *expected;
      if (holds) continue;
      findings.push_back({.identity = check.identity(),
                          .row = spec.id,
                          .columns = {check.left().begin(), check.left().end()},
                          .expected = *expected,
                          .shown = *shown,
                          .cause_vi = "khác bảng " + other.id(),
                          .cause_en = "differs from table " + other.id()});
    }
  }
  return findings;
}

std::vector<Finding> CheckSources(const Facts& facts, Days days) {
  const SourceFacts* const intake = facts.Find("intake");
  const SourceFacts* const processing = facts.Find("processing");
  const std::optional<Day> whole = LastWholeDay(intake, processing);
  if (!whole) return {};
  const Day day = std::min(days.last, *whole);
  const std::vector<Channel> own = {Channel::kOnline, Channel::kInPerson, Channel::kPost};
  const Sum filed = Sum::Flow({Counter::kFiled}, own, kFirstDay, day);
  const Sum refused = Sum::Flow({Counter::kRefused}, own, kFirstDay, day);
  const Sum received = Sum::Flow({Counter::kReceived}, own, kFirstDay, day);
  std::vector<Finding> findings;
  for (const std::string& agency : AgenciesWithCells(facts)) {
    const Scope scope{false, {agency}, {}};
    const std::int64_t at_most =
        intake->cube.Total(filed, scope) - intake->cube.Total(refused, scope);
    const std::int64_t shown = processing->cube.Total(received, scope);
    if (shown <= at_most) continue;
    findings.push_back(
        {.identity = "I10",
         .row = agency,
         .columns = {},
         .expected = at_most,
         .shown = shown,
         .cause_vi = "xử lý đếm nhiều hồ sơ tiếp nhận hơn số đã nộp ở khâu tiếp nhận",
         .cause_en = "processing counts more received than intake has filed"});
  }
  return findings;
}

std::vector<Finding> FindUndated(const Facts& facts, Days days) {
  const Sum open = Sum::At(Stock::kUndated, {}, days.last);
  const Sum finished = Sum::Flow({Counter::kFinishedUndated}, {}, days.first, days.last);
  std::vector<Finding> findings;
  for (const std::string& agency : AgenciesWithCells(facts)) {
    const Scope scope{false, {agency}, {}};
    const std::int64_t undated = facts.Total(open, scope) + facts.Total(finished, scope);
    if (undated == 0) continue;
    findings.push_back({.identity = "UNDATED",
                        .severity = Severity::kWarning,
                        .row = agency,
                        .columns = {},
                        .expected = 0,
                        .shown = undated,
                        .cause_vi = "hồ sơ không có hạn trả: không tính được đúng hạn hay trễ hạn",
                        .cause_en = "dossiers without a due date are neither in time nor late"});
  }
  return findings;
}

v1::Finding ToProto(const Finding& finding, const std::string& table) {
  v1::Finding proto;
  proto.set_identity(finding.identity);
  proto.set_severity(static_cast<v1::Finding::Severity>(finding.severity));
  proto.set_table(table);
  proto.set_row(finding.row);
  for (const std::string& column : finding.columns) proto.add_columns(column);
  proto.set_expected(finding.expected);
  proto.set_shown(finding.shown);
  proto.set_difference(finding.difference());
  proto.set_cause_vi(finding.cause_vi);
  proto.set_cause_en(finding.cause_en);
  return proto;
}

}  // namespace motcua::aggregator
