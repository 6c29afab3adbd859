#include "services/aggregator/closing/service.h"

#include <thread>

#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "services/aggregator/answers/tables.h"
#include "services/aggregator/closing/check.h"
#include "services/aggregator/closing/close.h"
#include "services/aggregator/closing/closing_fixture.h"
#include "services/aggregator/closing/pages.h"

namespace motcua::aggregator {
namespace {

using testing::DetailsOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;

using SnapshotServiceTest = ClosingTest;

const v1::Row* RowOf(const v1::Table& table, const std::string& id) {
  for (const v1::Row& row : table.rows()) {
    if (row.id() == id) return &row;
  }
  return nullptr;
}

// Received in the period by one agency, as the facts of a snapshot have it.
std::int64_t ReceivedAt(const WholeSnapshot& snapshot, const std::string& agency) {
  std::int64_t sum = 0;
  for (const v1::SnapshotFacts& page : snapshot.fact_pages) {
    for (const v1::SnapshotFact& fact : page.facts()) {
      if (fact.agency() == agency) sum += fact.flow();
    }
  }
  return sum;
}

TEST_F(SnapshotServiceTest, AClosedPeriodSaysAllItRestsOn) {
  const v1::Snapshot snapshot = Closed(April());
  EXPECT_EQ(snapshot.name(), kAprilName);
  EXPECT_EQ(snapshot.province(), "quang-tri");
  EXPECT_EQ(snapshot.number(), 1);
  EXPECT_FALSE(snapshot.provisional());
  EXPECT_EQ(snapshot.supersedes(), "");
  EXPECT_EQ(snapshot.catalog_revision(), 3);
  EXPECT_THAT(snapshot.sources(), SizeIs(4));
  EXPECT_EQ(snapshot.sources(1).source(), "processing");
  EXPECT_THAT(snapshot.sources(1).cells_digest(), SizeIs(16));
  EXPECT_EQ(snapshot.definitions_size(), std::ssize(Shipped().InForce(kApril.last)));
  EXPECT_EQ(snapshot.fact_count(), 2);
  EXPECT_FALSE(snapshot.has_difference());
}

TEST_F(SnapshotServiceTest, ItsTablesAreThoseOfTheReport) {
  Closed(April());
  v1::GetSnapshotRequest request;
  request.set_name(kAprilName);
  v1::GetSnapshotResponse response;
  ASSERT_TRUE(Call(&v1::SnapshotService::Stub::GetSnapshot, request, &response).ok());
  v1::GetReportRequest report_request;
  *report_request.mutable_period() = April().period();
  v1::Report report;
  ASSERT_THAT(AnswerReport(process_->basis(), report_request, report), IsOk());
  ASSERT_EQ(response.content().tables_size(), report.tables_size());
  for (int i = 0; i < report.tables_size(); ++i) {
    EXPECT_EQ(response.content().tables(i).SerializeAsString(),
              report.tables(i).SerializeAsString());
  }
  EXPECT_EQ(response.content().findings_size(), report.findings_size());
}

TEST_F(SnapshotServiceTest, WhatComesLateGoesToTheNextOne) {
  Closed(April());
  const std::string before = FileOf(kAprilName);
  Receive("so-tu-phap", 8, kApril.last);
  Tell("processing");
  EXPECT_EQ(FileOf(kAprilName), before);
  EXPECT_EQ(ReceivedAt(*Read(kAprilName), "so-tu-phap"), 5);

  const v1::Snapshot restated = Closed(Restatement());
  EXPECT_EQ(restated.number(), 2);
  EXPECT_EQ(restated.supersedes(), kAprilName);
  EXPECT_EQ(ReceivedAt(*Read(restated.name()), "so-tu-phap"), 13);
  ASSERT_THAT(restated.difference().restated(), SizeIs(1));
  EXPECT_EQ(restated.difference().restated(0).flow(), 8);
  EXPECT_EQ(restated.difference().unexplained_count(), 0);
  EXPECT_EQ(FileOf(kAprilName), before);
  EXPECT_THAT(Check().faults, IsEmpty());
}

TEST_F(SnapshotServiceTest, ASourceThatMayStillCountIsNamed) {
  Tell("payment", StartOfDay(kApril.last + 1) - absl::Microseconds(1));
  v1::Snapshot snapshot;
  const grpc::Status refused = Close(April(), &snapshot);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(DetailsOf(refused).reason, "SOURCES_INCOMPLETE");
  EXPECT_NE(refused.error_message().find("payment"), std::string::npos);

  v1::ClosePeriodRequest request = April();
  request.set_provisional(true);
  const v1::Snapshot provisional = Closed(request);
  EXPECT_TRUE(provisional.provisional());
  EXPECT_THAT(provisional.incomplete_sources(), ElementsAre("payment"));

  Tell("payment");
  const v1::Snapshot complete = Closed(request);
  EXPECT_FALSE(complete.provisional());
  EXPECT_EQ(complete.supersedes(), provisional.name());

  Tell("payment", absl::InfinitePast());
  request.set_reason_vi("Nhầm");
  EXPECT_EQ(DetailsOf(Close(request, &snapshot)).reason, "COMPLETE_SNAPSHOT_EXISTS");
  request.set_provisional(false);
  EXPECT_EQ(DetailsOf(Close(request, &snapshot)).reason, "SOURCES_INCOMPLETE");
}

TEST_F(SnapshotServiceTest, ARepeatedRequestGetsItsFirstOutcome) {
  const v1::Snapshot first = Closed(April("once"));
  Receive("so-tu-phap", 8, kApril.last);
  Tell("processing");
  // Now it would be refused; and after a restart the answer comes from the database.
  EXPECT_EQ(Closed(April("once")).SerializeAsString(), first.SerializeAsString());
  Restart();
  EXPECT_EQ(Closed(April("once")).SerializeAsString(), first.SerializeAsString());
  v1::Snapshot snapshot;
  EXPECT_EQ(DetailsOf(Close(April("twice"), &snapshot)).reason, "REASON_REQUIRED");
  EXPECT_EQ(DetailsOf(Close(Restatement("once"), &snapshot)).reason, "REQUEST_ID_REUSED");
}

TEST_F(SnapshotServiceTest, OfRacingClosingsOneWins) {
  // Two instances on one database: their closings are prepared side by side.
  ClosingProcess other(database_, signer_, clock_.clock());
  const auto others = other.Stub();
  int closed = 0;
  for (int round = 0; round < 10; ++round) {
    v1::ClosePeriodRequest request = round == 0 ? April() : Restatement();
    grpc::Status here, there;
    v1::Snapshot snapshot, second;
    std::thread rival([&] {
      grpc::ClientContext context;
      there = others->ClosePeriod(&context, request, &second);
    });
    here = Close(request, &snapshot);
    rival.join();
    closed += here.ok() + there.ok();
    for (const grpc::Status& status : {here, there}) {
      if (status.ok()) continue;
      const std::string reason = DetailsOf(status).reason;
      EXPECT_TRUE(reason == "SNAPSHOT_EXISTS" || reason == "REASON_REQUIRED") << reason;
    }
  }
  sql::Connection connection(database_);
  const auto heads = ReadHeadsOf(connection, key_.public_key(), kApril);
  ASSERT_THAT(heads, IsOk());
  EXPECT_EQ(std::ssize(*heads), closed);
  EXPECT_GE(closed, 10);
  EXPECT_THAT(Check().faults, IsEmpty());
}

TEST_F(SnapshotServiceTest, ANewKeyGoesOnWhereTheFormerOneIsKnown) {
  Closed(April());
  signer_.key = signing::SigningKey::Generate();
  signer_.keys = signer_.key.public_key();
  Restart();
  v1::Snapshot snapshot;
  EXPECT_EQ(DetailsOf(Close(Restatement(), &snapshot)).reason, "SNAPSHOT_DAMAGED");
  EXPECT_THAT(Check().faults, SizeIs(1));
  signer_.keys.Add(key_.public_key());
  Restart();
  snapshot = Closed(Restatement());
  EXPECT_EQ(snapshot.supersedes(), kAprilName);
  EXPECT_EQ(snapshot.signature().key_id(), signer_.key.public_key().id());
  EXPECT_THAT(Check().faults, IsEmpty());
}

TEST_F(SnapshotServiceTest, ClosingsThatLostLeaveNoParts) {
  Closed(April());
  sql::Connection connection(database_);
  connection.Update("INSERT INTO snapshot_part (digest, content) VALUES (?, ?)",
                    {std::string(32, 'x'), std::string("left behind")});
  SweepParts(connection, key_.public_key());
  sql::Rows left = connection.Query("SELECT COUNT(*) FROM snapshot_part WHERE digest = ?",
                                    {std::string(32, 'x')});
  left.Next();
  EXPECT_EQ(left.Int(1), 0);
  EXPECT_THAT(Read(kAprilName), IsOk());
}

TEST_F(SnapshotServiceTest, PartsSweptMeanwhileRefuseTheClosing) {
  sql::Connection connection(database_);
  ClosingOrder order;
  order.days = kApril;
  auto draft = PrepareClosing(connection, process_->basis(), signer_, order);
  ASSERT_THAT(draft, IsOk());
  SweepParts(connection, key_.public_key());
  CloseCommand command{*draft};
  LoadedSnapshots loaded = LoadSnapshots(connection, {&command});
  EXPECT_THAT(DecideClosing(loaded, command), testing::RefusedWith("SNAPSHOT_EXISTS"));
}

TEST_F(SnapshotServiceTest, ATokenOfAPageThatIsNotThereIsRefused) {
  v1::ListSnapshotFactsRequest request;
  request.set_name(Closed(April()).name());
  v1::ListSnapshotFactsResponse response;
  for (const char* page : {"-1", "1", "999999999", "99999999999", "x"}) {
    request.set_page_token(rpc::MakePageToken(request.name(), page));
    const grpc::Status status =
        Call(&v1::SnapshotService::Stub::ListSnapshotFacts, request, &response);
    EXPECT_EQ(DetailsOf(status).reason, "PAGE_TOKEN_INVALID") << page;
  }
}

TEST_F(SnapshotServiceTest, ListsByPeriodAndPage) {
  Closed(April());
  Closed(Restatement());
  v1::ClosePeriodRequest march = April();
  march.mutable_period()->set_first_day("2022-03-01");
  march.mutable_period()->set_last_day("2022-03-31");
  Closed(march);
  v1::ListSnapshotsRequest request;
  request.set_page_size(2);
  v1::ListSnapshotsResponse page;
  ASSERT_TRUE(Call(&v1::SnapshotService::Stub::ListSnapshots, request, &page).ok());
  ASSERT_THAT(page.snapshots(), SizeIs(2));
  EXPECT_EQ(page.snapshots(0).name(), "snapshots/2022-03-01_2022-03-31.1");
  EXPECT_EQ(page.snapshots(1).name(), kAprilName);
  request.set_page_token(page.next_page_token());
  v1::ListSnapshotsResponse rest;
  ASSERT_TRUE(Call(&v1::SnapshotService::Stub::ListSnapshots, request, &rest).ok());
  ASSERT_THAT(rest.snapshots(), SizeIs(1));
  EXPECT_EQ(rest.snapshots(0).number(), 2);
  EXPECT_EQ(rest.next_page_token(), "");

  v1::ListSnapshotsRequest of_april;
  *of_april.mutable_period() = April().period();
  v1::ListSnapshotsResponse of_period;
  ASSERT_TRUE(Call(&v1::SnapshotService::Stub::ListSnapshots, of_april, &of_period).ok());
  EXPECT_THAT(of_period.snapshots(), SizeIs(2));
  of_april.set_page_token(page.next_page_token());
  EXPECT_EQ(DetailsOf(Call(&v1::SnapshotService::Stub::ListSnapshots, of_april, &of_period)).reason,
            "PAGE_TOKEN_INVALID");
}

TEST_F(SnapshotServiceTest, FactsComePageByPage) {
  for (int i = 0; i < 2 * kFactsOnPage; ++i) {
    sources_["processing"].Set(
        {"so-tu-phap", "p-" + std::to_string(i), statistics::Channel::kOnline, kApril.first,
         statistics::Counter::kReceived, ""},
        1);
  }
  Tell("processing");
  const v1::Snapshot snapshot = Closed(April());
  EXPECT_EQ(snapshot.fact_count(), 2 * kFactsOnPage + 2);
  ASSERT_THAT(snapshot.fact_pages(), SizeIs(3));
  v1::ListSnapshotFactsRequest request;
  request.set_name(kAprilName);
  std::vector<v1::SnapshotFacts> pages;
  do {
    v1::ListSnapshotFactsResponse page;
    ASSERT_TRUE(Call(&v1::SnapshotService::Stub::ListSnapshotFacts, request, &page).ok());
    pages.push_back(page.page());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(FaultOf(pages, snapshot), "");
}

TEST_F(SnapshotServiceTest, WhatIsNotThereIsUnknown) {
  v1::GetSnapshotRequest request;
  v1::GetSnapshotResponse response;
  const auto reason = [&](const char* name) {
    request.set_name(name);
    return DetailsOf(Call(&v1::SnapshotService::Stub::GetSnapshot, request, &response)).reason;
  };
  EXPECT_EQ(reason(kAprilName), "SNAPSHOT_UNKNOWN");
  EXPECT_EQ(reason("snapshots/x"), "NAME_INVALID");
  EXPECT_EQ(reason(""), "FIELD_REQUIRED");
}

TEST_F(SnapshotServiceTest, EveryTableFollowsFromTheSignedFacts) {
  Closed(April());
  const Checked checked = CheckSnapshotFile(FileOf(kAprilName), key_.public_key());
  EXPECT_THAT(checked.faults, IsEmpty());
  EXPECT_GT(checked.count, std::ssize(Shipped().InForce(kApril.last)));
}

TEST_F(SnapshotServiceTest, WhoSignsATableThatDoesNotFollowIsFound) {
  Closed(April());
  WholeSnapshot whole = *Read(kAprilName);
  v1::Table& table = *whole.content.mutable_tables(0);
  ASSERT_NE(RowOf(table, "so-tu-phap"), nullptr);
  table.mutable_rows(0)->mutable_cells(0)->set_numerator(99);
  *whole.head.mutable_content_digest() = *signing::DigestOf(whole.content);
  ASSERT_THAT(signing::Sign(key_, whole.head), IsOk());
  v1::SnapshotFile file;
  *file.mutable_snapshot() = whole.head;
  *file.mutable_content() = whole.content;
  file.mutable_fact_pages()->Add(whole.fact_pages.begin(), whole.fact_pages.end());
  *file.mutable_catalog() = whole.catalog;
  const Checked checked = CheckSnapshotFile(file.SerializeAsString(), key_.public_key());
  ASSERT_EQ(checked.fault_count, 1);
  EXPECT_EQ(checked.faults[0].place, "tables " + table.definition());
}

}  // namespace
}  // namespace motcua::aggregator
