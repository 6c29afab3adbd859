#include <algorithm>

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/digitization/domain/contributions.h"
#include "services/digitization/domain/testing.h"

namespace motcua::digitization {
namespace {

using ::testing::IsEmpty;
using testing::RefusedWith;
using ::testing::SizeIs;

constexpr absl::Duration kHour = absl::Hours(1);

NoteCase One(absl::Time time, auto what) { return {{CaseStep{time, std::move(what)}}}; }

// A case that was moved, corrected, finished, reopened and finished again.
std::vector<NoteCase> CaseHistory() {
  const absl::Time start = At("2022-04-01", 8);
  Corrected procedure;
  procedure.receipt = {
      "so-tu-phap", statistics::Channel::kPost, start - 5 * kHour, {"khai-sinh", 0, {}}};
  procedure.old_procedure = "cap-phep";
  procedure.due = D("2022-04-20");
  Corrected channel = procedure;
  channel.old_procedure = "khai-sinh";
  channel.receipt.channel = statistics::Channel::kInPerson;
  return {One(start, DueFrom{D("2022-04-15")}),
          One(start + kHour, MovedTo{"so-tu-phap"}),
          One(start + 2 * kHour, procedure),
          One(start + 3 * kHour, channel),
          One(start + 4 * kHour, Ended{true}),
          One(start + 5 * kHour, Reopened{}),
          One(start + 6 * kHour, DueFrom{D("2022-04-22")}),
          One(start + 7 * kHour, Ended{true})};
}

TEST(FollowStepsTest, TheOrderOfTheTwoFeedsChangesNothing) {
  const Open open{ReceiptAt("so-xay-dung", "cap-phep", At("2022-04-01", 8))};
  const std::vector<NoteCase> history = CaseHistory();
  std::optional<Folder> first;
  for (std::size_t place = 0; place <= history.size(); ++place) {
    Desk desk;
    desk.context.event_time = open.receipt.time;
    for (std::size_t i = 0; i <= history.size(); ++i) {
      if (i == place) desk.Do(open);
      if (i < history.size()) desk.Do(history[i]);
    }
    if (!first) first = desk.folder;
    EXPECT_EQ(*desk.folder, *first) << "received after " << place << " events of processing";
  }
  const Receipt receipt = *ReceiptOf(*first);
  EXPECT_EQ(receipt.agency, "so-tu-phap");
  EXPECT_EQ(receipt.channel, statistics::Channel::kInPerson);
  EXPECT_EQ(receipt.procedure, (Procedure{"khai-sinh", 1, {{{"application", false}}}}));
  EXPECT_EQ(FinishOf(*first), (Finish{At("2022-04-01", 15), "so-tu-phap", D("2022-04-22")}));
}

TEST(FollowStepsTest, ACorrectionOfSomethingElseLeavesThePinnedProcedure) {
  Desk desk;
  desk.Receive();
  Corrected corrected;
  corrected.receipt = ReceiptAt("so-tu-phap", "cap-phep", At("2022-04-02", 8));
  corrected.old_procedure = "cap-phep";
  desk.Note(At("2022-04-03", 8), corrected);
  EXPECT_EQ(ReceiptOf(*desk.folder)->procedure, desk.folder->received->procedure);
  EXPECT_EQ(ReceiptOf(*desk.folder)->agency, "so-tu-phap");
}

TEST(FollowStepsTest, ImportedFactsCountInTheOrderOfTheirTimes) {
  Desk desk;
  desk.Receive();
  desk.Finish(At("2022-04-10", 8));
  desk.Note(At("2022-04-09", 8), MovedTo{"so-tu-phap"});
  EXPECT_EQ(FinishOf(*desk.folder)->agency, "so-tu-phap");
}

TEST(FollowStepsTest, NothingIsToldBeforeTheReceiptAndThenAll) {
  Desk desk;
  desk.Note(At("2022-04-01", 8), DueFrom{D("2022-04-15")});
  desk.Finish(At("2022-04-04", 8));
  EXPECT_THAT(desk.last.events, IsEmpty());
  EXPECT_TRUE(Contributions(*desk.folder).values().empty());
  desk.Do(Open{ReceiptAt("so-xay-dung", "cap-phep", At("2022-04-01", 8))});
  ASSERT_THAT(desk.last.events, SizeIs(2));
  EXPECT_EQ(std::get<FolderOpened>(desk.last.events[0].change),
            (FolderOpened{"so-xay-dung", "cap-phep"}));
  EXPECT_EQ(std::get<FactsChanged>(desk.last.events[1].change), (FactsChanged{true, false}));
}

// A consumer of cells waits for the sequence of an event.
TEST(FollowStepsTest, WhateverChangesACountIsToldAndNothingElse) {
  Desk desk;
  desk.Receive();
  desk.Note(At("2022-04-02", 8), DueFrom{D("2022-04-18")});
  EXPECT_THAT(desk.last.events, IsEmpty());
  desk.Finish(At("2022-04-04", 8));
  EXPECT_THAT(desk.last.events, SizeIs(1));
  desk.Note(At("2022-04-03", 8), MovedTo{"so-tu-phap"});  // imported: the finisher is another
  EXPECT_THAT(desk.last.events, SizeIs(1));
  desk.Note(At("2022-04-05", 8), Voided{});
  EXPECT_EQ(std::get<FactsChanged>(desk.last.events.at(0).change), (FactsChanged{true, true}));
}

TEST(FollowStepsTest, ADossierIsReceivedOnce) {
  Desk desk;
  desk.Receive();
  EXPECT_THAT(desk.Try(Open{ReceiptAt("so-tu-phap", "cap-phep", At("2022-04-01", 8))}),
              RefusedWith("CONFLICT_FOLDER_EXISTS"));
}

TEST(FollowStepsTest, ErasureTakesTheFilesAndLeavesTheCounts) {
  Desk desk;
  desk.Receive();
  desk.Digitize("don", '1');
  desk.Digitize("don", '2');
  desk.Finish(At("2022-04-05", 8));
  desk.Do(desk.ResultOf('3'));
  EXPECT_THAT(FilesOf(*desk.folder), SizeIs(3));
  const statistics::Deltas counted = Contributions(*desk.folder);
  desk.Do(Forget{});
  EXPECT_THAT(FilesOf(*desk.folder), IsEmpty());
  EXPECT_EQ(Contributions(*desk.folder), counted);
  EXPECT_THAT(desk.last.events, SizeIs(1));
  desk.Do(Forget{});
  EXPECT_THAT(desk.last.events, IsEmpty());
}

TEST(FollowStepsTest, OfADossierThatWasNotReceivedThereIsNothingToErase) {
  Desk desk;
  desk.Do(Forget{});
  EXPECT_FALSE(desk.folder->erased);
  EXPECT_THAT(desk.last.events, IsEmpty());
}

}  // namespace
}  // namespace motcua::digitization
