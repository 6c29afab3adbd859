// Tables on the tree of any day: random reorganisations, and the districts abolished in 2025.
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_file.h"
#include "services/aggregator/said/random_reform_for_test.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;
using catalog::Level;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

constexpr int kProvinces = 20;
#define MOTCUA_ALL_LEVELS \
  "levels: [LEVEL_DEPARTMENT, LEVEL_CENTRAL, LEVEL_DISTRICT, LEVEL_COMMUNE, LEVEL_BRANCH] "
constexpr char kOwn[] = MOTCUA_ALL_LEVELS "scope: SCOPE_OWN";
constexpr char kSubtrees[] = MOTCUA_ALL_LEVELS "scope: SCOPE_SUBTREE";
constexpr char kColumns[] = R"(
  total_label_vi: "Tổng"
  columns { id: "received" title_vi: "r" value { terms { flow { counters: COUNTER_RECEIVED } } } }
  columns { id: "open" title_vi: "c" value { terms { stock { stock: STOCK_OPEN } } } }
  columns { id: "overdue" title_vi: "q" value { terms { stock { stock: STOCK_OVERDUE } } } })";

v1::TableDefinition Parsed(const std::string& rows) {
  return *ParseDefinition(
      "id: \"cay\" version: 1 title_vi: \"T\" rows { " + rows + " } " + kColumns, "cay.textproto");
}

using Values = std::vector<std::int64_t>;

Values operator+(Values a, const Values& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

Values ValuesOf(const ComputedRow& row) {
  Values values;
  for (const Ratio& value : row.values) values.push_back(value.numerator);
  return values;
}

// What a scope counts, agency by agency.
Values CountedAt(const std::vector<std::string>& agencies, const v1::TableDefinition& definition,
                 Days days, const Facts& facts) {
  Values counted;
  for (const v1::Column& column : definition.columns()) {
    const Measure measure(column.value(), days, facts);
    std::int64_t value = 0;
    for (const std::string& agency : agencies) value += measure.Value(facts, {false, {agency}, {}});
    counted.push_back(value);
  }
  return counted;
}

// Own rows and whoever has no place are the province, each agency in one of them.
void ExpectEachCountedOnce(const Facts& facts, Days days) {
  const v1::TableDefinition own = Parsed(kOwn);
  const Computed computed = Compute(own, facts, days);
  std::multiset<std::string> counted;
  Values sum(own.columns_size(), 0);
  for (const ComputedRow& row : computed.rows) {
    counted.insert(row.spec->scope.agencies.begin(), row.spec->scope.agencies.end());
    sum = sum + ValuesOf(row);
  }
  std::vector<std::string> unplaced;
  for (const Agency& agency : facts.catalog->agencies()) {
    EXPECT_LE(counted.count(agency.id), 1U) << agency.id;
    if (!counted.contains(agency.id)) unplaced.push_back(agency.id);
  }
  EXPECT_EQ(sum + CountedAt(unplaced, own, days, facts), ValuesOf(*computed.total));
  std::vector<std::string> told;
  for (const std::string& id : unplaced) {
    const bool counts = CountedAt({id}, own, days, facts) != Values(own.columns_size(), 0);
    if (counts) told.push_back("agencies/" + id);
  }
  EXPECT_THAT(ToProto(own, computed, days, facts).unplaced(), UnorderedElementsAreArray(told));
}

// A subtree is the own counts of all in it, and those who stand at the top are the province.
void ExpectSubtreesAddUp(const Facts& facts, Days days) {
  const v1::TableDefinition below = Parsed(kSubtrees);
  const Computed computed = Compute(below, facts, days);
  const auto tree = facts.catalog->TreeOn(days.TreeDay());
  std::multiset<std::string> at_the_top;
  for (const ComputedRow& row : computed.rows) {
    const std::vector<std::string>& agencies = row.spec->scope.agencies;
    const std::set<std::string> once(agencies.begin(), agencies.end());
    EXPECT_EQ(once.size(), agencies.size()) << row.spec->id;
    EXPECT_EQ(ValuesOf(row), CountedAt(agencies, below, days, facts)) << row.spec->id;
    if (tree->FindAgency(row.spec->id)->parent.empty()) {
      at_the_top.insert(agencies.begin(), agencies.end());
    }
  }
  for (const Agency& agency : tree->agencies()) {
    EXPECT_LE(at_the_top.count(agency.id), 1U) << agency.id;
  }
}

// In the tree of a day an alias points at an office, and stands where that stands.
void ExpectSound(const Catalog& tree) {
  for (const Agency& agency : tree.agencies()) {
    if (!agency.parent.empty()) {
      EXPECT_EQ(tree.FindAgency(agency.parent)->alias_of, "") << agency.id;
    }
    if (agency.alias_of.empty()) continue;
    const Agency& office = *tree.FindAgency(agency.alias_of);
    EXPECT_EQ(office.alias_of, "") << agency.id;
    EXPECT_EQ(office.parent, agency.parent);
    EXPECT_EQ(office.area, agency.area);
  }
}

TEST(TreeTest, RandomReorganisationsCountEachDossierOnceOnTheTreeOfAnyDay) {
  for (unsigned seed = 0; seed < kProvinces; ++seed) {
    SCOPED_TRACE(seed);
    RandomReform reform(seed);
    const int changes = 1 + reform.Pick(6);
    for (int i = 0; i < changes; ++i) reform.Reorganise();
    Dossiers dossiers;
    for (int i = 0; i < 40; ++i) dossiers.push_back(reform.NewDossier());
    const Facts facts = FactsOf(dossiers, reform.Tree());
    std::optional<Values> total;
    for (Day day = kMarch.first - 25; day <= kMarch.first + 65; day += 6) {
      SCOPED_TRACE(day);
      const Days days{kMarch.first, kMarch.last, day};
      ExpectSound(*facts.catalog->TreeOn(day));
      ExpectEachCountedOnce(facts, days);
      ExpectSubtreesAddUp(facts, days);
      const Computed computed = Compute(Parsed(kOwn), facts, days);
      if (!total) total = ValuesOf(*computed.total);
      EXPECT_EQ(ValuesOf(*computed.total), *total) << "a tree changes no total";
    }
  }
}

// 1 July 2025: two districts end; four communes become two below the province; one moves there.
const Day kReform = *ParseDay("2025-07-01");
const Days kSecondQuarter{*ParseDay("2025-04-01"), kReform - 1};
const Days kThirdQuarter{kReform, *ParseDay("2025-09-30")};

Agency Unit(const std::string& id, Level level, const std::string& parent = "") {
  Agency agency;
  agency.id = id;
  agency.name_vi = id;
  agency.level = level;
  agency.parent = parent;
  return agency;
}
Agency Ending(Agency agency, const std::string& successor) {
  agency.valid_to = kReform - 1;
  agency.successor = successor;
  return agency;
}

std::shared_ptr<const Catalog> WithoutDistricts() {
  std::vector<Agency> agencies = {
      Unit("so-tu-phap", Level::kDepartment),
      Ending(Unit("huyen-cam-lo", Level::kDistrict), "xa-cam-lo"),
      Ending(Unit("huyen-dakrong", Level::kDistrict), ""),
      Ending(Unit("xa-cam-hieu", Level::kCommune, "huyen-cam-lo"), "xa-cam-lo"),
      Ending(Unit("thi-tran-cam-lo", Level::kCommune, "huyen-cam-lo"), "xa-cam-lo"),
      Ending(Unit("xa-mo-o", Level::kCommune, "huyen-dakrong"), "xa-huong-hiep"),
      Unit("xa-huong-hiep", Level::kCommune),
      Unit("xa-ta-rut", Level::kCommune),
      Unit("xa-cam-lo", Level::kCommune)};
  for (const int stays : {6, 7}) {
    agencies[stays].former_places = {{"huyen-dakrong", "", kReform - 1}};
  }
  agencies[8].valid_from = kReform;
  agencies[8].formed_from = {"xa-cam-hieu", "thi-tran-cam-lo", "huyen-cam-lo"};
  return *Catalog::Build(1, std::move(agencies), {});
}

// Every old office received one dossier in May that nobody finished, and the new one two in July.
Dossiers OpenDossiers(bool transferred) {
  const std::map<std::string, std::string> to = {{"huyen-cam-lo", "xa-cam-lo"},
                                                 {"xa-cam-hieu", "xa-cam-lo"},
                                                 {"thi-tran-cam-lo", "xa-cam-lo"},
                                                 {"huyen-dakrong", "so-tu-phap"},
                                                 {"xa-mo-o", "xa-huong-hiep"}};
  Dossiers dossiers;
  const auto receive = [&](const std::string& agency, Day day) {
    Dossier& dossier = dossiers.emplace_back();
    dossier.agency = agency;
    dossier.procedure = "p";
    dossier.received = day;
    dossier.due = day + 1000;
    if (transferred && to.contains(agency)) dossier.moved = {kReform, to.at(agency)};
  };
  for (const char* agency : {"so-tu-phap", "huyen-cam-lo", "huyen-dakrong", "xa-cam-hieu",
                             "thi-tran-cam-lo", "xa-mo-o", "xa-huong-hiep", "xa-ta-rut"}) {
    receive(agency, kReform - 40);
  }
  receive("xa-cam-lo", kReform + 5);
  receive("xa-cam-lo", kReform + 6);
  return dossiers;
}

// Open at the period's end, of own dossiers and of the subtree.
std::map<std::string, std::int64_t> Open(const Facts& facts, Days days, const std::string& rows) {
  const Computed computed = Compute(Parsed(rows), facts, days);
  std::map<std::string, std::int64_t> open;
  for (const ComputedRow& row : computed.rows) open[row.spec->id] = row.values[1].numerator;
  open[kTotal] = computed.total->values[1].numerator;
  return open;
}

using OpenBy = std::map<std::string, std::int64_t>;

TEST(TreeTest, DistrictsAreThereUntilTheLastDayOfJune) {
  for (const bool transferred : {false, true}) {
    const Facts facts = FactsOf(OpenDossiers(transferred), WithoutDistricts());
    EXPECT_EQ(Open(facts, kSecondQuarter, kOwn), (OpenBy{{"so-tu-phap", 1},
                                                         {"huyen-cam-lo", 1},
                                                         {"huyen-dakrong", 1},
                                                         {"xa-cam-hieu", 1},
                                                         {"thi-tran-cam-lo", 1},
                                                         {"xa-mo-o", 1},
                                                         {"xa-huong-hiep", 1},
                                                         {"xa-ta-rut", 1},
                                                         {kTotal, 8}}));
    const OpenBy below = Open(facts, kSecondQuarter, kSubtrees);
    EXPECT_EQ(below.at("huyen-cam-lo"), 3);
    EXPECT_EQ(below.at("huyen-dakrong"), 4);
  }
}

TEST(TreeTest, TheSameQuarterOnTheNewTreeHasTheSameTotal) {
  for (const bool transferred : {false, true}) {
    const Facts facts = FactsOf(OpenDossiers(transferred), WithoutDistricts());
    Days days = kSecondQuarter;
    days.tree = kReform;
    // The district that nobody took over is counted in the total alone, and the table says so.
    EXPECT_EQ(Open(facts, days, kOwn), (OpenBy{{"so-tu-phap", 1},
                                               {"xa-cam-lo", 3},
                                               {"xa-huong-hiep", 2},
                                               {"xa-ta-rut", 1},
                                               {kTotal, 8}}));
    const v1::TableDefinition table = Parsed(kOwn);
    EXPECT_THAT(ToProto(table, Compute(table, facts, days), days, facts).unplaced(),
                ElementsAre("agencies/huyen-dakrong"));
  }
}

TEST(TreeTest, TheNextQuarterHoldsWhetherOrNotTheDossiersWereTransferred) {
  const Facts stayed = FactsOf(OpenDossiers(false), WithoutDistricts());
  EXPECT_EQ(Open(stayed, kThirdQuarter, kOwn), (OpenBy{{"so-tu-phap", 1},
                                                       {"xa-cam-lo", 5},
                                                       {"xa-huong-hiep", 2},
                                                       {"xa-ta-rut", 1},
                                                       {kTotal, 10}}));
  const Facts moved = FactsOf(OpenDossiers(true), WithoutDistricts());
  EXPECT_EQ(Open(moved, kThirdQuarter, kOwn), (OpenBy{{"so-tu-phap", 2},
                                                      {"xa-cam-lo", 5},
                                                      {"xa-huong-hiep", 2},
                                                      {"xa-ta-rut", 1},
                                                      {kTotal, 10}}));
  const v1::TableDefinition table = Parsed(kOwn);
  const auto unplaced = [&](const Facts& facts, Days days) {
    const v1::Table shown = ToProto(table, Compute(table, facts, days), days, facts);
    return std::vector<std::string>(shown.unplaced().begin(), shown.unplaced().end());
  };
  EXPECT_THAT(unplaced(stayed, kThirdQuarter), ElementsAre("agencies/huyen-dakrong"));
  EXPECT_THAT(unplaced(moved, kThirdQuarter), IsEmpty()) << "it has nothing left";
  Days old_tree = kThirdQuarter;
  old_tree.tree = kReform - 1;
  EXPECT_THAT(unplaced(moved, old_tree), ElementsAre("agencies/xa-cam-lo")) << "formed of three";
  EXPECT_EQ(Open(stayed, old_tree, kSubtrees).at("huyen-cam-lo"), 3);
  EXPECT_EQ(Open(stayed, old_tree, kSubtrees).at(kTotal), 10);
}

TEST(TreeTest, WhoHasDossiersOfOtherFieldsAloneIsNotToldUnplaced) {
  const Facts facts = FactsOf(OpenDossiers(false), WithoutDistricts());
  const v1::TableDefinition land =
      Parsed("levels: LEVEL_COMMUNE fields: \"dat-dai\" scope: SCOPE_OWN");
  const v1::Table shown = ToProto(land, Compute(land, facts, kThirdQuarter), kThirdQuarter, facts);
  EXPECT_EQ(shown.total().cells(1).numerator(), 0);
  EXPECT_THAT(shown.unplaced(), IsEmpty());
}

TEST(TreeTest, AMergedAgencyThatADefinitionNamesHasNoRowBesideItsSuccessor) {
  const Facts facts = FactsOf(OpenDossiers(false), WithoutDistricts());
  const v1::TableDefinition named =
      Parsed("agencies: [\"xa-cam-hieu\", \"xa-cam-lo\", \"thi-tran-cam-lo\"] scope: SCOPE_OWN");
  const Computed computed = Compute(named, facts, kThirdQuarter);
  ASSERT_EQ(computed.rows.size(), 1U);
  EXPECT_EQ(computed.rows[0].spec->id, "xa-cam-lo");
  EXPECT_EQ(computed.rows[0].values[1].numerator, 5);
}

}  // namespace
}  // namespace motcua::aggregator
