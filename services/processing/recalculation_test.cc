// What a decree that adds a holiday does to the open due dates.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/processing/recalculation_fixture.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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
