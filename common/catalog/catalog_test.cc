#include "common/catalog/catalog.h"

#include <utility>

#include "common/testing/status.h"
#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Agency MakeAgency(const std::string& id, const std::string& parent = "", int list_order = 0) {
  Agency agency;
  agency.id = id;
  agency.name_vi = "Cơ quan " + id;
  agency.parent = parent;
  agency.list_order = list_order;
  return agency;
}

Procedure MakeProcedure(const std::string& id, int version, Day valid_from = kFirstDay) {
  Procedure procedure;
  procedure.id = id;
  procedure.version = version;
  procedure.valid_from = valid_from;
  return procedure;
}

absl::StatusOr<std::shared_ptr<const Catalog>> BuildAgencies(std::vector<Agency> agencies) {
  return Catalog::Build(1, std::move(agencies), {}, {});
}
absl::StatusOr<std::shared_ptr<const Catalog>> BuildProcedures(std::vector<Procedure> procedures) {
  return Catalog::Build(1, {}, std::move(procedures), {});
}

TEST(CatalogTest, AgenciesComeByListOrderThenId) {
  const auto catalog =
      BuildAgencies({MakeAgency("c", "", 2), MakeAgency("b", "", 1), MakeAgency("a", "", 2)});
  ASSERT_THAT(catalog, IsOk());
  std::vector<std::string> ids;
  for (const Agency& agency : (*catalog)->agencies()) ids.push_back(agency.id);
  EXPECT_THAT(ids, ElementsAre("b", "a", "c"));
  EXPECT_EQ((*catalog)->FindAgency("a")->name_vi, "Cơ quan a");
  EXPECT_EQ((*catalog)->FindAgency("d"), nullptr);
}

TEST(CatalogTest, SubtreeHoldsEverythingBelowAndAliases) {
  std::vector<Agency> agencies = {MakeAgency("huyen"), MakeAgency("xa", "huyen"),
                                  MakeAgency("to", "xa"), MakeAgency("so"), MakeAgency("ten-khac")};
  agencies[4].alias_of = "to";
  const auto catalog = BuildAgencies(agencies);
  ASSERT_THAT(catalog, IsOk());
  EXPECT_THAT((*catalog)->Subtree("huyen"), UnorderedElementsAre("huyen", "xa", "to", "ten-khac"));
  EXPECT_THAT((*catalog)->Subtree("so"), ElementsAre("so"));
  EXPECT_THAT((*catalog)->Subtree("la"), IsEmpty());
}

TEST(CatalogTest, AncestorAtDepthCountsFromTheProvince) {
  const auto catalog =
      BuildAgencies({MakeAgency("huyen"), MakeAgency("xa", "huyen"), MakeAgency("to", "xa")});
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->AncestorAtDepth("to", 1), "huyen");
  EXPECT_EQ((*catalog)->AncestorAtDepth("to", 2), "xa");
  EXPECT_EQ((*catalog)->AncestorAtDepth("to", 3), "to");
  EXPECT_EQ((*catalog)->AncestorAtDepth("huyen", 2), "huyen");
  EXPECT_EQ((*catalog)->AncestorAtDepth("to", 0), "to");
  EXPECT_EQ((*catalog)->AncestorAtDepth("la", 1), "la");
}

TEST(CatalogTest, CodesLeadToTheirAgency) {
  std::vector<Agency> agencies = {MakeAgency("a"), MakeAgency("b")};
  agencies[1].code = "H50.07";
  const auto catalog = BuildAgencies(agencies);
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->FindAgencyByCode("H50.07")->id, "b");
  EXPECT_EQ((*catalog)->FindAgencyByCode(""), nullptr);
}

TEST(CatalogTest, ProcedureVersionIsTheOneInForce) {
  const auto catalog = BuildProcedures(
      {MakeProcedure("p", 2, 19000), MakeProcedure("p", 1, 18000), MakeProcedure("q", 1)});
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->ProcedureOn("p", 17999), nullptr);
  EXPECT_EQ((*catalog)->ProcedureOn("p", 18999)->version, 1);
  EXPECT_EQ((*catalog)->ProcedureOn("p", 19000)->version, 2);
  EXPECT_EQ((*catalog)->ProcedureOn("la", 19000), nullptr);
  EXPECT_EQ((*catalog)->FindProcedure("p", 1)->valid_from, 18000);
  EXPECT_EQ((*catalog)->FindProcedure("p", 3), nullptr);
}

TEST(CatalogTest, HasACalendarIfYearsAreStated) {
  const auto without = Catalog::Build(7, {}, {});
  ASSERT_THAT(without, IsOk());
  EXPECT_EQ((*without)->revision(), 7);
  EXPECT_EQ((*without)->calendar(), nullptr);
  const auto with = Catalog::Build(8, {}, {}, worktime::PlainCalendar({"2022-04-11"}));
  ASSERT_THAT(with, IsOk());
  EXPECT_EQ((*with)->calendar()->KindOf(*ParseDay("2022-04-11")).value(), worktime::DayKind::kOff);
}

TEST(CatalogTest, RefusalNamesThePlaceInTheInput) {
  EXPECT_THAT(BuildAgencies({MakeAgency("b", "", 9), MakeAgency("a", "la")}),
              RefusedAt("PARENT_UNKNOWN", "agencies[1].parent"));
  EXPECT_THAT(BuildAgencies({MakeAgency("a"), MakeAgency("a")}),
              RefusedAt("NAME_DUPLICATE", "agencies[1].name"));
  EXPECT_THAT(BuildAgencies({MakeAgency("a", "b"), MakeAgency("b", "a")}),
              RefusedAt("TREE_CYCLE", "agencies[0].parent"));
  EXPECT_THAT(BuildAgencies({MakeAgency("a", "a")}), RefusedAt("TREE_CYCLE", "agencies[0].parent"));
}

TEST(CatalogTest, RefusesDuplicateCodesUnknownReferencesAndTurnedDates) {
  std::vector<Agency> agencies = {MakeAgency("a"), MakeAgency("b")};
  agencies[0].code = agencies[1].code = "H50.07";
  EXPECT_THAT(BuildAgencies(agencies), RefusedAt("CODE_DUPLICATE", "agencies[1].code"));
  agencies[1].code = "";
  agencies[1].area = "la";
  EXPECT_THAT(BuildAgencies(agencies), RefusedAt("AREA_UNKNOWN", "agencies[1].area"));
  agencies[1].area = "a";
  agencies[1].alias_of = "la";
  EXPECT_THAT(BuildAgencies(agencies), RefusedAt("ALIAS_UNKNOWN", "agencies[1].alias_of"));
  agencies[1].alias_of = "b";
  EXPECT_THAT(BuildAgencies(agencies), RefusedAt("ALIAS_INVALID", "agencies[1].alias_of"));
  agencies[1].alias_of = "a";
  agencies[1].valid_from = 100 + kFirstDay;
  agencies[1].valid_to = kFirstDay;
  EXPECT_THAT(BuildAgencies(agencies), RefusedAt("DATE_INVALID", "agencies[1].valid_to"));
}

TEST(CatalogTest, VersionsHaveNoGapsAndFollowInTime) {
  EXPECT_THAT(BuildProcedures({MakeProcedure("p", 3), MakeProcedure("p", 1)}),
              RefusedAt("VERSION_GAP", "procedures[0].version"));
  EXPECT_THAT(BuildProcedures({MakeProcedure("p", 2)}),
              RefusedAt("VERSION_GAP", "procedures[0].version"));
  EXPECT_THAT(BuildProcedures({MakeProcedure("p", 1), MakeProcedure("p", 1)}),
              RefusedAt("VERSION_DUPLICATE", "procedures[1].version"));
  EXPECT_THAT(BuildProcedures({MakeProcedure("p", 1, 18001), MakeProcedure("p", 2, 18000)}),
              RefusedAt("DATE_INVALID", "procedures[1].valid_from"));
  Procedure managed = MakeProcedure("p", 1);
  managed.agency = "la";
  EXPECT_THAT(BuildProcedures({managed}), RefusedAt("AGENCY_UNKNOWN", "procedures[0].agency"));
}

TEST(CatalogTest, RoutesLeadToKnownAgencies) {
  Procedure procedure = MakeProcedure("p", 1);
  procedure.route.resize(2);
  procedure.route[0].kind = "commune";
  procedure.route[1].agency = "la";
  EXPECT_THAT(BuildProcedures({procedure}),
              RefusedAt("AGENCY_UNKNOWN", "procedures[0].route[1].agency"));
  EXPECT_THAT(Catalog::Build(1, {MakeAgency("la")}, {procedure}), IsOk());
}

TEST(CatalogTest, ComponentsOfAVersionDiffer) {
  Procedure procedure = MakeProcedure("p", 1);
  procedure.components = {{"to-khai", "Tờ khai"}, {"giay-to", "Giấy tờ"}};
  EXPECT_THAT(BuildProcedures({procedure}), IsOk());
  procedure.components[1].id = "to-khai";
  EXPECT_THAT(BuildProcedures({procedure}),
              RefusedAt("COMPONENT_DUPLICATE", "procedures[0].components[1].id"));
}

FeeDiscount MakeDiscount(const std::string& id, const std::string& procedure, int percent) {
  FeeDiscount discount;
  discount.id = id;
  discount.procedure = procedure;
  discount.percent = percent;
  return discount;
}

absl::StatusOr<std::shared_ptr<const Catalog>> BuildDiscounts(std::vector<FeeDiscount> discounts) {
  return Catalog::Build(1, {}, {MakeProcedure("p", 1), MakeProcedure("q", 1)}, {},
                        std::move(discounts));
}

TEST(CatalogTest, HighestDiscountOfTheDayCounts) {
  std::vector<FeeDiscount> discounts = {MakeDiscount("moi-thu-tuc", "", 10),
                                        MakeDiscount("rieng", "p", 50)};
  discounts[1].valid_from = 19000;
  discounts[1].valid_to = 19010;
  const auto catalog = BuildDiscounts(discounts);
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->DiscountOn("p", 18999), 10);
  EXPECT_EQ((*catalog)->DiscountOn("p", 19000), 50);
  EXPECT_EQ((*catalog)->DiscountOn("p", 19010), 50);
  EXPECT_EQ((*catalog)->DiscountOn("p", 19011), 10);
  EXPECT_EQ((*catalog)->DiscountOn("q", 19005), 10);
  EXPECT_EQ((*BuildDiscounts({discounts[1]}))->DiscountOn("q", 19005), 0);
}

TEST(CatalogTest, DiscountsNameTheirFaults) {
  EXPECT_THAT(BuildDiscounts({MakeDiscount("a", "la", 10)}),
              RefusedAt("PROCEDURE_UNKNOWN", "fee_discounts[0].procedure"));
  EXPECT_THAT(BuildDiscounts({MakeDiscount("a", "", 10), MakeDiscount("a", "p", 10)}),
              RefusedAt("NAME_DUPLICATE", "fee_discounts[1].name"));
  FeeDiscount turned = MakeDiscount("a", "", 10);
  turned.valid_from = kLastDay;
  turned.valid_to = kFirstDay;
  EXPECT_THAT(BuildDiscounts({turned}), RefusedAt("DATE_INVALID", "fee_discounts[0].valid_to"));
}

TEST(CatalogTest, ProcedureIsOfferedWhereItSaysOrAtItsAgencysLevel) {
  std::vector<Procedure> procedures = {MakeProcedure("p", 1), MakeProcedure("q", 1),
                                       MakeProcedure("r", 1)};
  procedures[0].agency = procedures[1].agency = "huyen";
  procedures[1].offered_at = Level::kCommune;
  std::vector<Agency> agencies = {MakeAgency("huyen")};
  agencies[0].level = Level::kDistrict;
  const auto catalog = Catalog::Build(1, agencies, procedures, {});
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->OfferedAt(procedures[0]), Level::kDistrict);
  EXPECT_EQ((*catalog)->OfferedAt(procedures[1]), Level::kCommune);
  EXPECT_EQ((*catalog)->OfferedAt(procedures[2]), std::nullopt);
}

}  // namespace
}  // namespace motcua::catalog
