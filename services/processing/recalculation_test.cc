// A decree adds a holiday: what it would do, and what it does, to the open due dates.
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "services/processing/processing_fixture.h"
#include "services/processing/recalculation_table.h"
#include "services/processing/recalculation_walk.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Ten working days after 1 April, but for the 11th.
constexpr char kLegal[] = "2022-04-18";
// The same when the 13th is a holiday too.
constexpr char kLater[] = "2022-04-19";

class RecalculationTest : public ProcessingTest {
 protected:
  using State = v1::Recalculation;

  RecalculationTest() { Restart(); }

  // Another process over the same database; without a walk.
  void Restart() {
    instance_.reset();
    instance_ = std::make_unique<Instance>(database_, clock_.clock(), [this] { return Catalog(); });
  }
  std::unique_ptr<RecalculationWalk> Walk(int page = 2) {
    return std::make_unique<RecalculationWalk>(
        instance_->journal, instance_->reads, instance_->pending, [this] { return Catalog(); },
        page);
  }

  std::shared_ptr<const catalog::Catalog> Catalog() {
    const std::lock_guard lock(mutex_);
    return catalog_;
  }
  // Revision 2: 13 April is a holiday.
  void Decree(std::int64_t revision = 2) {
    const std::shared_ptr<const catalog::Catalog> old = SmallCatalog();
    auto next = catalog::Catalog::Build(revision, old->agencies(), old->procedures(),
                                        worktime::PlainCalendar({"2022-04-11", "2022-04-13"}));
    const std::lock_guard lock(mutex_);
    catalog_ = next.value();
  }

  static v1::PreviewDueDatesRequest Proposal(const std::string& date, bool working = false) {
    v1::PreviewDueDatesRequest request;
    request.add_days()->set_date(date);
    request.mutable_days(0)->set_working(working);
    return request;
  }
  static v1::RecalculateDueDatesRequest Order(std::int64_t revision = 2) {
    v1::RecalculateDueDatesRequest request;
    request.set_catalog_revision(revision);
    request.set_reason_code("nghi_dinh");
    return request;
  }
  State Newest() {
    sql::Connection connection(database_);
    return ToProto(ReadNewestRecalculation(connection).value());
  }
  template <typename Condition>
  State Await(Condition condition) {
    State now = Newest();
    for (int i = 0; i < 6000 && !condition(now); ++i) {
      absl::SleepFor(absl::Milliseconds(10));
      now = Newest();
    }
    EXPECT_TRUE(condition(now)) << now.ShortDebugString();
    return now;
  }
  State AwaitEnd() {
    return Await([](const State& now) { return now.state() != State::STATE_RUNNING; });
  }

  void OpenLegal(const std::string& code) { ASSERT_TRUE(OpenCase(code, {.due = D(kLegal)}).ok()); }
  void OpenLegal(int count) {
    std::vector<Answer> answers;
    for (int i = 0; i < count; ++i) {
      answers.push_back(SendReceipt(absl::StrCat("d", 100 + i), {.due = D(kLegal)}));
    }
    for (Answer& answer : answers) ASSERT_TRUE(answer.get().ok());
  }
  std::string DueDate(const std::string& code) { return Get(code).legs(0).due_date(); }
  int MovesOf(const std::string& code) {
    const v1::Case found = Get(code);
    int moves = 0;
    for (const v1::LegFact& fact : found.legs(0).facts()) moves += fact.has_recalculated();
    return moves;
  }
  absl::Status Do(const std::string& code, Command command) {
    return Submit(instance_->journal, code, std::move(command), clock_.clock()()).status();
  }
  using ProcessingTest::Do;

  std::mutex mutex_;
  std::shared_ptr<const catalog::Catalog> catalog_ = SmallCatalog();  // guarded by mutex_
};

TEST_F(RecalculationTest, PreviewTellsHowManyMoveAndMovesNone) {
  OpenLegal("legal");
  ASSERT_TRUE(OpenCase("stated", {.due = D("2022-04-20")}).ok());
  ASSERT_TRUE(OpenCase("stated-then", {.due = D("2022-04-13")}).ok());
  ASSERT_TRUE(OpenCase("undated", {.due = {}}).ok());
  OpenLegal("ended");
  ASSERT_TRUE(Do("ended", Finish{}).ok());
  OpenLegal("waiting");
  ASSERT_TRUE(Do("waiting", Pause{0, PauseKind::kObligation, ""}).ok());
  const v1::DueDatePreview preview = Do(&Stub::PreviewDueDates, Proposal("2022-04-13"));
  EXPECT_EQ(preview.catalog_revision(), 1);
  EXPECT_EQ(preview.open_count(), 4);
  EXPECT_EQ(preview.later_count(), 3);
  EXPECT_EQ(preview.earlier_count(), 0);
  EXPECT_EQ(preview.unknown_count(), 0);
  ASSERT_EQ(preview.moved_by_agency_size(), 1);
  EXPECT_EQ(preview.moved_by_agency(0).agency(), "agencies/so-xay-dung");
  EXPECT_EQ(preview.moved_by_agency(0).count(), 3);
  EXPECT_EQ(DueDate("legal"), kLegal);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, Proposal("2022-04-11", true)).earlier_count(), 2);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, v1::PreviewDueDatesRequest()).later_count(), 0);
}

TEST_F(RecalculationTest, ADueDateStatedOnADayOfRestStays) {
  ASSERT_TRUE(OpenCase("sunday", {.due = D("2022-04-17")}).ok());
  EXPECT_EQ(Do(&Stub::PreviewDueDates, Proposal("2022-04-13")).later_count(), 0);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, Proposal("2022-04-17")).later_count(), 1);  // a holiday
}

TEST_F(RecalculationTest, PreviewTellsWhoIsNoLongerOverdueAndWhoThenIs) {
  OpenLegal("legal");
  clock_.Set(At(kLater, 9));  // overdue since yesterday
  const auto later = Do(&Stub::PreviewDueDates, Proposal("2022-04-13"));
  EXPECT_EQ(later.no_longer_overdue_count(), 1);
  EXPECT_EQ(later.newly_overdue_count(), 0);
  clock_.Set(At(kLegal, 9));  // due today
  const auto earlier = Do(&Stub::PreviewDueDates, Proposal("2022-04-11", true));
  EXPECT_EQ(earlier.no_longer_overdue_count(), 0);
  EXPECT_EQ(earlier.newly_overdue_count(), 1);
  ASSERT_TRUE(Do("legal", Pause{0, PauseKind::kObligation, ""}).ok());
  const auto waiting = Do(&Stub::PreviewDueDates, Proposal("2022-04-11", true));
  EXPECT_EQ(waiting.earlier_count(), 1);
  EXPECT_EQ(waiting.newly_overdue_count(), 0);
}

TEST_F(RecalculationTest, PreviewRefusesWhatIsNoProposal) {
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, Proposal("")), "FIELD_REQUIRED");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, Proposal("2022-13-01")), "DATE_INVALID");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, Proposal("2150-01-04")), "CALENDAR_YEAR_MISSING");
  auto twice = Proposal("2022-04-13");
  twice.add_days()->set_date("2022-04-13");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, twice), "DAY_REPEATED");
  for (int i = 0; i < 366; ++i) twice.add_days()->set_date("2022-04-13");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, twice), "TOO_MANY_DAYS");
}

TEST_F(RecalculationTest, MovesEveryOpenDueDateAsOneChange) {
  OpenLegal(5);
  ASSERT_TRUE(OpenCase("stated", {.due = D("2022-04-20")}).ok());
  OpenLegal("ended");
  ASSERT_TRUE(Do("ended", Finish{}).ok());
  Decree();
  EXPECT_EQ(Do(&Stub::PreviewDueDates, v1::PreviewDueDatesRequest()).later_count(), 5);
  const State begun = Do(&Stub::RecalculateDueDates, Order());
  EXPECT_EQ(begun.name(), "recalculations/1");
  EXPECT_EQ(begun.state(), State::STATE_RUNNING);
  EXPECT_EQ(begun.organisation(), "test");
  const auto walk = Walk();
  const State done = AwaitEnd();
  EXPECT_EQ(done.state(), State::STATE_DONE);
  EXPECT_EQ(done.moved_count(), 5);
  EXPECT_EQ(done.examined_count(), 6);
  EXPECT_TRUE(done.has_end_time());
  v1::GetRecalculationRequest get;
  get.set_name(begun.name());
  EXPECT_EQ(Do(&Stub::GetRecalculation, get).SerializeAsString(), done.SerializeAsString());

  EXPECT_EQ(DueDate("d100"), kLater);
  EXPECT_EQ(DueDate("stated"), "2022-04-20");
  EXPECT_EQ(DueDate("ended"), kLegal);
  const auto events = EventsOf("d100");
  ASSERT_EQ(events.size(), 3);
  EXPECT_EQ(events[1].fact().recalculated(), 1);
  EXPECT_EQ(events[2].fact().due_day(), D(kLater));
  EXPECT_THAT(EventsOf("stated").size(), 1);
  EXPECT_EQ(EventsOf("recalculations/1").size(), 2);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, v1::PreviewDueDatesRequest()).later_count(), 0);
}

TEST_F(RecalculationTest, OneAtATimeUnderTheCatalogueThatWasPreviewed) {
  OpenLegal(1);
  EXPECT_EQ(Refusal(&Stub::RecalculateDueDates, Order()), "CATALOG_CHANGED");
  Decree();
  EXPECT_EQ(Refusal(&Stub::RecalculateDueDates, Order(1)), "CATALOG_CHANGED");
  auto order = Order();
  order.set_request_id("nghi-dinh-1");
  Do(&Stub::RecalculateDueDates, order);
  EXPECT_EQ(Do(&Stub::RecalculateDueDates, order).name(), "recalculations/1");
  EXPECT_EQ(Refusal(&Stub::RecalculateDueDates, Order()), "RECALCULATION_RUNNING");
  const auto walk = Walk();
  EXPECT_EQ(AwaitEnd().moved_count(), 1);
  EXPECT_EQ(Do(&Stub::RecalculateDueDates, Order()).name(), "recalculations/2");
  EXPECT_EQ(AwaitEnd().moved_count(), 0);
  EXPECT_EQ(MovesOf("d100"), 1);
}

TEST_F(RecalculationTest, RefusesABadOrder) {
  EXPECT_EQ(Refusal(&Stub::RecalculateDueDates, Order(0)), "FIELD_REQUIRED");
  auto order = Order();
  order.clear_reason_code();
  EXPECT_NE(Refusal(&Stub::RecalculateDueDates, order), "");
  v1::GetRecalculationRequest get;
  get.set_name("recalculations/7");
  EXPECT_EQ(Refusal(&Stub::GetRecalculation, get), "RECALCULATION_NOT_FOUND");
  get.set_name("recalculations/x");
  EXPECT_EQ(Refusal(&Stub::GetRecalculation, get), "NAME_INVALID");
}

TEST_F(RecalculationTest, AnotherProcessGoesOnAfterACrash) {
  constexpr int kDossiers = 60;
  OpenLegal(kDossiers);
  Decree();
  Do(&Stub::RecalculateDueDates, Order());
  {
    const auto walk = Walk(1);
    Await([](const State& now) { return now.moved_count() >= 5; });
  }
  Restart();
  const State between = Newest();
  EXPECT_EQ(between.state(), State::STATE_RUNNING);
  const auto walk = Walk(7);
  const State done = AwaitEnd();
  EXPECT_EQ(done.moved_count(), kDossiers);
  EXPECT_EQ(done.examined_count(), kDossiers);
  for (int i = 0; i < kDossiers; ++i) {
    const std::string code = absl::StrCat("d", 100 + i);
    EXPECT_EQ(DueDate(code), kLater);
    EXPECT_EQ(MovesOf(code), 1);
  }
}

TEST_F(RecalculationTest, TwoProcessesMoveEachLegOnce) {
  constexpr int kDossiers = 40;
  OpenLegal(kDossiers);
  Decree();
  Do(&Stub::RecalculateDueDates, Order());
  Instance other(database_, clock_.clock(), [this] { return Catalog(); });
  const RecalculationWalk others(
      other.journal, other.reads, other.pending, [this] { return Catalog(); }, 3);
  const auto walk = Walk(3);
  const State done = AwaitEnd();
  EXPECT_EQ(done.moved_count(), kDossiers);
  EXPECT_EQ(done.examined_count(), kDossiers);
  for (int i = 0; i < kDossiers; ++i) EXPECT_EQ(MovesOf(absl::StrCat("d", 100 + i)), 1);
}

TEST_F(RecalculationTest, WhatComesInBehindAWalkIsFoundByTheNext) {
  OpenLegal("z");
  Decree();
  Do(&Stub::RecalculateDueDates, Order());
  auto change = std::make_shared<CaseChange>();
  change->recalculation = WalkOn{1, "", 0, "m"};
  change->catalog = Catalog();
  change->event_time = clock_.clock()();
  journal::Submission submission;
  submission.command = change;
  std::promise<bool> walked;
  instance_->journal.Submit(std::move(submission),
                            [&](const auto& outcome) { walked.set_value(outcome.ok()); });
  ASSERT_TRUE(walked.get_future().get());
  OpenLegal("a");  // intake had not seen the decree
  const auto walk = Walk();
  EXPECT_EQ(AwaitEnd().moved_count(), 2);
  EXPECT_EQ(DueDate("a"), kLater);
}

TEST_F(RecalculationTest, ACorrectionThatDoesNotTouchItLeavesTheMovedDueDate) {
  OpenLegal("a");
  Decree();
  Do(&Stub::RecalculateDueDates, Order());
  {
    const auto walk = Walk();
    EXPECT_EQ(AwaitEnd().moved_count(), 1);
  }
  Correct agency;
  agency.reason_code = "nham";
  agency.agency = "so-tu-phap";
  Correct channel;
  channel.reason_code = "nham";
  channel.channel = statistics::Channel::kPost;
  for (const Command& correction : {Command(agency), Command(channel)}) {
    auto change = Submit(instance_->journal, "a", correction, clock_.clock()());
    ASSERT_TRUE(change.ok()) << change.status();
    EXPECT_EQ(DueDate("a"), kLater);
  }
}

TEST_F(RecalculationTest, EndsWhenTheCatalogueChanges) {
  OpenLegal(3);
  Decree();
  Do(&Stub::RecalculateDueDates, Order());
  Decree(3);
  const auto walk = Walk();
  const State ended = AwaitEnd();
  EXPECT_EQ(ended.state(), State::STATE_OVERTAKEN);
  EXPECT_EQ(ended.moved_count(), 0);
  EXPECT_EQ(DueDate("d100"), kLegal);
  EXPECT_EQ(EventsOf("recalculations/1").size(), 2);
  Do(&Stub::RecalculateDueDates, Order(3));
  EXPECT_EQ(AwaitEnd().moved_count(), 3);
}

TEST_F(RecalculationTest, MayEndWhileItIsAtWork) {
  OpenLegal(50);
  Decree();
  Do(&Stub::RecalculateDueDates, Order());
  { const auto walk = Walk(); }
  const auto walk = Walk();  // another process goes on
  EXPECT_EQ(AwaitEnd().moved_count(), 50);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(MovesOf(absl::StrCat("d", 100 + i)), 1);
}

}  // namespace
}  // namespace motcua::processing
