// Random reorganisations and late facts: every stock and flow is explained to the last dossier, on
// the old tree and on the new one.
#include <functional>
#include <iostream>
#include <map>
#include <set>

#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/said/carry_over.h"
#include "services/aggregator/said/compare.h"
#include "services/aggregator/said/random_reform_for_test.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

using catalog::Catalog;

constexpr int kProvinces = 60;

constexpr char kColumns[] = R"(
  total_label_vi: "Tổng"
  columns { id: "opening" title_vi: "o"
    value { terms { stock { stock: STOCK_OPEN opening: true } } } }
  columns { id: "filed" title_vi: "f" value { terms { flow { counters: COUNTER_FILED } } } }
  columns { id: "received" title_vi: "r" value { terms { flow { counters: COUNTER_RECEIVED } } } }
  columns { id: "late_rate" title_vi: "l"
    value { terms { flow { counters: COUNTER_FINISHED_LATE } } }
    denominator { terms { flow { counters: [COUNTER_FINISHED_EARLY, COUNTER_FINISHED_LATE] } } } }
  columns { id: "moved" title_vi: "m" value { terms { flow { counters: COUNTER_MOVED_IN } }
    terms { minus: true flow { counters: COUNTER_MOVED_OUT } } } }
  columns { id: "open_in_person" title_vi: "p"
    value { terms { stock { stock: STOCK_OPEN channels: CHANNEL_IN_PERSON } } } }
  columns { id: "open" title_vi: "c" value { terms { stock { stock: STOCK_OPEN } } } }
  columns { id: "overdue" title_vi: "q" value { terms { stock { stock: STOCK_OVERDUE } } } })";

v1::TableDefinition Parsed(const std::string& id, const std::string& rows) {
  return *ParseDefinition(
      "id: \"" + id + "\" version: 1 title_vi: \"T\" rows { " + rows + " } " + kColumns,
      id + ".textproto");
}

// What one dossier adds to a column at an agency.
using Counting = std::function<int(const Dossier&, const std::string& agency)>;

bool InMarch(Day day) { return kMarch.first <= day && day <= kMarch.last; }

bool EndedInMarchAt(const Dossier& dossier, const std::string& agency) {
  return !dossier.voided && dossier.finished && InMarch(*dossier.finished) &&
         dossier.LastHolder() == agency;
}

int MovedInMarch(const Dossier& dossier, const std::string& agency) {
  if (dossier.voided || !dossier.moved || !InMarch(dossier.moved->first)) return 0;
  return (dossier.moved->second == agency ? 1 : 0) - (dossier.agency == agency ? 1 : 0);
}

const std::map<std::string, Counting>& Numerators() {
  static const auto* counts = new std::map<std::string, Counting>{
      {"opening", [](auto& d, auto& a) { return d.HolderAt(kMarch.first - 1) == a; }},
      {"filed",
       [](auto& d, auto& a) {
         return !d.voided && d.agency == a && InMarch(d.received) && d.channel == Channel::kOnline;
       }},
      {"received",
       [](auto& d, auto& a) { return !d.voided && d.agency == a && InMarch(d.received); }},
      {"late_rate", [](auto& d, auto& a) { return EndedInMarchAt(d, a) && d.late(); }},
      {"moved", [](auto& d, auto& a) { return MovedInMarch(d, a); }},
      {"open_in_person",
       [](auto& d, auto& a) {
         return d.channel == Channel::kInPerson && d.HolderAt(kMarch.last) == a;
       }},
      {"open", [](auto& d, auto& a) { return d.HolderAt(kMarch.last) == a; }},
      {"overdue",
       [](auto& d, auto& a) { return d.OverdueAt(kMarch.last) && d.HolderAt(kMarch.last) == a; }},
  };
  return *counts;
}

// Who did an agency's work on a day; empty: nobody knows the agency.
std::string OfficeOn(Day day, const std::string& id, const Catalog& catalog) {
  const catalog::Agency* const agency = catalog.FindAgency(id);
  if (agency == nullptr) return "";
  const bool over = agency->valid_to < day && !agency->successor.empty();
  if (over) return OfficeOn(day, agency->successor, catalog);
  const std::set<std::string> origins(agency->formed_from.begin(), agency->formed_from.end());
  const bool split = agency->valid_from > day && origins.size() == 1;
  return split ? OfficeOn(day, agency->formed_from[0], catalog) : id;
}

std::string ParentOn(Day day, const std::string& id, const Catalog& catalog) {
  const catalog::Agency& agency = *catalog.FindAgency(id);
  for (const catalog::FormerPlace& place : agency.former_places) {
    if (day <= place.valid_to) return OfficeOn(day, place.parent, catalog);
  }
  return OfficeOn(day, agency.parent, catalog);
}

// By climbing from office to office.
bool IsBelow(Day day, const std::string& agency, const std::string& head, const Catalog& catalog) {
  for (std::string office = OfficeOn(day, agency, catalog); !office.empty();
       office = ParentOn(day, office, catalog)) {
    if (office == head) return true;
  }
  return false;
}

// Whether what an agency has of a procedure stands in a row of March.
bool StandsIn(const std::string& definition, const std::string& row, const std::string& agency,
              const std::string& procedure, const Catalog& catalog) {
  if (row == kTotal) return true;
  if (definition == "by_field") return catalog.ProcedureOn(procedure, kMarch.last)->field == row;
  const catalog::Agency* const head = catalog.FindAgency(row);
  if (head == nullptr || !head->ValidOn(kMarch.last)) return false;
  return definition == "own" ? OfficeOn(kMarch.last, agency, catalog) == row
                             : IsBelow(kMarch.last, agency, row, catalog);
}

struct Where {
  std::string definition;
  std::string row;
  std::string column;
};

std::int64_t AddedBy(const Dossier& dossier, const Where& where, const Counting& counting,
                     const Catalog& tree) {
  std::set<std::string> agencies = {dossier.agency};
  if (dossier.moved) agencies.insert(dossier.moved->second);
  std::int64_t added = 0;
  for (const std::string& agency : agencies) {
    if (!StandsIn(where.definition, where.row, agency, dossier.procedure, tree)) continue;
    added += counting(dossier, agency);
  }
  return added;
}

struct Counts {
  std::int64_t said = 0;
  std::int64_t restatement = 0;
  std::int64_t reorganisation = 0;
};

// One dossier after the other: what it added then, what its change adds where it stood, and what it
// adds because its agency stands elsewhere.
Counts CountDossiers(const Dossiers& then, const Dossiers& now, const Catalog& old_tree,
                     const Catalog& tree, const Where& where, const Counting& counting) {
  Counts counts;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const std::int64_t said = i < then.size() ? AddedBy(then[i], where, counting, old_tree) : 0;
    const std::int64_t restated = AddedBy(now[i], where, counting, old_tree);
    counts.said += said;
    counts.restatement += restated - said;
    counts.reorganisation += AddedBy(now[i], where, counting, tree) - restated;
  }
  return counts;
}

class RandomReformTest : public ::testing::Test {
 protected:
  // A province, closed; then late facts come in and it is reorganised.
  void Play(unsigned seed) {
    RandomReform reform(seed);
    for (int i = reform.Pick(3); i > 0; --i) reform.Reorganise();
    then_.clear();
    for (int i = 0; i < 40; ++i) then_.push_back(reform.NewDossier());
    old_tree_ = reform.Tree();
    for (int i = reform.Pick(4); i > 0; --i) reform.Reorganise();
    tree_ = reform.Tree();
    now_ = then_;
    reform.Correct(now_);
  }

  Moment Closed() const { return MomentNow(FactsOf(then_, old_tree_), kMarch, definitions_.All()); }
  Moment Known() const { return MomentNow(FactsOf(now_, tree_), kMarch, definitions_.All()); }

  void CheckCell(const Where& where, const v1::CellComparison& cell) {
    const Counts counts =
        CountDossiers(then_, now_, *old_tree_, *tree_, where, Numerators().at(where.column));
    EXPECT_EQ(cell.said().numerator(), counts.said);
    EXPECT_EQ(cell.numerator().restatement(), counts.restatement);
    EXPECT_EQ(cell.numerator().reorganisation(), counts.reorganisation);
    EXPECT_EQ(cell.known().numerator(), counts.said + counts.restatement + counts.reorganisation);
    restated_ += counts.restatement != 0;
    reorganised_ += counts.reorganisation != 0;
    if (where.column != "late_rate") return;
    const Counts all = CountDossiers(then_, now_, *old_tree_, *tree_, where, EndedInMarchAt);
    EXPECT_EQ(cell.said().denominator(), all.said);
    EXPECT_EQ(cell.denominator().restatement(), all.restatement);
    EXPECT_EQ(cell.denominator().reorganisation(), all.reorganisation);
  }

  Definitions definitions_{{Parsed("subtree",
                                   "levels: [LEVEL_DEPARTMENT, LEVEL_DISTRICT, "
                                   "LEVEL_COMMUNE] scope: SCOPE_SUBTREE"),
                            Parsed("own", "levels: LEVEL_COMMUNE scope: SCOPE_OWN"),
                            Parsed("by_field", "by_field: true scope: SCOPE_OWN")}};
  Dossiers then_;
  Dossiers now_;
  std::shared_ptr<const Catalog> old_tree_;
  std::shared_ptr<const Catalog> tree_;
  int cells_ = 0;
  int restated_ = 0;
  int reorganised_ = 0;
};

// The parts of the restatement add up to it, and the causes to the difference.
void CheckSums(const v1::CellComparison& cell) {
  std::int64_t parts = 0;
  for (const v1::RestatedPart& part : cell.restated()) parts += part.value();
  EXPECT_EQ(parts, cell.numerator().restatement());
  for (const v1::Causes& causes : {cell.numerator(), cell.denominator()}) {
    EXPECT_EQ(causes.unexplained(), 0);
    EXPECT_EQ(causes.definition(), 0);
  }
  EXPECT_EQ(
      cell.said().numerator() + cell.numerator().restatement() + cell.numerator().reorganisation(),
      cell.known().numerator());
  EXPECT_EQ(cell.said().denominator() + cell.denominator().restatement() +
                cell.denominator().reorganisation(),
            cell.known().denominator());
}

TEST_F(RandomReformTest, EveryCellIsExplainedToTheLastDossier) {
  for (unsigned seed = 1; seed <= kProvinces; ++seed) {
    Play(seed);
    const v1::SnapshotComparison comparison = Compare(Closed(), Known(), false);
    for (const v1::TableComparison& table : comparison.tables()) {
      for (const v1::RowComparison& row : table.rows()) {
        for (int i = 0; i < row.cells_size(); ++i) {
          const Where where{table.definition(), row.id(), table.columns(i)};
          SCOPED_TRACE(testing::Message() << "seed " << seed << ": " << where.definition << " "
                                          << where.row << " " << where.column);
          CheckSums(row.cells(i));
          CheckCell(where, row.cells(i));
          ++cells_;
        }
      }
    }
    if (HasFailure()) return;
  }
  std::cout << cells_ << " cells of " << kProvinces << " reforms: " << restated_ << " restated, "
            << reorganised_ << " reorganised\n";
  EXPECT_GT(restated_, 100);
  EXPECT_GT(reorganised_, 100);
}

TEST_F(RandomReformTest, EveryShippedTableIsExplained) {
  const Definitions shipped = *LoadDefinitions("deploy/definitions");
  int tables = 0;
  for (unsigned seed = 100; seed < 110; ++seed) {
    Play(seed);
    const auto asked = shipped.InForce(kMarch.last);
    const v1::SnapshotComparison comparison =
        Compare(MomentNow(FactsOf(then_, old_tree_), kMarch, asked),
                MomentNow(FactsOf(now_, tree_), kMarch, asked), true);
    EXPECT_EQ(comparison.difference().unexplained_count(), 0) << seed;
    tables += comparison.difference().tables_size();
  }
  EXPECT_GT(tables, 50);
}

// What an agency and everything below it, in the organisation of a day, had open when March ended.
std::int64_t CountOpen(const Dossiers& dossiers, const v1::CarryOverLine& line,
                       const Catalog& catalog, Day day) {
  return std::count_if(dossiers.begin(), dossiers.end(), [&](const Dossier& dossier) {
    const std::string holder = dossier.HolderAt(kMarch.last);
    if (holder.empty() || line.agency().empty()) return !holder.empty();
    return IsBelow(day, holder, line.agency().substr(std::string("agencies/").size()), catalog);
  });
}

TEST_F(RandomReformTest, WhatIsCarriedOverIsExplainedToTheLastDossier) {
  int lines = 0;
  for (unsigned seed = 1; seed <= kProvinces; ++seed) {
    Play(seed);
    const v1::CarryOver answer =
        CarriedOver(Closed(), MomentNow(FactsOf(now_, tree_), kNextMonth, definitions_.All()));
    EXPECT_EQ(answer.published_in(), "by_field");
    EXPECT_EQ(answer.findings_size(), 0);
    std::vector<v1::CarryOverLine> all = {answer.lines().begin(), answer.lines().end()};
    all.push_back(answer.total());
    for (const v1::CarryOverLine& line : all) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << " " << line.agency());
      const std::int64_t published = CountOpen(then_, line, *old_tree_, kMarch.last);
      const std::int64_t restated = CountOpen(now_, line, *old_tree_, kMarch.last);
      EXPECT_EQ(line.published(), published);
      EXPECT_EQ(line.difference().restatement(), restated - published);
      EXPECT_EQ(line.carried_over(), CountOpen(now_, line, *tree_, kNextMonth.last));
      EXPECT_EQ(line.difference().reorganisation(), line.carried_over() - restated);
      EXPECT_EQ(line.difference().unexplained(), 0);
      ++lines;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(lines, 100);
}

}  // namespace
}  // namespace motcua::aggregator
