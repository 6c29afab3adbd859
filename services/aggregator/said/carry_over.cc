#include "services/aggregator/said/carry_over.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/findings/check.h"
#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {
namespace {

using catalog::Catalog;
using Legs = std::map<std::string, std::int64_t>;  // open ones, by agency

// At the end of a period, or before it began.
Legs OpenLegs(const PeriodFacts& facts, bool at_end) {
  Legs open;
  for (const auto& [source, counts] : facts) {
    for (const auto& [key, counted] : counts) {
      const int sign = statistics::OpenSign(key.counter);
      if (sign != 0) open[key.agency] += sign * (counted.before + (at_end ? counted.flow : 0));
    }
  }
  return open;
}

// What an office of a tree and everything below it has; 0 for what is none in it.
std::int64_t Below(const Legs& open, const Catalog& tree, const std::string& agency) {
  const catalog::Agency* const office = tree.FindAgency(agency);
  if (office == nullptr || !office->alias_of.empty()) return 0;
  std::int64_t sum = 0;
  for (const std::string& id : tree.Subtree(agency)) {
    const auto found = open.find(id);
    if (found != open.end()) sum += found->second;
  }
  return sum;
}

std::int64_t Everywhere(const Legs& open) {
  std::int64_t sum = 0;
  for (const auto& [agency, legs] : open) sum += legs;
  return sum;
}

// The stock that a column counts, whole and alone, at one end of the period.
std::optional<Stock> StockOf(const v1::Column& column, bool opening) {
  const v1::Measure& measure = column.value();
  if (column.has_denominator() || column.no_total() || measure.terms_size() != 1) {
    return std::nullopt;
  }
  const v1::Term& term = measure.terms(0);
  const bool whole = !measure.has_agencies() && measure.fields().empty() && !term.minus() &&
                     term.has_stock() && term.stock().channels().empty();
  if (!whole || term.stock().opening() != opening) return std::nullopt;
  return static_cast<Stock>(term.stock().stock());
}

// Ids of the columns whose total is together the province's open stock; none: no such total.
std::vector<std::string> StatingColumns(const v1::TableDefinition& definition, bool opening) {
  const bool whole = definition.total_scope() == v1::TableDefinition::TOTAL_SCOPE_UNSPECIFIED &&
                     definition.rows().fields().empty() && !definition.total_label_vi().empty();
  if (!whole) return {};
  std::map<Stock, std::string> stocks;
  for (const v1::Column& column : definition.columns()) {
    if (const auto stock = StockOf(column, opening)) stocks.emplace(*stock, column.id());
  }
  if (stocks.contains(Stock::kOpen)) return {stocks[Stock::kOpen]};
  std::vector<std::string> parts;
  for (const Stock part : {Stock::kInTime, Stock::kOverdue, Stock::kWaiting, Stock::kUndated}) {
    if (!stocks.contains(part)) return {};
    parts.push_back(stocks[part]);
  }
  return parts;
}

struct Stated {
  std::string definition;
  std::int64_t value = 0;
};

// The province's open stock as a table states it in its total.
std::optional<Stated> StatedIn(const v1::TableDefinition& definition, const v1::Table& table,
                               bool opening) {
  const std::vector<std::string> columns = StatingColumns(definition, opening);
  if (columns.empty()) return std::nullopt;
  Stated stated{.definition = definition.id()};
  for (const std::string& column : columns) {
    const auto& ids = table.columns();
    const auto index = std::find(ids.begin(), ids.end(), column) - ids.begin();
    if (index >= table.total().cells_size()) return std::nullopt;
    stated.value += table.total().cells(static_cast<int>(index)).numerator();
  }
  return stated;
}

std::optional<Stated> StatedTotal(const Moment& moment, bool opening) {
  for (const auto& [id, definition] : moment.definitions) {
    const auto table = moment.tables.find(id);
    if (table == moment.tables.end()) continue;
    if (auto stated = StatedIn(definition, table->second, opening)) return stated;
  }
  return std::nullopt;
}

// What was open at both ends, as reckoned, and the trees to count it in.
struct Ends {
  Legs open;
  Legs carried;
  std::shared_ptr<const Catalog> old_tree;
  std::shared_ptr<const Catalog> tree;
};

v1::CarryOverLine LineOf(const catalog::Agency& agency, const Ends& ends) {
  v1::CarryOverLine line;
  line.set_agency("agencies/" + agency.id);
  line.set_label_vi(agency.name_vi);
  const std::int64_t restated = Below(ends.carried, *ends.old_tree, agency.id);
  line.set_published(Below(ends.open, *ends.old_tree, agency.id));
  line.set_carried_over(Below(ends.carried, *ends.tree, agency.id));
  line.mutable_difference()->set_restatement(restated - line.published());
  line.mutable_difference()->set_reorganisation(line.carried_over() - restated);
  return line;
}

void AddLine(const catalog::Agency& agency, const Ends& ends, v1::CarryOver& answer) {
  v1::CarryOverLine line = LineOf(agency, ends);
  const bool nothing =
      line.published() == 0 && line.carried_over() == 0 && line.difference().restatement() == 0;
  if (!nothing) *answer.add_lines() = std::move(line);
}

void FillTotal(const Moment& previous, const Moment& period, const Ends& ends,
               v1::CarryOver& answer) {
  const std::int64_t open = Everywhere(ends.open);
  const std::int64_t carried = Everywhere(ends.carried);
  const auto published = StatedTotal(previous, false);
  const auto stated = StatedTotal(period, true);
  v1::CarryOverLine& total = *answer.mutable_total();
  total.set_label_vi("Toàn tỉnh");
  total.set_published(published ? published->value : open);
  total.set_carried_over(stated ? stated->value : carried);
  total.mutable_difference()->set_restatement(carried - open);
  total.mutable_difference()->set_unexplained((open - total.published()) +
                                              (total.carried_over() - carried));
  if (published) answer.set_published_in(published->definition);
}

void AddFinding(const v1::CarryOverLine& line, v1::CarryOver& answer) {
  if (line.difference().unexplained() == 0) return;
  const std::string row =
      line.agency().empty() ? kTotal : line.agency().substr(std::string("agencies/").size());
  Finding finding;
  finding.identity = "I4";
  finding.row = row;
  finding.shown = line.carried_over();
  finding.expected = line.carried_over() - line.difference().unexplained();
  finding.cause_vi = "số kỳ trước chuyển sang khác số tồn đã công bố mà không rõ nguyên nhân";
  finding.cause_en = "carried over differs from what was published open, and nothing explains it";
  *answer.add_findings() = ToProto(finding, answer.published_in());
}

}  // namespace

v1::CarryOver CarriedOver(const Moment& previous, const Moment& period) {
  v1::CarryOver answer;
  const Ends ends{.open = OpenLegs(previous.facts, true),
                  .carried = OpenLegs(period.facts, false),
                  .old_tree = previous.catalog->TreeOn(previous.days.TreeDay()),
                  .tree = period.catalog->TreeOn(period.days.TreeDay())};
  for (const catalog::Agency& agency : ends.tree->agencies()) {
    if (agency.alias_of.empty()) AddLine(agency, ends, answer);
  }
  for (const catalog::Agency& agency : ends.old_tree->agencies()) {
    const catalog::Agency* const now = ends.tree->FindAgency(agency.id);
    const bool gone = now == nullptr || !now->alias_of.empty();
    if (gone && agency.alias_of.empty()) AddLine(agency, ends, answer);
  }
  FillTotal(previous, period, ends, answer);
  for (const v1::CarryOverLine& line : answer.lines()) AddFinding(line, answer);
  AddFinding(answer.total(), answer);
  return answer;
}

bool StatesCarriedOver(const v1::TableDefinition& definition) {
  return !StatingColumns(definition, true).empty();
}

}  // namespace motcua::aggregator
