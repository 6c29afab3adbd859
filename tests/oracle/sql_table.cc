#include "tests/oracle/sql_table.h"

#include "absl/strings/str_cat.h"
#include "tests/oracle/sql_rows.h"

namespace motcua::oracle {
namespace {

using namespace aggregator::v1;

struct Period {
  Day first;
  Day last;
};

// What is open at 24:00 of a day: at whom, waiting or not, due when.
std::string OpenLegs(Day day) {
  return absl::StrCat("(SELECT IF(move_day <= ", day,
                      ", move_to, agency) AS agency, procedure_id, channel,", " pause_day <= ", day,
                      " AND (resume_day IS NULL OR resume_day > ", day, ") AS waiting,",
                      " IF(resume_day <= ", day,
                      ", later_due_day, due_day) AS due FROM leg WHERE receive_day <= ", day,
                      " AND (end_day IS NULL OR end_day > ", day, "))");
}

std::string ResultsInForce(Day day) {
  return absl::StrCat("(SELECT * FROM result WHERE first_day <= ", day,
                      " AND (day_after IS NULL OR day_after > ", day, "))");
}

// The rows of a stock as `f`, with a condition.
std::string StockFrom(const StockLeaf& leaf, Day day) {
  const auto legs = [&](const std::string& condition) {
    return absl::StrCat(OpenLegs(day), " f WHERE ", condition);
  };
  switch (leaf.stock()) {
    case StockLeaf::STOCK_IN_TIME:
      return legs(absl::StrCat("NOT COALESCE(waiting, 0) AND due > ", day));
    case StockLeaf::STOCK_OVERDUE:
      return legs(absl::StrCat("NOT COALESCE(waiting, 0) AND due <= ", day));
    case StockLeaf::STOCK_WAITING:
      return legs("waiting");
    case StockLeaf::STOCK_UNDATED:
      return legs("NOT COALESCE(waiting, 0) AND due IS NULL");
    case StockLeaf::STOCK_RESULTS_IN_FORCE:
      return ResultsInForce(day) + " f WHERE TRUE";
    case StockLeaf::STOCK_RESULTS_IN_FORCE_DIGITIZED:
      return ResultsInForce(day) + " f WHERE digitized";
    default:
      return legs("TRUE");
  }
}

template <typename Leaf>
std::string OfChannels(const Leaf& leaf) {
  if (leaf.channels().empty()) return "";
  return absl::StrCat(" AND f.channel IN (", Numbers(leaf.channels()), ")");
}

template <typename Leaf>
std::string FlowFrom(const Leaf& leaf, Period period) {
  return absl::StrCat("flow f WHERE f.counter IN (", Numbers(leaf.counters()),
                      ") AND f.day BETWEEN ", period.first, " AND ", period.last, OfChannels(leaf));
}

std::string AgenciesFrom(const CatalogCountLeaf& leaf, Day day) {
  return absl::StrCat(
      "(SELECT *, id AS agency, NULL AS procedure_id FROM agency) f WHERE f.alias_of = '' AND ",
      day, " BETWEEN f.valid_from AND f.valid_to", leaf.has_site() ? " AND f.has_site" : "");
}

// Offered where the version says, else where who manages it stands.
std::string ProceduresFrom(const CatalogCountLeaf& leaf, Day day) {
  std::string text = absl::StrCat(
      "(SELECT v.*, v.id AS procedure_id, IF(v.offered_at > 0, v.offered_at, a.level) AS place",
      " FROM procedure_version v LEFT JOIN agency a ON a.id = v.agency) f",
      " WHERE f.valid_from = (SELECT MAX(w.valid_from) FROM procedure_version w",
      " WHERE w.id = f.id AND w.valid_from <= ", day, ")");
  if (leaf.has_fee()) text += " AND f.has_fee";
  if (leaf.online_payment()) text += " AND f.online_payment";
  if (leaf.on_national_portal()) text += " AND f.on_national_portal";
  if (!leaf.service_levels().empty()) {
    absl::StrAppend(&text, " AND f.service_level IN (", Numbers(leaf.service_levels()), ")");
  }
  if (!leaf.offered_at().empty()) {
    absl::StrAppend(&text, " AND f.place IN (", Numbers(leaf.offered_at()), ")");
  }
  return text;
}

std::string From(const Term& term, Period period) {
  switch (term.leaf_case()) {
    case Term::kFlow:
      return FlowFrom(term.flow(), period) +
             (term.flow().has_responsible()
                  ? " AND " + Passes(term.flow().responsible(), "f.responsible")
                  : "");
    case Term::kDistinctCount:
      return FlowFrom(term.distinct_count(), period);
    case Term::kStock:
      return StockFrom(term.stock(), term.stock().opening() ? period.first - 1 : period.last) +
             OfChannels(term.stock());
    default:
      break;
  }
  const CatalogCountLeaf& leaf = term.catalog_count();
  return leaf.what() == CatalogCountLeaf::WHAT_AGENCIES ? AgenciesFrom(leaf, period.last)
                                                        : ProceduresFrom(leaf, period.last);
}

// That a fact belongs to row `r`. An agency is of no procedure.
std::string InRow(const Term& term) {
  std::string condition =
      " AND (r.whole OR EXISTS (SELECT 1 FROM row_agency ra WHERE ra.row_id = r.id"
      " AND ra.agency = f.agency))";
  if (term.catalog_count().what() == CatalogCountLeaf::WHAT_AGENCIES) return condition;
  return condition +
         " AND (NOT r.limited OR EXISTS (SELECT 1 FROM row_procedure rp WHERE rp.row_id = r.id"
         " AND rp.procedure_id = f.procedure_id))";
}

std::string WithinLimits(const Measure& measure, const Term& term, Day day) {
  std::string condition;
  if (measure.has_agencies()) condition += " AND " + Passes(measure.agencies(), "f.agency");
  const bool of_agencies = term.catalog_count().what() == CatalogCountLeaf::WHAT_AGENCIES;
  if (!measure.fields().empty() && !of_agencies) {
    condition += " AND " + IsOfFields(measure.fields(), "f.procedure_id", day);
  }
  return condition;
}

std::string CountOf(const DistinctCountLeaf& leaf) {
  return leaf.per_agency() ? "COUNT(DISTINCT COALESCE((SELECT office FROM office o WHERE o.agency ="
                             " f.agency), f.agency), f.procedure_id)"
                           : "COUNT(DISTINCT f.procedure_id)";
}

using Column = std::map<std::string, std::int64_t>;  // by row

Column ColumnOf(const Measure& measure, Period period, sql::Connection& connection) {
  Column column;
  for (const Term& term : measure.terms()) {
    const std::string count =
        term.has_distinct_count() ? CountOf(term.distinct_count()) : "COUNT(*)";
    sql::Rows rows = connection.Query(
        absl::StrCat("SELECT r.id, ", count, " FROM row_def r JOIN ", From(term, period),
                     InRow(term), WithinLimits(measure, term, period.last), " GROUP BY r.id"));
    while (rows.Next()) column[rows.Text(1)] += (term.minus() ? -1 : 1) * rows.Int(2);
  }
  return column;
}

}  // namespace

void PrepareSqlTables(sql::Connection& connection) {
  connection.Execute(
      "CREATE TABLE row_def (id VARCHAR(100) PRIMARY KEY, whole INT NOT NULL, limited INT)");
  connection.Execute(
      "CREATE TABLE row_agency (row_id VARCHAR(100), agency VARCHAR(63),"
      " PRIMARY KEY (row_id, agency))");
  connection.Execute(
      "CREATE TABLE row_procedure (row_id VARCHAR(100), procedure_id VARCHAR(63),"
      " PRIMARY KEY (row_id, procedure_id))");
}

Values SqlTable(const TableDefinition& definition, Day first, Day last,
                sql::Connection& connection) {
  WriteRows(definition, last, connection);
  std::vector<std::string> ids;
  sql::Rows rows = connection.Query("SELECT id FROM row_def");
  while (rows.Next()) ids.push_back(rows.Text(1));
  Values values;
  for (const aggregator::v1::Column& column : definition.columns()) {
    Column value = ColumnOf(column.value(), {first, last}, connection);
    Column denominator;
    if (column.has_denominator()) {
      denominator = ColumnOf(column.denominator(), {first, last}, connection);
    }
    for (const std::string& id : ids) {
      values[id].emplace_back(value[id], column.has_denominator() ? denominator[id] : 1);
    }
  }
  return values;
}

}  // namespace motcua::oracle
