#include "services/aggregator/reported/service.h"

#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "services/aggregator/reported/reported_fixture.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::DetailsOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using ReportedServiceTest = ReportedTest;

TEST_F(ReportedServiceTest, AnsweredNumbersStandInTheTables) {
  v1::Import import;
  for (int visits = 1; visits <= 30; ++visits) {
    ASSERT_TRUE(Import(Document("bieu-14", visits), &import).ok());
    ASSERT_EQ(Visits(), visits);
  }
  EXPECT_EQ(import.name(), "imports/bieu-14");
  EXPECT_EQ(import.document_vi(), "Báo cáo quý I/2022, biểu 14");
  EXPECT_EQ(import.organisation(), "test");
  EXPECT_EQ(import.count_size(), 1);
  EXPECT_FALSE(import.withdrawn());
}

TEST_F(ReportedServiceTest, ARetryIsAnsweredOnce) {
  v1::ImportCountsRequest request = Document("bieu-14", 5);
  request.set_request_id("retry");
  v1::Import first;
  v1::Import second;
  ASSERT_TRUE(Import(request, &first).ok());
  ASSERT_TRUE(Import(request, &second).ok());
  EXPECT_EQ(second.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(process_->journal().durable().sequence, 1);
  AddVisits(request, "cuc-thue", 1);
  EXPECT_EQ(DetailsOf(Import(request, &second)).reason, "REQUEST_ID_REUSED");
  EXPECT_EQ(Visits("cuc-thue"), 0);
}

TEST_F(ReportedServiceTest, WithdrawnNumbersNoLongerCount) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("bieu-14", 5), &import).ok());
  v1::WithdrawImportRequest request;
  request.set_name("imports/bieu-14");
  request.set_etag(import.etag());
  ASSERT_TRUE(Withdraw(request, &import).ok());
  EXPECT_TRUE(import.withdrawn());
  EXPECT_EQ(Visits(), 0);
  EXPECT_EQ(List().imports(0).SerializeAsString(), import.SerializeAsString());
  EXPECT_EQ(DetailsOf(Withdraw(request, &import)).reason, "ETAG_MISMATCH");
  request.set_name("imports/bieu-15");
  EXPECT_EQ(DetailsOf(Withdraw(request, &import)).reason, "IMPORT_NOT_FOUND");
}

TEST_F(ReportedServiceTest, NothingButTheListKeepsWhatIsWithdrawn) {
  v1::Import import;
  v1::ImportCountsRequest document = Document("bieu-14", 5);
  AddVisits(document, "cuc-thue", 7);
  ASSERT_TRUE(Import(document, &import).ok());
  v1::WithdrawImportRequest request;
  request.set_name("imports/bieu-14");
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(Withdraw(request, &import).ok());
    EXPECT_EQ(import.count_size(), 2);
    EXPECT_EQ(List().imports(0).count_size(), 2);
    process_->knowledge().Read([](const Facts& facts) {
      EXPECT_TRUE(facts.imports.at("bieu-14")->withdrawn);
      EXPECT_TRUE(facts.imports.at("bieu-14")->document.counts.values().empty());
    });
    Restart();
  }
  ASSERT_TRUE(Import(Document("bieu-14", 6), &import).ok());
  EXPECT_EQ(Visits(), 6);
  EXPECT_EQ(Visits("cuc-thue"), 0);
  sql::Connection connection(database_);
  EXPECT_TRUE(statistics::Recount(connection, kImportCounterVersion, CountAllImports));
}

TEST_F(ReportedServiceTest, WithdrawingNeedsNoCatalogue) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("bieu-14", 5), &import).ok());
  process_->knowledge().SetCatalog(nullptr);
  EXPECT_EQ(DetailsOf(Import(Document("bieu-14", 6), &import)).reason, "CATALOG_MISSING");
  v1::WithdrawImportRequest request;
  request.set_name("imports/bieu-14");
  ASSERT_TRUE(Withdraw(request, &import).ok());
  EXPECT_EQ(Visits(), 0);
}

TEST_F(ReportedServiceTest, ListsPageByName) {
  v1::Import import;
  for (const std::string id : {"c", "a", "b"}) ASSERT_TRUE(Import(Document(id, 1), &import).ok());
  EXPECT_EQ(Visits(), 3);
  const v1::ListImportsResponse first = List(2);
  ASSERT_EQ(first.imports_size(), 2);
  EXPECT_EQ(first.imports(0).name(), "imports/a");
  const v1::ListImportsResponse second = List(2, first.next_page_token());
  ASSERT_EQ(second.imports_size(), 1);
  EXPECT_EQ(second.imports(0).name(), "imports/c");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(ReportedServiceTest, ARestartKnowsWhatWasAcknowledged) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("bieu-14", 5), &import).ok());
  // As after a crash between COMMIT and the cells' arrival.
  sql::Connection(database_).Execute("DELETE FROM received_source");
  sql::Connection(database_).Execute("DELETE FROM received_cell");
  Restart();
  EXPECT_EQ(Visits(), 5);
  ASSERT_TRUE(Import(Document("bieu-14", 6), &import).ok());
  EXPECT_EQ(Visits(), 6);
}

TEST_F(ReportedServiceTest, WaitersAreToldWhenTheCellsCannotBeApplied) {
  sql::Connection connection(database_);
  connection.Execute("RENAME TABLE received_source TO received_elsewhere");
  v1::ImportCountsRequest request = Document("bieu-14", 5);
  request.set_request_id("again");
  v1::Import import;
  EXPECT_EQ(DetailsOf(Import(request, &import)).reason, "NOT_COUNTED_YET");
  connection.Execute("RENAME TABLE received_elsewhere TO received_source");
  ASSERT_TRUE(Import(request, &import).ok());
  EXPECT_EQ(Visits(), 5);
}

TEST_F(ReportedServiceTest, TheLogTellsWhatWasSaidButNoFreeText) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("bieu-14", 5), &import).ok());
  sql::Connection connection(database_);
  const std::vector<journal::StoredEvent> events = journal::ReadEvents(connection, 0, 1, 10);
  ASSERT_EQ(events.size(), 1u);
  v1::ImportEvent event;
  ASSERT_TRUE(event.ParseFromString(events[0].event.payload));
  EXPECT_EQ(event.imported().counts(0).agency(), "agencies/so-tu-phap");
  EXPECT_EQ(event.imported().counts(0).day(), "2022-03-31");
  EXPECT_EQ(event.imported().counts(0).value(), 5);
  EXPECT_THAT(events[0].event.payload, Not(HasSubstr("biểu")));
}

TEST_F(ReportedServiceTest, ContributorsAreTheImports) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("a", 5), &import).ok());
  ASSERT_TRUE(Import(Document("b", 7), &import).ok());
  ASSERT_TRUE(Import(Document("c", 9), &import).ok());
  v1::WithdrawImportRequest withdraw;
  withdraw.set_name("imports/b");
  ASSERT_TRUE(Withdraw(withdraw, &import).ok());
  statistics::v1::Leaf leaf;
  leaf.set_kind(statistics::v1::Leaf::KIND_FLOW);
  leaf.add_add(statistics::v1::COUNTER_SITE_VISITS);
  leaf.set_first_day(kApril.first);
  leaf.set_last_day(kApril.last);
  leaf.add_agencies("so-tu-phap");
  const auto page = process_->cells().contributors(leaf, 1, "");
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->contributors_size(), 1);
  EXPECT_EQ(page->contributors(0).dossier(), "imports/a");
  EXPECT_EQ(page->contributors(0).value(), 5);
  const auto rest = process_->cells().contributors(leaf, 100, page->next_page_token());
  ASSERT_EQ(rest->contributors_size(), 1);
  EXPECT_EQ(rest->contributors(0).dossier(), "imports/c");
}

TEST_F(ReportedServiceTest, TablesTellWhereReportedNumbersStand) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("a", 5), &import).ok());
  ASSERT_TRUE(Import(Document("a", 6), &import).ok());
  Restart();
  process_->knowledge().Read([&](const Facts& facts) {
    EXPECT_EQ(facts.imports.at("a")->version, 2);
    EXPECT_EQ(facts.imports.at("a")->document.counts.values().begin()->second, 6);
    EXPECT_EQ(facts.imports.at("a")->extent, ExtentOf(facts.imports.at("a")->document.counts));
  });
}

TEST_F(ReportedServiceTest, ARecountGivesTheSame) {
  v1::Import import;
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(Import(Document("n" + std::to_string(i), i + 1), &import).ok());
  }
  sql::Connection connection(database_);
  EXPECT_TRUE(statistics::Recount(connection, kImportCounterVersion, CountAllImports));
}

}  // namespace
}  // namespace motcua::aggregator
