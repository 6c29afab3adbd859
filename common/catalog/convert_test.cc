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
  v1::CalendarDay& day = *catalog.add_calendar_days();
  day.set_date("2022-04-11");
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
  EXPECT_FALSE((*catalog)->calendar().IsWorkingDay(ParseDay("2022-04-11").value()));
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
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_procedures(0)->set_agency("agencies/la"); }),
            "procedures[0].agency");
  EXPECT_EQ(FaultAfter([](v1::Catalog& c) { c.mutable_calendar_days(0)->set_date(""); }),
            "calendar_days[0].date");
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
