#include "services/intake/domain/update_catalog.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/intake/domain/sample_catalog.h"

namespace motcua::intake {
namespace {

using testing::IsOk;
using testing::RefusedAt;

TEST(UpdateCatalogTest, EachUpdateMakesARevisionAndRemovesNothing) {
  const auto first = SampleCatalog();
  EXPECT_EQ(first->revision(), 1);
  UpdateCatalog update;
  update.agencies = {SampleAgency("so-xay-dung", "H50.20")};
  update.calendar.days = {DayOff("2022-04-11", "Giỗ Tổ Hùng Vương")};
  const auto second = Decide(first.get(), update);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ((*second)->revision(), 2);
  EXPECT_EQ((*second)->agencies().size(), first->agencies().size() + 1);
  EXPECT_EQ((*second)->procedures().size(), first->procedures().size());
  EXPECT_EQ((*second)->calendar()->KindOf(DayAt("2022-04-11")).value(), worktime::DayKind::kOff);
  EXPECT_EQ(first->calendar()->KindOf(DayAt("2022-04-11")).value(), worktime::DayKind::kWorking)
      << "revisions are immutable";
}

TEST(UpdateCatalogTest, AgencyIsReplacedById) {
  UpdateCatalog update;
  update.agencies = {SampleAgency("so-y-te", "H50.16")};
  const auto next = Decide(SampleCatalog().get(), update);
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ((*next)->FindAgency("so-y-te")->code, "H50.16");
  EXPECT_EQ((*next)->FindAgencyByCode("H50.15"), nullptr);
}

TEST(UpdateCatalogTest, VersionThatExistsIsFixed) {
  UpdateCatalog update;
  update.procedures = {SampleUpdate().procedures[0]};
  EXPECT_THAT(Decide(SampleCatalog().get(), update), IsOk()) << "the same again changes nothing";
  update.procedures[0].components = {{"to-khai", "Tờ khai"}};
  EXPECT_THAT(Decide(SampleCatalog().get(), update),
              RefusedAt("PROCEDURE_VERSION_FIXED", "procedures[0]"));
  update.procedures[0].components.clear();
  update.procedures[0].legal_time = 6;
  EXPECT_THAT(Decide(SampleCatalog().get(), update),
              RefusedAt("PROCEDURE_VERSION_FIXED", "procedures[0]"));
}

TEST(UpdateCatalogTest, DiscountIsReplacedByIdAndTheOthersStay) {
  UpdateCatalog update;
  update.discounts = {SampleDiscount("truc-tuyen", 20), SampleDiscount("tet", 30)};
  const auto first = Decide(SampleCatalog().get(), update);
  ASSERT_THAT(first, IsOk());
  update.discounts = {SampleDiscount("tet", 10)};
  const auto second = Decide(first->get(), update);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ((*first)->DiscountOn("khai-sinh", DayAt("2022-03-15")), 30);
  EXPECT_EQ((*second)->DiscountOn("khai-sinh", DayAt("2022-03-15")), 20);
  EXPECT_EQ((*second)->discounts().size(), 2u);
}

TEST(UpdateCatalogTest, ErrorsNameTheElementOfTheRequest) {
  const auto catalog = SampleCatalog();
  UpdateCatalog update;
  update.agencies = {SampleAgency("a", "H50.21"), SampleAgency("b", "H50.12")};
  EXPECT_THAT(Decide(catalog.get(), update), RefusedAt("CODE_DUPLICATE", "agencies[1].code"));
  update.agencies[1] = SampleAgency("b", "H50.22");
  update.agencies[1].parent = "c";
  EXPECT_THAT(Decide(catalog.get(), update), RefusedAt("PARENT_UNKNOWN", "agencies[1].parent"));
  update.agencies[1].parent = "a";
  update.agencies[0].parent = "b";
  EXPECT_THAT(Decide(catalog.get(), update), RefusedAt("TREE_CYCLE", "agencies[0].parent"));
  update = {};
  update.procedures = {SampleProcedure("khai-sinh", 4, 5)};
  EXPECT_THAT(Decide(catalog.get(), update), RefusedAt("VERSION_GAP", "procedures[0].version"));
  update = {};
  update.discounts = {SampleDiscount("truc-tuyen", 20)};
  update.discounts[0].procedure = "la";
  EXPECT_THAT(Decide(catalog.get(), update),
              RefusedAt("PROCEDURE_UNKNOWN", "fee_discounts[0].procedure"));
}

TEST(UpdateCatalogTest, CodesMayChangeHandsInOneUpdate) {
  UpdateCatalog update;
  update.agencies = {SampleAgency("so-tu-phap", "H50.15"), SampleAgency("so-y-te", "H50.12")};
  const auto next = Decide(SampleCatalog().get(), update);
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ((*next)->FindAgencyByCode("H50.12")->id, "so-y-te");
}

}  // namespace
}  // namespace motcua::intake
