// How often a number that is changed by one is caught.
#include <iomanip>
#include <iostream>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/printed_rates.h"
#include "services/aggregator/audit/report_for_test.h"
#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {
namespace {

struct Tally {
  int cells = 0;
  int caught = 0;
  int covered = 0;  // by an equation: a sum, a total, a rate, another table
};

// Everything worse than another way of printing the same number.
std::set<std::string> Findings(const v1::CheckReportRequest& request) {
  const TableFindings findings = AuditOf(request);
  std::set<std::string> lines;
  for (const Severity severity : {Severity::kViolation, Severity::kWarning}) {
    for (const std::string& line : LinesOf(findings, severity)) lines.insert(line);
  }
  return lines;
}

// One more in the last place; empty where there is no number.
std::string Plus1(const std::string& printed) {
  if (const auto count = ParseCount(printed)) return std::to_string(*count + 1);
  const auto rate = ParseRate(printed);
  if (!rate) return "";
  const bool comma = printed.find(',') != std::string::npos;
  return PrintScaled(rate->scaled + 1, {.decimals = rate->decimals, .comma = comma});
}

template <typename List, typename Value>
bool Has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Whether some equation has the cell in it, told from the definitions alone.
class Coverage {
 public:
  explicit Coverage(const v1::CheckReportRequest& request)
      : report_(*ReadReport(Shipped(), request, {})) {}

  bool Covers(const std::string& table, const std::string& row, const std::string& column) const {
    const Printed& printed = Find(table);
    const v1::TableDefinition& definition = *printed.definition;
    const int index = ColumnIndex(definition, column);
    if (definition.columns(index).has_denominator()) return IsRate(printed, row, index);
    if (IsAdded(printed, row, index)) return true;
    return std::any_of(definition.checks().begin(), definition.checks().end(),
                       [&](const v1::Check& check) {
                         return check.relation() == v1::Check::RELATION_UNSPECIFIED &&
                                Equates(check, printed, row, column);
                       });
  }

 private:
  const Printed& Find(const std::string& table) const {
    return *std::find_if(report_.tables.begin(), report_.tables.end(),
                         [&](const Printed& other) { return other.definition->id() == table; });
  }

  static bool IsRate(const Printed& printed, const std::string& row, int column) {
    const SheetRow& counts = *printed.FindRow(row);
    for (const RateColumns& rate : RatesOf(*printed.definition)) {
      if (rate.rate != column) continue;
      return counts.counts[rate.numerator] && counts.counts[rate.denominator].value_or(0) != 0;
    }
    return false;
  }

  // A total that is printed adds it up.
  static bool IsAdded(const Printed& printed, const std::string& row, int column) {
    const SheetRow& counts = *printed.FindRow(row);
    return printed.sheet.columns[column].additive && printed.sheet.total &&
           !printed.sheet.rows.empty() && printed.sheet.total->counts[column] &&
           !counts.inside_another;
  }

  bool Equates(const v1::Check& check, const Printed& printed, const std::string& row,
               const std::string& column) const {
    const SheetRow& counts = *printed.FindRow(row);
    if (!check.left_row().empty() && check.left_row() != row) return false;
    if (check.right_table().empty()) {
      return (Has(check.left(), column) || Has(check.right(), column)) &&
             SumOf(counts.counts, IndexesOf(*printed.definition, check.left())) &&
             SumOf(counts.counts, IndexesOf(*printed.definition, check.right()));
    }
    const bool there =
        std::any_of(report_.tables.begin(), report_.tables.end(), [&](const Printed& other) {
          return other.definition->id() == check.right_table() && other.FindRow(row) != nullptr;
        });
    return there && check.left_row().empty() && Has(check.left(), column);
  }

  const PrintedReport report_;
};

// Changes each number of a report in turn.
std::map<std::string, Tally> ChangeEach(v1::CheckReportRequest request,
                                        std::vector<std::string>& missed) {
  const std::set<std::string> sound = Findings(request);
  const Coverage coverage(request);
  std::map<std::string, Tally> tallies;
  for (v1::PrintedTable& table : *request.mutable_tables()) {
    Tally& tally = tallies[table.definition()];
    for (v1::PrintedRow& row : *table.mutable_rows()) {
      for (int c = 0; c < row.cells_size(); ++c) {
        const std::string printed = row.cells(c);
        if (Plus1(printed).empty()) continue;
        row.set_cells(c, Plus1(printed));
        const bool caught = Findings(request) != sound;
        row.set_cells(c, printed);
        const bool covered = coverage.Covers(table.definition(), row.id(), table.columns(c));
        ++tally.cells;
        tally.caught += caught;
        tally.covered += covered;
        if (covered && !caught) {
          missed.push_back(table.definition() + " " + row.id() + " " + table.columns(c));
        }
      }
    }
  }
  return tallies;
}

// Four of five are covered, and nine of ten caught.
void ExpectMostAreCaught(const std::string& title, const std::map<std::string, Tally>& tallies) {
  Tally all;
  const auto line = [](const std::string& name, const Tally& tally) {
    std::cout << std::left << std::setw(28) << name << std::right << std::setw(6) << tally.cells
              << std::setw(9) << tally.covered << std::setw(8) << tally.caught << std::setw(7)
              << (tally.cells == 0 ? 0 : 100 * tally.caught / tally.cells) << " %\n";
  };
  std::cout << title << "\n"
            << std::left << std::setw(28) << "table" << std::right << std::setw(6) << "cells"
            << std::setw(9) << "covered" << std::setw(8) << "caught\n";
  for (const auto& [table, tally] : tallies) {
    line(table, tally);
    all.cells += tally.cells;
    all.covered += tally.covered;
    all.caught += tally.caught;
  }
  line("all", all);
  EXPECT_GT(5 * all.covered, 4 * all.cells);
  EXPECT_GT(10 * all.caught, 9 * all.cells);
}

TEST(CatchRateTest, OneMoreInAPrintedReportIsCaughtWhereAnEquationCoversIt) {
  std::vector<std::string> missed;
  ExpectMostAreCaught("Ninh Bình small, as printed",
                      ChangeEach(ReportOf({"ninh_binh_small"}), missed));
  EXPECT_THAT(missed, ::testing::IsEmpty());
}

// A month with something of everything, in which a part is less than its whole.
SampleFacts Month() {
  const std::vector<std::pair<Counter, int>> sizes = {
      {Counter::kReceived, 600},         {Counter::kFinishedEarly, 90},
      {Counter::kFinishedOnTime, 60},    {Counter::kFinishedLate, 30},
      {Counter::kLateByOwn, 25},         {Counter::kLateByLinked, 15},
      {Counter::kLateApologisedOwn, 9},  {Counter::kLateExtendedLinked, 5},
      {Counter::kPaidNoneRecorded, 70},  {Counter::kPaidNationalRecorded, 50},
      {Counter::kPaidOtherRecorded, 40}, {Counter::kComponentsReceived, 600},
      {Counter::kComponentsAny, 400},    {Counter::kComponentsFull, 300},
      {Counter::kComponentsReused, 200}, {Counter::kResultsFinished, 180},
      {Counter::kResultsDigitized, 120}};
  SampleFacts sample;
  std::vector<catalog::Agency> agencies = sample.facts.catalog->agencies();
  for (catalog::Agency& agency : agencies) {
    if (agency.level == catalog::Level::kDepartment) agency.kind = "department";
    if (agency.level == catalog::Level::kBranch) {
      agency.kind = "land_branch";
      agency.parent = "so-xay-dung";
    }
  }
  sample.facts.catalog =
      *catalog::Catalog::Build(4, agencies, sample.facts.catalog->procedures(), {});
  int step = 0;
  for (const catalog::Agency& agency : sample.facts.catalog->agencies()) {
    for (const Channel channel : {Channel::kOnline, Channel::kInPerson, Channel::kPost}) {
      ++step;
      sample.Add(agency.id, Counter::kReceived, 100 + step, channel, kApril.first - 1);
      for (const auto& [counter, size] : sizes) {
        sample.Add(agency.id, counter, size + step, channel);
      }
    }
  }
  return sample;
}

v1::CheckReportRequest AsPrinted(const SampleFacts& sample) {
  v1::CheckReportRequest request;
  for (const v1::TableDefinition* definition : Shipped().InForce(kApril.last)) {
    const v1::Table table =
        ToProto(*definition, Compute(*definition, sample.facts, kApril), kApril, sample.facts);
    v1::PrintedTable& printed = *request.add_tables();
    printed.set_definition(definition->id());
    *printed.mutable_columns() = table.columns();
    const auto add = [&](const v1::Row& row) {
      v1::PrintedRow& added = *printed.add_rows();
      added.set_id(row.id());
      for (const v1::Cell& cell : row.cells()) added.add_cells(cell.printed());
    };
    for (const v1::Row& row : table.rows()) add(row);
    if (table.has_total()) add(table.total());
  }
  return request;
}

TEST(CatchRateTest, OneMoreInAComputedReportIsCaughtWhereAnEquationCoversIt) {
  std::vector<std::string> missed;
  ExpectMostAreCaught("a sample province, as computed", ChangeEach(AsPrinted(Month()), missed));
  EXPECT_THAT(missed, ::testing::IsEmpty());
}

}  // namespace
}  // namespace motcua::aggregator
