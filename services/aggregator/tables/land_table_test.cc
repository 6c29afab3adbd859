// Phụ lục 4: land dossiers by district and receiving point.
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/area_rows.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/leaves.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kLand[] = "../quang_tri_2022_land/";

const v1::TableDefinition& Appendix() { return Shipped().at("pl4_land"); }

catalog::Agency Agency(const std::string& id, catalog::Level level, const std::string& kind,
                       const std::string& parent = "", const std::string& area = "") {
  static int order = 0;
  catalog::Agency agency = SampleAgency(id, level, ++order, "Nhóm", parent);
  agency.kind = kind;
  agency.area = area;
  return agency;
}

// Two districts, one with a branch that has a desk below it, two communes and an alias; one with
// neither.
std::shared_ptr<const catalog::Catalog> LandCatalog() {
  using catalog::Level;
  std::vector<catalog::Agency> agencies = {
      Agency("so-tnmt", Level::kDepartment, "environment"),
      Agency("cuc-thue", Level::kCentral, "tax"),
      Agency("huyen-a", Level::kDistrict, "district"),
      Agency("huyen-b", Level::kDistrict, "district"),
      Agency("chi-nhanh-a", Level::kBranch, "land_branch", "so-tnmt", "huyen-a"),
      Agency("to-a", Level::kBranch, "desk", "chi-nhanh-a"),
      Agency("chi-cuc-thue-a", Level::kBranch, "tax_branch", "cuc-thue", "huyen-a"),
      Agency("xa-1", Level::kCommune, "commune", "huyen-a"),
      Agency("xa-2", Level::kCommune, "commune", "", "huyen-a")};
  agencies.push_back(Agency("mot-cua-a", Level::kExternal, ""));
  agencies.back().alias_of = "huyen-a";
  return *catalog::Catalog::Build(1, agencies,
                                  {SampleProcedure("cap-doi", "dat-dai", "", false),
                                   SampleProcedure("khai-sinh", "ho-tich", "", false)},
                                  {});
}

struct LandFacts : SampleFacts {
  LandFacts() { facts.catalog = LandCatalog(); }
  void Receive(const std::string& agency, std::int64_t value,
               const std::string& procedure = "cap-doi") {
    Add(agency, Counter::kReceived, value, Channel::kOnline, kApril.first, procedure);
  }
  void DelayAt(const std::string& responsible, std::int64_t value) {
    processing().Set(
        {"xa-1", "cap-doi", Channel::kOnline, kApril.last, Counter::kLateStep, responsible}, value);
  }
};

// The cells of one column, by row.
std::map<std::string, std::int64_t> ColumnOf(const std::string& column, const Facts& facts) {
  const Computed computed = Compute(Appendix(), facts, kApril);
  const int index = ColumnIndex(Appendix(), column);
  std::map<std::string, std::int64_t> cells;
  for (const ComputedRow& row : computed.rows) {
    if (row.values[index].numerator != 0) cells[row.spec->id] = row.values[index].numerator;
  }
  if (computed.total->values[index].numerator != 0) {
    cells[kTotal] = computed.total->values[index].numerator;
  }
  return cells;
}

using Cells = std::map<std::string, std::int64_t>;

TEST(LandTableTest, EveryAreaHasItsPartsAndASubtotal) {
  const Rows rows = RowsOf(Appendix(), *LandCatalog(), kApril.last);
  std::vector<std::string> ids;
  for (const RowSpec& row : rows) ids.push_back(row.id);
  EXPECT_THAT(ids, ElementsAre("huyen-a--mot-cua-huyen", "huyen-a--cn-dat", "huyen-a--mot-cua-xa",
                               "huyen-a--total", "huyen-b--mot-cua-huyen", "huyen-b--cn-dat",
                               "huyen-b--mot-cua-xa", "huyen-b--total", "total"));
  EXPECT_THAT(FindRow(rows, "huyen-a--mot-cua-huyen")->scope.agencies,
              UnorderedElementsAre("huyen-a", "mot-cua-a"));
  EXPECT_THAT(FindRow(rows, "huyen-a--cn-dat")->scope.agencies,
              UnorderedElementsAre("chi-nhanh-a", "to-a"));
  EXPECT_THAT(FindRow(rows, "huyen-a--mot-cua-xa")->scope.agencies,
              UnorderedElementsAre("xa-1", "xa-2"));
  EXPECT_THAT(FindRow(rows, "huyen-a--total")->scope.agencies, SizeIs(7));
  EXPECT_THAT(FindRow(rows, "huyen-b--cn-dat")->scope.agencies, IsEmpty());
  EXPECT_EQ(FindRow(rows, "huyen-a--cn-dat")->group_vi, "Đơn vị huyen-a");
  EXPECT_EQ(FindRow(rows, "huyen-a--cn-dat")->subtotal, "huyen-a--total");
  EXPECT_EQ(FindRow(rows, "huyen-a--total")->subtotal, "");
}

TEST(LandTableTest, OtherFieldsAreNotCounted) {
  LandFacts land;
  land.Receive("huyen-a", 2);
  land.Receive("mot-cua-a", 3);
  land.Receive("to-a", 5);
  land.Receive("xa-2", 7);
  land.Receive("xa-2", 100, "khai-sinh");
  EXPECT_THAT(ColumnOf("received_new", land.facts), Cells({{"huyen-a--mot-cua-huyen", 5},
                                                           {"huyen-a--cn-dat", 5},
                                                           {"huyen-a--mot-cua-xa", 7},
                                                           {"huyen-a--total", 17},
                                                           {"total", 17}}));
}

TEST(LandTableTest, AFieldWithoutProceduresCountsNothing) {
  LandFacts land;
  land.facts.catalog = *catalog::Catalog::Build(
      2, LandCatalog()->agencies(), {SampleProcedure("khai-sinh", "ho-tich", "", false)}, {});
  land.Receive("huyen-a", 2, "khai-sinh");
  EXPECT_THAT(ColumnOf("received_new", land.facts), IsEmpty());
  const auto rows = land.facts.rows->Of(Appendix(), land.facts.catalog, kApril.last);
  EXPECT_THAT(
      LeavesOf(Appendix().columns(0).value(), kApril, FindRow(*rows, kTotal)->scope, land.facts),
      IsEmpty());
}

TEST(LandTableTest, WhatHasNoPartShowsInTheSubtotalAndIsNamed) {
  LandFacts land;
  land.Receive("chi-cuc-thue-a", 4);
  land.Receive("so-tnmt", 1);
  const Computed computed = Compute(Appendix(), land.facts, kApril);
  std::vector<std::string> causes;
  for (const Finding& finding : CheckComputed(Appendix(), computed, land.facts, kApril)) {
    if (finding.identity != "I5" || finding.columns.front() != "received_new") continue;
    causes.push_back(finding.row + " " + std::to_string(finding.difference()) + " " +
                     finding.cause_en);
  }
  EXPECT_THAT(causes, ElementsAre("huyen-a--total 4 units without a row: chi-cuc-thue-a 4",
                                  "total 1 units without a row: so-tnmt 1"));
}

TEST(LandTableTest, LateStepsStandUnderWhoIsResponsible) {
  LandFacts land;
  land.DelayAt("xa-1", 1);
  land.DelayAt("xa-2", 2);
  land.DelayAt("huyen-b", 4);
  land.DelayAt("to-a", 8);
  land.DelayAt("so-tnmt", 16);
  land.DelayAt("chi-cuc-thue-a", 32);
  land.DelayAt("nobody-knows", 64);
  const auto at = [&](const std::string& column) {
    const Cells cells = ColumnOf(column, land.facts);
    EXPECT_TRUE(cells.empty() || cells.at("huyen-a--mot-cua-xa") == cells.at("total"));
    return cells.empty() ? 0 : cells.at("total");
  };
  EXPECT_EQ(at("late_at_commune"), 3);
  EXPECT_EQ(at("late_at_district"), 4);
  EXPECT_EQ(at("late_at_so_tnmt"), 24);
  EXPECT_EQ(at("late_at_so_xay_dung"), 0);
  EXPECT_EQ(at("late_at_tax"), 32);
}

TEST(LandTableTest, DrillDownAsksForTheResponsibleAgencies) {
  const LandFacts land;
  const auto leaves = [&](const std::string& column) {
    const Scope scope{false, {"xa-1"}, std::make_shared<Ids>(Ids{"cap-doi"})};
    return LeavesOf(Appendix().columns(ColumnIndex(Appendix(), column)).value(), kApril, scope,
                    land.facts);
  };
  ASSERT_THAT(leaves("late_at_so_tnmt"), SizeIs(1));
  const statistics::v1::Leaf leaf = leaves("late_at_so_tnmt").front().leaf;
  EXPECT_EQ(leaves("late_at_so_tnmt").front().source, "processing");
  EXPECT_THAT(leaf.add(), ElementsAre(statistics::v1::COUNTER_LATE_STEP));
  EXPECT_THAT(leaf.agencies(), ElementsAre("xa-1"));
  EXPECT_THAT(leaf.procedures(), ElementsAre("cap-doi"));
  EXPECT_THAT(leaf.responsible_agencies(), UnorderedElementsAre("so-tnmt", "chi-nhanh-a", "to-a"));
  // Nobody is of that kind: an empty list would ask for everybody's.
  EXPECT_THAT(leaves("late_at_so_xay_dung"), IsEmpty());
}

std::vector<std::string> Lines(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    lines.push_back(finding.row + " " + std::to_string(finding.difference()));
  }
  return lines;
}

TEST(LandTableTest, QuangTriHides1933DossiersAndNothingElseIsWrong) {
  const std::vector<Finding> findings = CheckOf(PrintedTable("pl4_land", kLand));
  EXPECT_THAT(
      Lines(findings),
      UnorderedElementsAre(
          "thanh-pho-dong-ha--mot-cua-huyen 1", "thanh-pho-dong-ha--total 1",
          "thi-xa-quang-tri--cn-dat 2", "thi-xa-quang-tri--total 2", "huyen-vinh-linh--cn-dat 1268",
          "huyen-vinh-linh--mot-cua-xa 100", "huyen-vinh-linh--total 1368",
          "huyen-huong-hoa--mot-cua-huyen 4", "huyen-huong-hoa--cn-dat 85",
          "huyen-huong-hoa--total 89", "huyen-gio-linh--cn-dat 176", "huyen-gio-linh--total 176",
          "huyen-dakrong--cn-dat 4", "huyen-dakrong--total 4", "huyen-cam-lo--mot-cua-huyen 8",
          "huyen-cam-lo--cn-dat 255", "huyen-cam-lo--total 263", "huyen-trieu-phong--cn-dat 19",
          "huyen-trieu-phong--total 19", "huyen-hai-lang--cn-dat 11", "huyen-hai-lang--total 11",
          "total 1933"));
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.identity, "I3");
    EXPECT_EQ(finding.severity, Severity::kWarning) << "nobody printed how many wait";
  }
}

TEST(LandTableTest, ASubtotalThatIsNoSumIsFound) {
  v1::CheckTableRequest request = PrintedTable("pl4_land", kLand);
  ASSERT_EQ(request.rows(3).id(), "thanh-pho-dong-ha--total");
  request.mutable_rows(3)->set_cells(1, "651");
  EXPECT_THAT(Lines(Of(CheckOf(request), "I5")),
              ElementsAre("thanh-pho-dong-ha--total 1", "total -1"));
}

TEST(LandTableTest, AHeadingOfAnotherPeriodIsFound) {
  const v1::CheckTableRequest request = PrintedTable("pl4_land", kLand);
  const auto with_heading = [&](Days heading) {
    return Of(*CheckPrinted(Shipped(), Appendix(), request, {}, kApril, heading), "I11");
  };
  EXPECT_THAT(with_heading(kApril), IsEmpty());
  const auto findings = with_heading({*ParseDay("2021-12-15"), *ParseDay("2022-03-14")});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].difference(), -31);
  EXPECT_EQ(findings[0].row, "");
  EXPECT_THAT(findings[0].cause_vi, HasSubstr("2021-12-15 – 2022-03-14"));
  EXPECT_THAT(findings[0].cause_vi, HasSubstr("2022-03-15 – 2022-04-14"));
  EXPECT_EQ(with_heading({kApril.first - 1, kApril.last}).front().difference(), -1);
}

}  // namespace
}  // namespace motcua::aggregator
