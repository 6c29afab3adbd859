#include "services/aggregator/findings/check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregator/domain/totals.h"
#include "services/aggregator/findings/list_cuts.h"
#include "services/aggregator/tables/leaves.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kNamed = 5;

// Positions of counts whose sources are all among the facts.
std::vector<bool> KnownCounts(const v1::TableDefinition& definition, const Facts& facts) {
  std::vector<bool> known;
  for (const v1::Column& column : definition.columns()) {
    known.push_back(!column.has_denominator() && IsCounted(column.value(), facts));
  }
  return known;
}

// Nobody lies in the part of the area, or no procedure is of the field: it says nothing.
bool CountsNobody(const Scope& scope) {
  return (!scope.whole && scope.agencies.empty()) ||
         (scope.procedures && scope.procedures->empty());
}

SheetRow SheetRowOf(const v1::TableDefinition& definition, const std::vector<bool>& known,
                    const ComputedRow& computed, bool is_total) {
  SheetRow row{.id = computed.spec->id,
               .counts = {},
               .inside_another = computed.spec->inside_another,
               .subtotal = computed.spec->subtotal};
  const bool nobody = CountsNobody(computed.spec->scope);
  row.counts.reserve(known.size());
  for (int i = 0; i < definition.columns_size(); ++i) {
    const bool blank = nobody || !known[i] || (is_total && definition.columns(i).no_total());
    row.counts.push_back(blank ? std::nullopt : std::optional(computed.values[i].numerator));
  }
  return row;
}

// Agencies that a total or subtotal counts, but no row that it adds up.
std::set<std::string> HiddenIn(const RowSpec& whole, const Computed& computed, const Facts& facts) {
  std::set<std::string> hidden(whole.scope.agencies.begin(), whole.scope.agencies.end());
  for (const SourceFacts& source : facts.sources) {
    if (!whole.scope.whole) break;
    for (const std::string& agency : source.cube.agencies()) hidden.insert(agency);
  }
  for (const ComputedRow& row : computed.rows) {
    if (whole.id != kTotal && row.spec->subtotal != whole.id) continue;
    for (const std::string& agency : row.spec->scope.agencies) hidden.erase(agency);
  }
  return hidden;
}

// Agencies with a share of the measure that no row counts, with that share.
std::string UnitsWithoutRow(const RowSpec& whole, const Computed& computed, const Measure& measure,
                            const Facts& facts) {
  const std::set<std::string> hidden = HiddenIn(whole, computed, facts);
  std::string named;
  std::size_t count = 0;
  for (const std::string& agency : hidden) {
    const std::int64_t value = measure.Value(facts, Scope{false, {agency}, whole.scope.procedures});
    if (value == 0 || ++count > kNamed) continue;
    absl::StrAppend(&named, named.empty() ? "" : ", ", agency, " ", value);
  }
  return count > kNamed ? named + ", …" : named;
}

}  // namespace

Severity SeverityOf(const v1::Check& check) {
  return check.only_warns() ? Severity::kWarning : Severity::kViolation;
}

int GapSignOf(const v1::Check& check) {
  const auto& terms = check.explained_by().terms();
  const auto subtracted =
      std::count_if(terms.begin(), terms.end(), [](const v1::Term& term) { return term.minus(); });
  return subtracted == 0 ? 1 : subtracted == terms.size() ? -1 : 0;
}

std::vector<int> IndexesOf(const v1::TableDefinition& definition,
                           const google::protobuf::RepeatedPtrField<std::string>& columns) {
  std::vector<int> indexes;
  for (const std::string& column : columns) indexes.push_back(ColumnIndex(definition, column));
  return indexes;
}

std::function<std::optional<std::int64_t>(const std::string&)> Explanations::SizeOf(
    const v1::Measure& measure) const {
  std::function<std::optional<std::int64_t>(const std::string&)> computed;
  if (specs_ != nullptr) {
    computed = [measure = Measure(measure, days_, *facts_), facts = facts_,
                specs = specs_](const std::string& row) -> std::optional<std::int64_t> {
      const RowSpec* const spec = FindRow(*specs, row);
      if (spec == nullptr) return std::nullopt;
      return measure.Value(*facts, spec->scope);
    };
  }
  if (!elsewhere_) return computed;
  return [measure, computed, elsewhere = elsewhere_](const std::string& row) {
    const std::optional<std::int64_t> printed = elsewhere(measure, row);
    return printed || !computed ? printed : computed(row);
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
                          .severity = SeverityOf(check),
                          .explained_by_vi = check.explained_by_vi(),
                          .gap_sign = GapSignOf(check),
                          .explained = explanations.SizeOf(check.explained_by())});
  }
  return identities;
}

Sheet EmptySheet(const v1::TableDefinition& definition) {
  Sheet sheet;
  for (const v1::Column& column : definition.columns()) {
    const bool additive = !column.has_denominator() && IsAdditive(column.value());
    const std::string measure = column.has_denominator() ? "" : column.value().SerializeAsString();
    sheet.columns.push_back({column.id(), column.title_vi(), additive, measure});
  }
  return sheet;
}

Sheet SheetOf(const v1::TableDefinition& definition, const Computed& computed, const Facts& facts) {
  const std::vector<bool> known = KnownCounts(definition, facts);
  Sheet sheet = EmptySheet(definition);
  for (const ComputedRow& row : computed.rows) {
    sheet.rows.push_back(SheetRowOf(definition, known, row, false));
  }
  if (computed.total) sheet.total = SheetRowOf(definition, known, *computed.total, true);
  return sheet;
}

std::vector<Finding> CheckComputed(const v1::TableDefinition& definition, const Computed& computed,
                                   const Facts& facts, Days days) {
  const Sheet sheet = SheetOf(definition, computed, facts);
  const Explanations explanations(facts, days, computed.specs);
  const std::vector<Identity> identities = IdentitiesOf(definition, explanations);
  std::vector<Finding> findings = CheckIdentities(sheet, identities);
  for (Finding& finding : CheckTotals(sheet, identities)) {
    const int column = ColumnIndex(definition, finding.columns.front());
    const Measure measure(definition.columns(column).value(), days, facts);
    const std::string units =
        UnitsWithoutRow(*FindRow(*computed.specs, finding.row), computed, measure, facts);
    if (!units.empty()) {
      finding.cause_vi = "đơn vị không có dòng trong bảng: " + units;
      finding.cause_en = "units without a row: " + units;
    }
    findings.push_back(std::move(finding));
  }
  for (Finding& finding : FindCutTies(definition, computed)) findings.push_back(std::move(finding));
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
  proto.set_explained(finding.explained);
  proto.set_cause_vi(finding.cause_vi);
  proto.set_cause_en(finding.cause_en);
  return proto;
}

}  // namespace motcua::aggregator
