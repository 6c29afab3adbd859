// StatisticsService: unary calls, refusals, and readers that take nothing.
#include "common/statistics/server.h"

#include <atomic>

#include "common/statistics/served_for_test.h"
#include "common/statistics/source.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::statistics {
namespace {

using ::motcua::testing::DetailsOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string CodeAt(int number) { return "H50.07-220401-" + std::to_string(1000 + number); }

// Dossier n gave n received on day 19100; every third was stopped again.
DossierCells DossierAt(int number) {
  DossierCells dossier{CodeAt(number), {}};
  dossier.cells.Add(KeyAt(1), number);
  if (number % 3 == 0) dossier.cells.Add(KeyAt(1, 0, 19101, Counter::kStopped), number);
  return dossier;
}

std::vector<DossierCells> DossiersAfter(sql::Connection&, const std::string& after, int limit,
                                        const v1::Leaf&) {
  std::vector<DossierCells> some;
  for (int i = 1; i <= 1200 && static_cast<int>(some.size()) < limit; ++i) {
    if (CodeAt(i) > after) some.push_back(DossierAt(i));
  }
  return some;
}

class StatisticsServerTest : public ::testing::Test {
 protected:
  grpc::Status Summary(const v1::GetSummaryRequest& request, v1::GetSummaryResponse* response) {
    grpc::ClientContext context;
    return stub_->GetSummary(&context, request, response);
  }
  grpc::Status List(const v1::ListContributorsRequest& request,
                    v1::ListContributorsResponse* response) {
    grpc::ClientContext context;
    return stub_->ListContributors(&context, request, response);
  }
  grpc::Status Watch(const v1::WatchCellsRequest& request) {
    grpc::ClientContext context;
    const auto stream = stub_->WatchCells(&context, request);
    v1::WatchCellsResponse response;
    while (stream->Read(&response)) context.TryCancel();
    return stream->Finish();
  }

  const sql::Settings database_ = FreshTally();
  Tally tally_{database_};
  const std::unique_ptr<grpc::Service> service_ = MakeStatisticsService(DatabaseSource(
      "test", database_, tally_.journal(), [] { return absl::FromUnixSeconds(5); }, DossiersAfter));
  Served served_{*service_};
  const std::unique_ptr<v1::StatisticsService::Stub> stub_ =
      v1::StatisticsService::NewStub(served_.Dial());
};

v1::GetSummaryRequest April() {
  v1::GetSummaryRequest request;
  request.mutable_period()->set_first_day("2022-04-01");
  request.mutable_period()->set_last_day("2022-04-30");
  return request;
}

v1::Leaf OpenOn(Day day) {
  v1::Leaf leaf;
  leaf.set_kind(v1::Leaf::KIND_STOCK);
  leaf.add_add(v1::COUNTER_RECEIVED);
  leaf.add_subtract(v1::COUNTER_STOPPED);
  leaf.set_last_day(day);
  return leaf;
}

TEST_F(StatisticsServerTest, SummaryHasThePeriodAndTheStocksAtItsEnds) {
  const Day first = ParseDay("2022-04-01").value();
  tally_.Count(KeyAt(1, 0, first - 1), 10);
  tally_.Count(KeyAt(1, 0, first - 1, Counter::kFinishedEarly), 4);
  tally_.Count(KeyAt(1, 0, first), 3);
  tally_.Count(KeyAt(1, 1, first + 29), 2);
  tally_.Count(KeyAt(1, 1, first + 30), 100);
  const std::int64_t last = tally_.Count(KeyAt(2, 0, first, Counter::kOverdue), 1);
  v1::GetSummaryResponse summary;
  ASSERT_TRUE(Summary(April(), &summary).ok());
  ASSERT_EQ(summary.agencies_size(), 2);
  EXPECT_EQ(summary.agencies(0).agency(), "agencies/xa-1");
  EXPECT_EQ(summary.agencies(0).carried_over(), 6);
  EXPECT_EQ(summary.agencies(0).open(), 11);
  ASSERT_EQ(summary.agencies(0).sums_size(), 1);
  EXPECT_EQ(summary.agencies(0).sums(0).counter(), v1::COUNTER_RECEIVED);
  EXPECT_EQ(summary.agencies(0).sums(0).channel(), type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(summary.agencies(0).sums(0).value(), 5);
  EXPECT_EQ(summary.agencies(1).open(), 0);
  EXPECT_EQ(summary.cursor().revision(), last);
  EXPECT_EQ(summary.complete_until().seconds(), 5);
}

TEST_F(StatisticsServerTest, SummaryAnswersForTheAgenciesAsked) {
  tally_.Count(KeyAt(1), 1);
  tally_.Count(KeyAt(2), 1);
  v1::GetSummaryRequest request = April();
  request.add_agencies("agencies/xa-2");
  request.add_agencies("agencies/khong-co");
  v1::GetSummaryResponse summary;
  ASSERT_TRUE(Summary(request, &summary).ok());
  ASSERT_EQ(summary.agencies_size(), 2);
  EXPECT_EQ(summary.agencies(0).agency(), "agencies/khong-co");
  EXPECT_EQ(summary.agencies(1).agency(), "agencies/xa-2");
}

TEST_F(StatisticsServerTest, ContributorsAddUpToTheLeafOverAllPages) {
  v1::ListContributorsRequest request;
  *request.mutable_leaf() = OpenOn(19101);
  request.set_page_size(300);
  Deltas all;
  for (int i = 1; i <= 1200; ++i) all.Add(DossierAt(i).cells);
  std::int64_t sum = 0;
  int pages = 0;
  std::string last;
  do {
    v1::ListContributorsResponse page;
    ASSERT_TRUE(List(request, &page).ok());
    for (const v1::Contributor& contributor : page.contributors()) {
      EXPECT_GT(contributor.dossier(), last);
      EXPECT_NE(contributor.value(), 0);
      last = contributor.dossier();
      sum += contributor.value();
    }
    request.set_page_token(page.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(sum, ValueIn(request.leaf(), all));
  EXPECT_GE(pages, 3);
}

TEST_F(StatisticsServerTest, PageTokenOfAnotherLeafIsRefused) {
  v1::ListContributorsRequest request;
  *request.mutable_leaf() = OpenOn(19101);
  request.set_page_size(1);
  v1::ListContributorsResponse page;
  ASSERT_TRUE(List(request, &page).ok());
  request.set_page_token(page.next_page_token());
  *request.mutable_leaf() = OpenOn(19102);
  EXPECT_THAT(DetailsOf(List(request, &page)).fields, ElementsAre("page_token"));
}

TEST_F(StatisticsServerTest, MalformedRequestsNameTheField) {
  v1::WatchCellsRequest watch;
  watch.mutable_after()->set_revision(3);
  EXPECT_THAT(DetailsOf(Watch(watch)).fields, ElementsAre("after.epoch"));
  watch.mutable_after()->set_epoch("e");
  watch.mutable_after()->set_revision(-1);
  EXPECT_THAT(DetailsOf(Watch(watch)).fields, ElementsAre("after.revision"));
  watch.clear_after();
  watch.mutable_projection()->set_tree_depth(17);
  EXPECT_THAT(DetailsOf(Watch(watch)).fields, ElementsAre("projection.tree_depth"));
  watch.mutable_projection()->set_tree_depth(1);
  watch.mutable_projection()->set_province(true);
  EXPECT_THAT(DetailsOf(Watch(watch)).fields, ElementsAre("projection.tree_depth"));
  watch.mutable_projection()->set_province(false);
  EXPECT_EQ(DetailsOf(Watch(watch)).reason, "PROJECTION_NOT_OFFERED");

  v1::GetSummaryResponse summary;
  EXPECT_THAT(DetailsOf(Summary({}, &summary)).fields, Not(IsEmpty()));
  v1::GetSummaryRequest bad_agency = April();
  bad_agency.add_agencies("xa-1");
  EXPECT_THAT(DetailsOf(Summary(bad_agency, &summary)).fields, ElementsAre("agencies[0]"));

  v1::ListContributorsResponse page;
  EXPECT_THAT(DetailsOf(List({}, &page)).fields, ElementsAre("leaf.kind"));
  v1::ListContributorsRequest list;
  *list.mutable_leaf() = OpenOn(19101);
  list.set_page_size(-1);
  EXPECT_THAT(DetailsOf(List(list, &page)).fields, ElementsAre("page_size"));
}

// A source of one cell after another, whose second is not on disk while it stalls.
struct Stalling {
  std::atomic<bool> stalled = false;
  std::atomic<int> held_back = 0;  // how often nothing was to be told
  std::atomic<int> promise = 5;

  CellSource Source() {
    CellSource source;
    source.next = [this](const std::optional<CellCursor>& after,
                         const v1::Projection&) -> absl::StatusOr<std::optional<Batch>> {
      Batch batch;
      batch.epoch = "e";
      batch.from = after ? after->revision : 0;
      batch.full = !after;
      batch.through = promise == 5 ? 1 : 2;
      if (stalled) {
        ++held_back;
        return std::nullopt;
      }
      if (batch.through != batch.from) batch.cells.push_back({KeyAt(1), batch.through});
      return batch;
    };
    source.complete_until = [this] { return absl::FromUnixSeconds(promise); };
    source.subscribe = [](std::function<void()>) { return nullptr; };
    return source;
  }
};

TEST(StalledSourceTest, PromisesNothingOverWhatItMayNotTellYet) {
  Stalling stalling;
  const auto service = MakeStatisticsService(stalling.Source(), {.pause = absl::Milliseconds(1),
                                                                 .bookmark = absl::Milliseconds(1),
                                                                 .patience = absl::Minutes(2)});
  Served served(*service);
  const auto stub = v1::StatisticsService::NewStub(served.Dial());
  grpc::ClientContext context;
  const auto stream = stub->WatchCells(&context, {});
  v1::WatchCellsResponse part;
  ASSERT_TRUE(stream->Read(&part));
  stalling.stalled = true;
  stalling.promise = 9;
  while (stalling.held_back < 20) absl::SleepFor(absl::Milliseconds(1));
  stalling.stalled = false;
  do ASSERT_TRUE(stream->Read(&part));
  while (part.complete_until().seconds() == 5);
  EXPECT_EQ(part.cells_size(), 1) << "with the promise comes what it is about";
  context.TryCancel();
}

// A source whose every round is a batch of 10,000 cells.
CellSource Flood() {
  CellSource source;
  source.next = [revision = std::make_shared<std::atomic<int>>(0)](const std::optional<CellCursor>&,
                                                                   const v1::Projection&) {
    Batch batch;
    batch.epoch = "e";
    batch.full = true;
    batch.through = ++*revision;
    for (int i = 0; i < 10'000; ++i) batch.cells.push_back({KeyAt(i), 1});
    return absl::StatusOr<std::optional<Batch>>(std::move(batch));
  };
  source.complete_until = [] { return absl::InfinitePast(); };
  source.subscribe = [](std::function<void()>) { return nullptr; };
  return source;
}

// Opens a stream of the flood and reads it only after a while; whether it was cut off in time.
bool IsCutOffAfter(absl::Duration pause, v1::StatisticsService::Stub& stub) {
  constexpr int kTooMany = 100;
  grpc::ClientContext context;
  const auto stream = stub.WatchCells(&context, {});
  absl::SleepFor(pause);
  v1::WatchCellsResponse part;
  int whole_batches = 0;
  while (whole_batches < kTooMany && stream->Read(&part)) whole_batches += part.end_of_batch();
  if (whole_batches == kTooMany) context.TryCancel();
  return stream->Finish().error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
}

TEST(SlowReaderTest, IsCutOffAndToldWhy) {
  const auto service = MakeStatisticsService(Flood(), {.pause = absl::ZeroDuration(),
                                                       .bookmark = absl::ZeroDuration(),
                                                       .patience = absl::Milliseconds(300)});
  Served served(*service);
  const auto stub = v1::StatisticsService::NewStub(served.Dial());
  // The slowness is what is tested; how slow is too slow depends on the server, too.
  bool cut_off = false;
  for (int seconds = 1; seconds <= 64 && !cut_off; seconds *= 2) {
    cut_off = IsCutOffAfter(absl::Seconds(seconds), *stub);
  }
  EXPECT_TRUE(cut_off);
}

}  // namespace
}  // namespace motcua::statistics
