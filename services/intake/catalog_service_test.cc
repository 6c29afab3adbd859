#include "services/intake/catalog_poll.h"
#include "services/intake/catalog_store.h"
#include "services/intake/intake_fixture.h"

namespace motcua::intake {
namespace {

namespace proto = motcua::catalog::v1;
using Stub = proto::CatalogService::Stub;

class CatalogServiceTest : public IntakeTest {
 protected:
  proto::Catalog Catalog() {
    return CallOn(*intake_->catalog_stub, &Stub::GetCatalog, proto::GetCatalogRequest()).response;
  }
};

TEST_F(CatalogServiceTest, NothingIsFiledBeforeTheFirstCatalogue) {
  EXPECT_EQ(Catalog().revision(), 0);
  v1::FileDossierRequest request;
  *request.mutable_dossier() = SampleDossier();
  const auto refused = Call(&v1::IntakeService::Stub::FileDossier, request);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(refused.reason(), "CATALOG_MISSING");
}

TEST_F(CatalogServiceTest, UpdateMakesARevisionThatIsServedAndStored) {
  UpdateCatalog update = SampleUpdate();
  update.calendar.days = {DayOff("2022-04-11", "Giỗ Tổ Hùng Vương")};
  update.calendar.days.push_back(
      {DayAt("2022-04-12"), {worktime::DayKind::kMorningOff, "Mưa lũ", "Công văn 1/UBND"}});
  update.calendar.years[1].second = "Công văn 245/VPCP-KGVX";
  update.procedures[0].route = {SampleStep(1, "", {}), SampleStep(2, "so-y-te", {1}),
                                SampleStep(3, "", {1}), SampleStep(4, "so-tu-phap", {2, 3})};
  update.procedures[0].charge_dong = 8000;
  update.procedures[0].offered_at = catalog::Level::kCommune;
  update.procedures[0].components = {{"to-khai", "Tờ khai đăng ký khai sinh"},
                                     {"giay-chung-sinh", "Giấy chứng sinh", true}};
  update.discounts = {SampleDiscount("truc-tuyen", 50)};
  update.discounts[0].procedure = "khai-sinh";
  update.discounts[0].basis_vi = "Nghị quyết của Hội đồng nhân dân tỉnh";
  const auto updated = Update(update);
  ASSERT_TRUE(updated.ok()) << updated.status.error_message();
  EXPECT_EQ(updated.response.revision(), 1);
  const proto::Catalog catalog = Catalog();
  EXPECT_EQ(catalog.revision(), 1);
  EXPECT_EQ(catalog.agencies_size(), 4);
  EXPECT_EQ(catalog.procedures_size(), 2);
  EXPECT_EQ(catalog.calendar_days(0).reason_vi(), "Giỗ Tổ Hùng Vương");
  EXPECT_EQ(catalog.calendar_days(1).half_day(), proto::CalendarDay::HALF_DAY_MORNING_OFF);
  EXPECT_EQ(catalog.calendar_days(1).source(), "Công văn 1/UBND");
  EXPECT_EQ(catalog.calendar_years_size(), 7);
  EXPECT_EQ(catalog.calendar_years(1).source(), "Công văn 245/VPCP-KGVX");
  EXPECT_EQ(catalog.procedures(0).route(3).after_size(), 2);
  EXPECT_EQ(catalog.procedures(0).components(1).id(), "giay-chung-sinh");
  EXPECT_EQ(catalog.fee_discounts(0).percent(), 50);
  const v1::DossierEvent event = PayloadOf(Events().back());
  EXPECT_EQ(event.catalog_changed().revision(), 1);
  EXPECT_EQ(Events().back().event.subject, "catalog");

  sql::Connection connection(database_);
  EXPECT_EQ(ReadCatalog(connection)->message.SerializeAsString(), catalog.SerializeAsString());
}

TEST_F(CatalogServiceTest, TheHistoryOfAnAgencyIsServedAndStored) {
  UpdateCatalog update = SampleUpdate();
  const Day last = *ParseDay("2025-06-30");
  update.agencies[0].has_site = true;
  update.agencies[1].former_places = {{"", update.agencies[0].id, last - 9},
                                      {update.agencies[0].id, "", last}};
  catalog::Agency merged = update.agencies[0];
  merged.id = "moi";
  merged.code = "";
  merged.valid_from = last + 1;
  merged.formed_from = {update.agencies[0].id, update.agencies[1].id};
  update.agencies[0].valid_to = last;
  update.agencies[0].successor = "moi";
  update.agencies.push_back(merged);
  const auto updated = Update(update);
  ASSERT_TRUE(updated.ok()) << updated.status.error_message();
  sql::Connection connection(database_);
  const auto stored = ReadCatalog(connection);
  EXPECT_EQ(stored->message.SerializeAsString(), Catalog().SerializeAsString());
  const catalog::Catalog& catalog = *stored->catalog;
  EXPECT_EQ(*catalog.FindAgency("moi"), merged);
  EXPECT_EQ(*catalog.FindAgency(update.agencies[0].id), update.agencies[0]);
  EXPECT_EQ(*catalog.FindAgency(update.agencies[1].id), update.agencies[1]);

  UpdateCatalog endless;
  endless.agencies = {update.agencies[0]};
  endless.agencies[0].valid_to = kLastDay;
  EXPECT_EQ(Update(endless).field(), "agencies[0].valid_to");
  EXPECT_EQ(Update(endless).reason(), "FIELD_REQUIRED");
}

TEST_F(CatalogServiceTest, RevisionsGrowOneByOneAlsoAfterARestart) {
  EXPECT_EQ(Update(SampleUpdate()).response.revision(), 1);
  intake_.reset();
  intake_.emplace(database_, clock_.clock());
  // The board is still empty: the decision reads the stored catalogue.
  UpdateCatalog update;
  update.agencies = {SampleAgency("so-xay-dung", "H50.20")};
  EXPECT_EQ(Update(update).response.revision(), 2);
  EXPECT_EQ(Catalog().agencies_size(), 5);
}

TEST_F(CatalogServiceTest, SameRequestIdGivesTheSameRevision) {
  proto::UpdateCatalogRequest request;
  request.set_request_id("c1");
  *request.add_agencies() = motcua::catalog::ToProto(SampleAgency("so-y-te", "H50.15"));
  const auto first = CallOn(*intake_->catalog_stub, &Stub::UpdateCatalog, request);
  const auto again = CallOn(*intake_->catalog_stub, &Stub::UpdateCatalog, request);
  EXPECT_EQ(first.response.revision(), 1);
  EXPECT_EQ(again.response.revision(), 1);
  EXPECT_EQ(Events().size(), 1u);
}

TEST_F(CatalogServiceTest, ProcedureVersionIsFixed) {
  Update(SampleUpdate());
  UpdateCatalog update;
  update.procedures = {SampleUpdate().procedures[0]};
  update.procedures[0].legal_time = 9;
  const auto refused = Update(update);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(refused.reason(), "PROCEDURE_VERSION_FIXED");
  EXPECT_EQ(Catalog().revision(), 1);
}

TEST_F(CatalogServiceTest, BadElementIsNamedAndNothingStored) {
  UpdateCatalog update = SampleUpdate();
  update.agencies[3].parent = "so-la";
  const auto refused = Update(update);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(refused.field(), "agencies[3].parent");
  EXPECT_EQ(refused.reason(), "PARENT_UNKNOWN");
  update = SampleUpdate();
  update.procedures[1].route = {SampleStep(1, "so-la", {})};
  EXPECT_EQ(Update(update).field(), "procedures[1].route[0].agency");
  update = SampleUpdate();
  update.calendar.days = {DayOff("2030-01-01", "Tết Dương lịch")};
  EXPECT_EQ(Update(update).field(), "calendar_days[0].date");
  update = SampleUpdate();
  update.calendar.years.erase(update.calendar.years.begin() + 3);
  EXPECT_EQ(Update(update).field(), "calendar_years[2].year");
  update = SampleUpdate();
  update.discounts = {SampleDiscount("truc-tuyen", 101)};
  EXPECT_EQ(Update(update).field(), "fee_discounts[0].percent");
  EXPECT_EQ(Update(UpdateCatalog()).field(), "agencies") << "an empty update is refused";
  EXPECT_EQ(CountRows("catalog_agency"), 0);
}

TEST_F(CatalogServiceTest, DossiersAreDecidedUnderTheNewestRevision) {
  Update(SampleUpdate());
  EXPECT_EQ(Receive().due_date(), "2022-03-22");
  UpdateCatalog update;
  update.calendar.days = {DayOff("2022-03-16", "Ngày nghỉ")};
  Update(update);
  EXPECT_EQ(Receive().due_date(), "2022-03-23");
}

TEST_F(CatalogServiceTest, NoDueDateIsGuessedInAYearTheCalendarLacks) {
  UpdateCatalog update = SampleUpdate();
  update.calendar.years.resize(1);  // 2021; now is 2022
  ASSERT_TRUE(Update(update).ok());
  v1::ReceiveDossierRequest request;
  *request.mutable_dossier() = SampleDossier();
  const auto refused = Call(&v1::IntakeService::Stub::ReceiveDossier, request);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(refused.reason(), "CALENDAR_YEAR_MISSING");
  EXPECT_EQ(refused.status.error_message(), "the calendar does not cover the year 2022");
  EXPECT_EQ(testing::DetailsOf(refused.status).message_vi,
            "Lịch làm việc chưa có dữ liệu năm 2022");
  const v1::Dossier filed = File();
  v1::AcceptDossierRequest accept;
  accept.set_name(filed.name());
  EXPECT_EQ(Call(&v1::IntakeService::Stub::AcceptDossier, accept).reason(),
            "CALENDAR_YEAR_MISSING");

  UpdateCatalog more;
  more.calendar.years = {{2022, ""}};
  ASSERT_TRUE(Update(more).ok());
  EXPECT_EQ(Call(&v1::IntakeService::Stub::AcceptDossier, accept).response.due_date(),
            "2022-03-22");
}

TEST_F(CatalogServiceTest, ReceiptTellsFeeAndChargeWithoutTheDiscount) {
  UpdateCatalog update = SampleUpdate();
  update.procedures.push_back(SampleProcedure("cap-phep", 1, 5));
  update.procedures.back().charge_dong = 9000;
  update.discounts = {SampleDiscount("truc-tuyen", 10)};
  ASSERT_TRUE(Update(update).ok());
  v1::Dossier dossier = SampleDossier();
  dossier.set_procedure("procedures/cap-phep");
  Receive(dossier);
  const v1::DossierEvent event = PayloadOf(Events().back());
  EXPECT_EQ(event.received().fee_dong(), 45000);
  EXPECT_EQ(event.received().charge_dong(), 8100);
  EXPECT_EQ(event.received().discount_percent(), 10);
}

TEST_F(CatalogServiceTest, WatchSendsEachNewRevisionWhole) {
  Update(SampleUpdate());
  const auto context = rpc::ContextFor(absl::Seconds(20));
  const auto stream =
      intake_->catalog_stub->WatchCatalog(context.get(), proto::WatchCatalogRequest());
  proto::WatchCatalogResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.part().revision(), 1);
  EXPECT_TRUE(response.end_of_revision());
  EXPECT_EQ(response.part().agencies_size(), 4);

  UpdateCatalog many;
  for (int i = 0; i < 1500; ++i) {
    many.procedures.push_back(SampleProcedure(absl::StrCat("thu-tuc-", i), 1, 3));
  }
  EXPECT_EQ(Update(many).response.revision(), 2);
  proto::Catalog whole;
  int parts = 0;
  do {
    ASSERT_TRUE(stream->Read(&response));
    whole.MergeFrom(response.part());
    ++parts;
  } while (!response.end_of_revision());
  EXPECT_EQ(parts, 2);
  EXPECT_EQ(whole.SerializeAsString(), Catalog().SerializeAsString());
  context->TryCancel();
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(CatalogServiceTest, PartsOfLongElementsAreSmall) {
  UpdateCatalog update;
  for (int i = 0; i < 60; ++i) {
    update.procedures.push_back(SampleProcedure(absl::StrCat("thu-tuc-", i), 1, 3));
    for (int j = 0; j < 100; ++j) {
      update.procedures.back().components.push_back(
          {absl::StrCat("giay-", j), std::string(500, 'a')});
    }
  }
  const auto published = MakePublished(*Decide(nullptr, update));
  EXPECT_GT(published->parts.size(), 1u);
  int procedures = 0;
  for (const auto& part : published->parts) {
    procedures += part.part().procedures_size();
    EXPECT_LT(part.ByteSizeLong(), 2u << 20);
  }
  EXPECT_EQ(procedures, 60);
}

TEST_F(CatalogServiceTest, AnotherInstanceSeesTheChange) {
  Instance other(database_, clock_.clock());
  const CatalogPoll poll(other.reads, other.board);
  Update(SampleUpdate());
  const absl::Time limit = absl::Now() + absl::Minutes(2);
  while (other.board.revision() != 1 && absl::Now() < limit) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_EQ(other.board.revision(), 1);
}

}  // namespace
}  // namespace motcua::intake
