#include "services/portal/domain/synced_dossier.h"

#include <algorithm>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::portal::sync {
namespace {

using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A dossier's events as a province tells them: number n has sequence 10 × n, day 100 + n.
History Told(const std::vector<int>& codes, bool numbered = true) {
  History history;
  for (const int code : codes) {
    const auto n = static_cast<int>(history.size()) + 1;
    Heard heard;
    heard.sequence = 10 * n;
    heard.number = numbered ? n : 0;
    heard.status = static_cast<Status>(code);
    heard.day = 100 + n;
    heard.begins = n == 1;
    if (n == 1) {
      heard.agency = "so-tu-phap";
      heard.procedure = "ly-lich";
      heard.channel = Channel::kOnline;
    }
    history.push_back(heard);
  }
  return history;
}

History Without(History history, std::vector<int> numbers) {
  std::erase_if(history, [&](const Heard& heard) {
    return std::count(numbers.begin(), numbers.end(), heard.sequence / 10) > 0;
  });
  return history;
}

TEST(SyncedDossierTest, WholeFromFilingToHandOver) {
  const Standing standing = StandingOf(Told({1, 2, 4, 5, 4, 6, 4, 9, 10}));
  EXPECT_THAT(standing.gaps, IsEmpty());
  EXPECT_TRUE(standing.fully_synced());
  EXPECT_EQ(standing.finish_day, 108);
  EXPECT_EQ(standing.statuses, 0b11001110110);
  statistics::Deltas expected;
  expected.Add({"so-tu-phap", "ly-lich", Channel::kOnline, 108, Counter::kSyncedResults, ""}, 1);
  EXPECT_EQ(Contributions(standing), expected);
}

TEST(SyncedDossierTest, AnOpenDossierIsWholeButNoResult) {
  const Standing standing = StandingOf(Told({2, 4}));
  EXPECT_THAT(standing.gaps, IsEmpty());
  EXPECT_FALSE(standing.fully_synced());
  EXPECT_THAT(Contributions(standing).values(), IsEmpty());
}

TEST(SyncedDossierTest, WhatNamesNoChannelIsNoResultEither) {
  History history = Told({2, 9});
  history.front().channel.reset();
  EXPECT_FALSE(StandingOf(history).fully_synced()) << "totals and cells count the same";
}

TEST(SyncedDossierTest, AMissingEventIsAGapEvenWhereTheOrderAllowsIt) {
  const Standing standing = StandingOf(Without(Told({2, 4, 9}), {2}));
  EXPECT_THAT(standing.gaps, ElementsAre(Gap{Status::kReceived, Status::kFinished, 1, {}}));
  EXPECT_TRUE(standing.finished());
  EXPECT_FALSE(standing.fully_synced());
}

TEST(SyncedDossierTest, GapsSayWhatMustHaveBeenThere) {
  const Standing standing = StandingOf(Without(Told({1, 2, 4, 5, 4, 9, 10}), {1, 2, 5, 6}));
  EXPECT_THAT(standing.gaps,
              ElementsAre(Gap{std::nullopt, Status::kInProcessing, 2, {Status::kReceived}},
                          Gap{Status::kSupplementRequested,
                              Status::kResultHandedOver,
                              2,
                              {Status::kInProcessing, Status::kFinished}}));
}

TEST(SyncedDossierTest, WithoutNumbersTheOrderAloneTellsOfGaps) {
  EXPECT_THAT(StandingOf(Told({2, 4, 5, 4, 9}, false)).gaps, IsEmpty());
  const Standing cut = StandingOf(Without(Told({2, 4, 5, 4, 9}, false), {4}));
  EXPECT_THAT(cut.gaps,
              ElementsAre(Gap{
                  Status::kSupplementRequested, Status::kFinished, 0, {Status::kInProcessing}}));
  EXPECT_FALSE(StandingOf(Without(Told({1, 2, 9}, false), {1})).gaps.empty())
      << "received at a counter tells of its filing, accepted online does not";
}

TEST(SyncedDossierTest, ReopeningAndVoidingTakeTheResultBack) {
  EXPECT_FALSE(StandingOf(Told({2, 9, 4})).fully_synced());
  const Standing again = StandingOf(Told({2, 9, 10, 4, 9}));
  EXPECT_TRUE(again.fully_synced());
  EXPECT_EQ(again.finish_day, 105);
  EXPECT_FALSE(StandingOf(Told({2, 9, 0})).fully_synced());
}

TEST(SyncedDossierTest, ACorrectionMovesTheResultNotItsDay) {
  History history = Told({2, 9, 9});
  history.back().agency = "so-xay-dung";
  history.back().channel = Channel::kPost;
  statistics::Deltas expected;
  expected.Add({"so-xay-dung", "ly-lich", Channel::kPost, 102, Counter::kSyncedResults, ""}, 1);
  EXPECT_EQ(Contributions(StandingOf(history)), expected);
}

// A life as services/processing allows it.
std::vector<int> RandomLife(std::mt19937& random) {
  std::vector<int> codes = {random() % 2 == 0 ? 1 : 2};
  const std::size_t length = 1 + random() % 12;
  while (codes.size() < length) {
    const int code = static_cast<int>(random() % kStatuses);
    if (MayFollow(static_cast<Status>(codes.back()), static_cast<Status>(code))) {
      codes.push_back(code);
    }
  }
  return codes;
}

// Gaps by brute force: runs of numbers that are not held, up to the last that is.
std::size_t GapsIn(const History& held) {
  std::vector<bool> there(held.back().number + 1, false);
  for (const Heard& heard : held) there[heard.number] = true;
  std::size_t gaps = 0;
  for (std::size_t n = 1; n < there.size(); ++n) gaps += !there[n] && (n == 1 || there[n - 1]);
  return gaps;
}

// Whatever is heard, in whatever order, how often: what is held is what was heard, each once, in
// the source's order; and a replay makes it the truth.
TEST(SyncedDossierTest, EveryOrderOfHearingEndsInTheTruth) {
  std::mt19937 random(6);
  for (int round = 0; round < 5000; ++round) {
    const History truth = Told(RandomLife(random));
    History heard = truth;
    std::erase_if(heard, [&](const Heard&) { return random() % 4 == 0; });
    const std::size_t once = heard.size();
    for (std::size_t i = 0; i < once; ++i) {
      if (random() % 3 == 0) heard.push_back(heard[i]);
    }
    std::shuffle(heard.begin(), heard.end(), random);

    History held;
    for (const Heard& event : heard) Add(event, held);
    ASSERT_EQ(held.size(), once);
    if (!held.empty()) {
      const Standing standing = StandingOf(held);
      ASSERT_EQ(standing.gaps.size(), GapsIn(held));
      ASSERT_EQ(standing.sequence, held.back().sequence);
      ASSERT_EQ(standing.status, held.back().status);
    }
    std::size_t added = 0;
    for (const Heard& event : truth) added += Add(event, held);
    ASSERT_EQ(added, truth.size() - once);
    ASSERT_EQ(held, truth);
    ASSERT_THAT(StandingOf(held).gaps, IsEmpty());
    ASSERT_EQ(StandingOf(held).fully_synced(), IsFinished(truth.back().status));
  }
}

}  // namespace
}  // namespace motcua::portal::sync
