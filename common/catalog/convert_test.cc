#include "common/catalog/convert.h"

#include "common/testing/status.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedWith;

v1::Catalog Sample() {
  v1::Catalog catalog;
  catalog.set_revision(3);
  v1::Agency& agency = *catalog.add_agencies();
  agency.set_name("agencies/so-tu-phap");
  agency.set_display_name_vi("Sở Tư pháp");
  agency.set_level(v1::Agency::LEVEL_DEPARTMENT);
  agency.set_kind("department");
  agency.set_group_vi("Sở, ban, ngành");
  agency.set_list_order(4);
  agency.set_code("H50.07");
  agency.set_valid_from("2000-01-01");
  agency.set_has_site(true);
  v1::Procedure& procedure = *catalog.add_procedures();
  procedure.set_name("procedures/1.001122");
  procedure.set_version(1);
  procedure.set_display_name_vi("Cấp phiếu lý lịch tư pháp");
  procedure.set_field("ly-lich-tu-phap");
  procedure.set_agency("agencies/so-tu-phap");
  procedure.set_service_level(v1::Procedure::SERVICE_LEVEL_4);
  procedure.set_legal_time(10);
  procedure.set_legal_time_unit(v1::Procedure::LEGAL_TIME_UNIT_WORKING_DAY);
  procedure.set_online_legal_time(8);
  procedure.set_fee_dong(200000);
  procedure.set_charge_dong(15000);
  procedure.set_offered_at(v1::Agency::LEVEL_DISTRICT);
  v1::Component& component = *procedure.add_components();
  component.set_id("to-khai");
  component.set_display_name_vi("Tờ khai");
  component.set_optional(true);
  v1::CalendarDay& day = *catalog.add_calendar_days();
  day.set_date("2022-04-11");
  day.set_reason_vi("Giỗ Tổ Hùng Vương");
  day.set_source("Bộ luật Lao động 2019, Điều 112");
  v1::CalendarDay& half = *catalog.add_calendar_days();
  half.set_date("2022-04-12");
  half.set_working(true);
  half.set_half_day(v1::CalendarDay::HALF_DAY_AFTERNOON_OFF);
  v1::CalendarYear& year = *catalog.add_calendar_years();
  year.set_year(2022);
  year.set_source("Công văn 245/VPCP-KGVX");
  v1::FeeDiscount& discount = *catalog.add_fee_discounts();
  discount.set_name("feeDiscounts/truc-tuyen");
  discount.set_procedure("procedures/1.001122");
  discount.set_percent(50);
  discount.set_valid_from("2022-01-01");
  discount.set_valid_to("2022-12-31");
  discount.set_basis_vi("Nghị quyết của Hội đồng nhân dân tỉnh");
  return catalog;
}

// The field at fault after `change`, whatever the reason.
template <typename Change>
std::string FaultAfter(Change change) {
  v1::Catalog catalog = Sample();
  change(catalog);
  const auto built = FromProto(catalog);
  EXPECT_FALSE(built.ok());
  EXPECT_EQ(built.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(RefusalOf(built.status()).message_vi.empty());
  return RefusalOf(built.status()).field;
}

TEST(ConvertTest, ProtoAndBackIsTheSame) {
  const auto catalog = FromProto(Sample());
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->FindAgency("so-tu-phap")->code, "H50.07");
  EXPECT_EQ((*catalog)->ProcedureOn("1.001122", 19000)->agency, "so-tu-phap");
  const worktime::Calendar& calendar = *(*catalog)->calendar();
  EXPECT_EQ(calendar.KindOf(*ParseDay("2022-04-11")).value(), worktime::DayKind::kOff);
  EXPECT_EQ(calendar.KindOf(*ParseDay("2022-04-12")).value(), worktime::DayKind::kAfternoonOff);
  EXPECT_EQ((*catalog)->DiscountOn("1.001122", ParseDay("2022-03-15").value()), 50);
  EXPECT_EQ(ToProto(**catalog).SerializeAsString(), Sample().SerializeAsString());
}

TEST(ConvertTest, AgencyFaultsNameTheField) {
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->set_name("agencies/Sở"); }),
            "agencies[0].name");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->set_name("agencies/a.b"); }),
            "agencies[0].name");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->clear_display_name_vi(); }),
            "agencies[0].display_name_vi");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->clear_level(); }),
            "agencies[0].level");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) {
              c.mutable_agencies(0)->set_level(static_cast<v1::Agency::Level>(99));
            }),
            "agencies[0].level");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->set_code("H50-07"); }),
            "agencies[0].code");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->set_parent("so"); }),
            "agencies[0].parent");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_agencies(0)->set_valid_to("2022-02-30"); }),
            "agencies[0].valid_to");
}

TEST(ConvertTest, ProcedureFaultsNameTheField) {
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_version(0); }),
            "procedures[0].version");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_field(""); }),
            "procedures[0].field");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_legal_time(3651); }),
            "procedures[0].legal_time");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_online_legal_time(11); }),
            "procedures[0].online_legal_time");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->clear_legal_time_unit(); }),
            "procedures[0].legal_time_unit");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_same_day(true); }),
            "procedures[0].same_day");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_fee_dong(-1); }),
            "procedures[0].fee_dong");
  EXPECT_EQ(
      FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_fee_dong(1'000'000'000'001); }),
      "procedures[0].fee_dong");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_charge_dong(-1); }),
            "procedures[0].charge_dong");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) {
              c.mutable_procedures(0)->set_offered_at(static_cast<v1::Agency::Level>(99));
            }),
            "procedures[0].offered_at");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_agency("agencies/la"); }),
            "procedures[0].agency");
}

TEST(ConvertTest, CalendarFaultsNameTheField) {
  const auto day = [](v1::Catalog& c) { return c.mutable_calendar_days(1); };
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { day(c)->set_date(""); }), "calendar_days[1].date");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { day(c)->set_date("2023-01-02"); }),
            "calendar_days[1].date");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { day(c)->set_working(false); }),
            "calendar_days[1].half_day");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) {
              day(c)->set_half_day(static_cast<v1::CalendarDay::HalfDay>(9));
            }),
            "calendar_days[1].half_day");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { day(c)->set_reason_vi(std::string(256, 'a')); }),
            "calendar_days[1].reason_vi");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { day(c)->set_source(std::string(501, 'a')); }),
            "calendar_days[1].source");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.add_calendar_years()->set_year(2024); }),
            "calendar_years[0].year");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) {
              c.mutable_calendar_years(0)->set_source(std::string(501, 'a'));
            }),
            "calendar_years[0].source");
}

TEST(ConvertTest, ComponentFaultsNameTheField) {
  const auto first = [](v1::Catalog& c) -> v1::Component& {
    return *c.mutable_procedures(0)->mutable_components(0);
  };
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { first(c).set_id("Tờ khai"); }),
            "procedures[0].components[0].id");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { first(c).clear_display_name_vi(); }),
            "procedures[0].components[0].display_name_vi");
  EXPECT_EQ(
      FaultAfter([&](v1::Catalog& c) { *c.mutable_procedures(0)->add_components() = first(c); }),
      "procedures[0].components[1].id");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) {
              for (int i = 0; i < 100; ++i) c.mutable_procedures(0)->add_components();
            }),
            "procedures[0].components");
}

TEST(ConvertTest, DiscountFaultsNameTheField) {
  const auto discount = [](v1::Catalog& c) { return c.mutable_fee_discounts(0); };
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->set_name("feeDiscounts/a.b"); }),
            "fee_discounts[0].name");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->set_percent(0); }),
            "fee_discounts[0].percent");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->set_percent(101); }),
            "fee_discounts[0].percent");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->clear_valid_from(); }),
            "fee_discounts[0].valid_from");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->set_valid_to("2021-12-31"); }),
            "fee_discounts[0].valid_to");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->set_procedure("procedures/la"); }),
            "fee_discounts[0].procedure");
  EXPECT_EQ(FaultAfter([&](v1::Catalog& c) { discount(c)->set_basis_vi(std::string(256, 'a')); }),
            "fee_discounts[0].basis_vi");
}

TEST(ConvertTest, NamesAreKeptInNfc) {
  v1::Agency agency = Sample().agencies(0);
  agency.set_display_name_vi("So\xCC\x9B\xCC\x89");  // Sở, decomposed
  const auto read = AgencyFromProto(agency, "agency");
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->name_vi, "Sở");
}

TEST(ConvertTest, WholeIsCheckedToo) {
  v1::Catalog catalog = Sample();
  *catalog.add_agencies() = catalog.agencies(0);
  EXPECT_THAT(FromProto(catalog), RefusedWith("NAME_DUPLICATE"));
}

}  // namespace
}  // namespace motcua::catalog
