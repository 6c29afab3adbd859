#include "services/aggregator/tables/rows.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using catalog::Level;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// Two districts with communes, whose places in the list are mixed; a district has a second name.
std::shared_ptr<const catalog::Catalog> Districts() {
  std::vector<catalog::Agency> agencies = {
      SampleAgency("so-tu-phap", Level::kDepartment, 1, "Sở"),
      SampleAgency("so-y-te", Level::kDepartment, 2, "Sở"),
      SampleAgency("huyen-b", Level::kDistrict, 3, "Huyện"),
      SampleAgency("huyen-a", Level::kDistrict, 4, "Huyện"),
      SampleAgency("huyen-a-cu", Level::kDistrict, 5, "Huyện", "huyen-a"),
      SampleAgency("xa-a1", Level::kCommune, 6, "Xã", "huyen-a"),
      SampleAgency("xa-b1", Level::kCommune, 7, "Xã", "huyen-b"),
      SampleAgency("phuong-a2", Level::kCommune, 8, "Phường", "huyen-a")};
  agencies[4].alias_of = "huyen-a";
  agencies[4].parent = "";
  return *catalog::Catalog::Build(1, std::move(agencies), {}, {});
}

v1::TableDefinition Table(const std::string& text) {
  v1::TableDefinition definition;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &definition));
  return definition;
}

Rows RowsFor(const std::string& text) {
  Rows rows = RowsOf(Table(text), *Districts(), kApril.last);
  EXPECT_EQ(rows.back().id, kTotal);
  return rows;
}

// Id and heading of each row but the total.
std::vector<std::pair<std::string, std::string>> Headings(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> headings;
  for (const RowSpec& row : RowsFor(text)) headings.emplace_back(row.id, row.group_vi);
  headings.pop_back();
  return headings;
}

TEST(RowsTest, WhatLiesBelowIsCountedWithoutTheAgencyItself) {
  const Rows rows = RowsFor("rows { levels: LEVEL_DISTRICT scope: SCOPE_BELOW }");
  EXPECT_THAT(rows[0].scope.agencies, ElementsAre("xa-b1"));
  EXPECT_THAT(rows[1].scope.agencies, ElementsAre("xa-a1", "phuong-a2"));  // nor its other name
  const Rows communes = RowsFor("rows { levels: LEVEL_COMMUNE scope: SCOPE_BELOW }");
  EXPECT_THAT(communes[0].scope.agencies, IsEmpty());
  EXPECT_FALSE(communes[0].scope.whole);
}

TEST(RowsTest, WhatLiesBelowBothIsInsideAnother) {
  const Rows rows = RowsFor("rows { levels: [LEVEL_DISTRICT, LEVEL_COMMUNE] scope: SCOPE_BELOW }");
  for (const RowSpec& row : rows) {
    EXPECT_EQ(row.inside_another, row.group_vi == "Xã" || row.group_vi == "Phường") << row.id;
  }
}

TEST(RowsTest, CommunesMayStandUnderTheirDistrict) {
  EXPECT_THAT(Headings("rows { levels: LEVEL_COMMUNE scope: SCOPE_OWN grouping: GROUPING_PARENT }"),
              ElementsAre(Pair("xa-b1", "Đơn vị huyen-b"), Pair("xa-a1", "Đơn vị huyen-a"),
                          Pair("phuong-a2", "Đơn vị huyen-a")));
  EXPECT_THAT(
      Headings("rows { levels: LEVEL_DEPARTMENT scope: SCOPE_OWN grouping: GROUPING_PARENT }"),
      ElementsAre(Pair("so-tu-phap", ""), Pair("so-y-te", "")));
}

TEST(RowsTest, DistrictsOfOneNameAreTwoHeadings) {
  std::vector<catalog::Agency> agencies = {
      SampleAgency("huyen-a", Level::kDistrict, 1, "Huyện"),
      SampleAgency("huyen-b", Level::kDistrict, 2, "Huyện"),
      SampleAgency("xa-a", Level::kCommune, 3, "Xã", "huyen-a"),
      SampleAgency("xa-b", Level::kCommune, 4, "Xã", "huyen-b")};
  agencies[0].name_vi = agencies[1].name_vi = "Huyện Châu Thành";
  const auto catalog = *catalog::Catalog::Build(1, std::move(agencies), {}, {});
  const Rows rows =
      RowsOf(Table("rows { levels: LEVEL_COMMUNE scope: SCOPE_OWN grouping: GROUPING_PARENT }"),
             *catalog, kApril.last);
  EXPECT_EQ(rows[0].group_vi, rows[1].group_vi);
  EXPECT_NE(rows[0].group, rows[1].group);
}

TEST(RowsTest, OrUnderNothing) {
  EXPECT_THAT(Headings("rows { levels: LEVEL_COMMUNE scope: SCOPE_OWN grouping: GROUPING_NONE }"),
              ElementsAre(Pair("xa-a1", ""), Pair("xa-b1", ""), Pair("phuong-a2", "")));
}

TEST(RowsTest, OnlySomeHeadingsMayBeListed) {
  EXPECT_THAT(
      Headings("rows { levels: [LEVEL_DEPARTMENT, LEVEL_COMMUNE] scope: SCOPE_OWN "
               "groups: [\"Sở\", \"Phường\"] }"),
      ElementsAre(Pair("so-tu-phap", "Sở"), Pair("so-y-te", "Sở"), Pair("phuong-a2", "Phường")));
}

constexpr char kSets[] = R"(rows {
  sets { id: "huyen" label_vi: "Cấp huyện" agencies { levels: LEVEL_DISTRICT with_below: true } }
  sets { id: "ca-tinh" label_vi: "Cả tỉnh" }
  sets { id: "xa" label_vi: "Cấp xã" agencies { levels: LEVEL_COMMUNE } }
})";

TEST(RowsTest, ASetCountsItsAgenciesTogether) {
  const Rows rows = RowsFor(kSets);
  EXPECT_EQ(rows[0].id, "huyen");
  EXPECT_EQ(rows[0].label_vi, "Cấp huyện");
  EXPECT_THAT(rows[0].scope.agencies,
              ElementsAre("huyen-b", "huyen-a", "huyen-a-cu", "xa-a1", "xa-b1", "phuong-a2"));
  EXPECT_TRUE(rows[1].scope.whole);
  EXPECT_THAT(rows[2].scope.agencies, ElementsAre("xa-a1", "xa-b1", "phuong-a2"));
}

TEST(RowsTest, ASetInsideAnotherIsNotCountedTwice) {
  const Rows rows = RowsFor(kSets);
  EXPECT_TRUE(rows[0].inside_another);
  EXPECT_FALSE(rows[1].inside_another);
  EXPECT_TRUE(rows[2].inside_another);
}

TEST(RowsTest, OfEqualSetsTheFirstCounts) {
  const Rows rows = RowsFor(R"(rows {
      sets { id: "a" label_vi: "A" agencies { levels: LEVEL_COMMUNE } }
      sets { id: "b" label_vi: "B" agencies { levels: LEVEL_COMMUNE } } })");
  EXPECT_FALSE(rows[0].inside_another);
  EXPECT_TRUE(rows[1].inside_another);
}

TEST(RowsTest, SetsThatMeetPartlyHaveNoSum) {
  const Rows rows = RowsFor(R"(rows {
      sets { id: "a" label_vi: "A" agencies { levels: [LEVEL_DISTRICT, LEVEL_DEPARTMENT] } }
      sets { id: "b" label_vi: "B" agencies { levels: [LEVEL_COMMUNE, LEVEL_DISTRICT] } } })");
  EXPECT_TRUE(rows[0].inside_another);
  EXPECT_TRUE(rows[1].inside_another);
}

TEST(RowsTest, ATotalOfSetsIsThatOfTheirAgencies) {
  const Rows some = RowsFor(R"(rows {
      sets { id: "a" label_vi: "A" agencies { levels: LEVEL_COMMUNE } } }
      total_scope: TOTAL_SCOPE_ROWS)");
  EXPECT_THAT(some.back().scope.agencies, ElementsAre("phuong-a2", "xa-a1", "xa-b1"));
  EXPECT_FALSE(some.back().scope.whole);
  EXPECT_TRUE(RowsFor(std::string(kSets) + "total_scope: TOTAL_SCOPE_ROWS").back().scope.whole);
}

TEST(RowsTest, RowsAreMadeOnceForACatalogueAndADay) {
  RowCache cache;
  const v1::TableDefinition definition = Table(kSets);
  const auto catalog = Districts();
  const auto rows = cache.Of(definition, catalog, kApril.last);
  EXPECT_EQ(cache.Of(definition, catalog, kApril.last), rows);
  EXPECT_NE(cache.Of(definition, catalog, kApril.first), rows);
  EXPECT_NE(cache.Of(definition, Districts(), kApril.last), rows);
}

}  // namespace
}  // namespace motcua::aggregator
