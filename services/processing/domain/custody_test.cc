#include "services/processing/domain/custody.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/brute_force.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/custody_minutes.h"
#include "services/processing/domain/route_history.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kHistories = 1000;

Custody CustodyIn(const Case& dossier, absl::Time now) {
  static const worktime::Calendar calendar = worktime::PlainCalendar();
  return CustodyOf(dossier, &calendar, now).value();
}

// "agency/leg day hour", with the kind of pause before it.
std::vector<std::string> Lines(const Custody& custody) {
  std::vector<std::string> lines;
  for (const CustodySpan& span : custody.spans) {
    lines.push_back(absl::StrCat(
        span.pause ? absl::StrCat("pause ", static_cast<int>(*span.pause), " ") : "", span.agency,
        "/", span.leg, " ", absl::FormatTime("%d %H", span.start, LocalZone())));
  }
  return lines;
}

TEST(CustodyTest, TheFirstReceiverHasItUntilNow) {
  const Story story(March(10));
  const Custody custody = CustodyIn(story.dossier(), MarchAt(2, 10));
  EXPECT_THAT(custody.spans,
              ElementsAre(CustodySpan{MarchAt(1, 9), MarchAt(2, 10), "so-tu-phap", 0, {}}));
  // 9:00 to 11:30, 13:30 to 17:00, and 7:00 to 10:00.
  EXPECT_THAT(custody.totals,
              ElementsAre(CustodyTotal{"so-tu-phap", {}, absl::Hours(25), absl::Hours(9)}));
  EXPECT_EQ(custody.age, absl::Hours(25));
}

TEST(CustodyTest, TheLinkedLegDueFirstHasIt) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"undated", {}})
      .Then(MarchAt(3, 9), HandOver{"later", March(21)})
      .Then(MarchAt(4, 9), HandOver{"sooner", March(15)})
      .Then(MarchAt(5, 9), HandOver{"as-soon", March(15)})
      .Then(MarchAt(6, 9), FinishLeg{3})
      .Then(MarchAt(7, 9), FinishLeg{4})
      .Then(MarchAt(8, 9), FinishLeg{2})
      .Then(MarchAt(9, 9), FinishLeg{1})
      .Then(MarchAt(10, 9), Finish{});
  EXPECT_THAT(
      Lines(CustodyIn(story.dossier(), MarchAt(30, 9))),
      ElementsAre("so-tu-phap/0 01 09", "undated/1 02 09", "later/2 03 09", "sooner/3 04 09",
                  "as-soon/4 06 09", "later/2 07 09", "undated/1 08 09", "so-tu-phap/0 09 09"));
}

TEST(CustodyTest, ThePauseOfTheOwnLegComesBeforeAllAndThatOfALinkedOneInItsPlace) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(15)})
      .Then(MarchAt(3, 9), Pause{1, PauseKind::kObligation, ""})
      .Then(MarchAt(4, 9), Pause{0, PauseKind::kSupplement, ""})
      .Then(MarchAt(5, 9), Resume{1})
      .Then(MarchAt(7, 9), Resume{0});
  const Custody custody = CustodyIn(story.dossier(), MarchAt(8, 9));
  EXPECT_THAT(Lines(custody), ElementsAre("so-tu-phap/0 01 09", "chi-cuc-thue/1 02 09",
                                          "pause 2 chi-cuc-thue/1 03 09",
                                          "pause 1 so-tu-phap/0 04 09", "chi-cuc-thue/1 07 09"));
  EXPECT_THAT(
      custody.totals,
      ElementsAre(CustodyTotal{"chi-cuc-thue", {}, absl::Hours(48), absl::Hours(16)},
                  CustodyTotal{"so-tu-phap", {}, absl::Hours(24), absl::Hours(8)},
                  CustodyTotal{"", PauseKind::kSupplement, absl::Hours(72), absl::Hours(8)},
                  CustodyTotal{"", PauseKind::kObligation, absl::Hours(24), absl::Hours(8)}));
}

TEST(CustodyTest, ReturnsAndTransfersChangeHands) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(15)})
      .Then(MarchAt(3, 9), Return{1, "not_ours"})
      .Then(MarchAt(4, 9), Transfer{1, "cuc-thue", "misled"});
  EXPECT_THAT(Lines(CustodyIn(story.dossier(), MarchAt(8, 9))),
              ElementsAre("so-tu-phap/0 01 09", "chi-cuc-thue/1 02 09", "so-tu-phap/1 03 09",
                          "cuc-thue/1 04 09"));
}

TEST(CustodyTest, BetweenAnEndAndAReopeningItLiesWithItsHolder) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), Finish{}).Then(MarchAt(4, 9), Reopen{"error"});
  story.Then(MarchAt(5, 9), Finish{});
  const Custody custody = CustodyIn(story.dossier(), MarchAt(30, 9));
  EXPECT_THAT(Lines(custody), ElementsAre("so-tu-phap/0 01 09"));
  EXPECT_EQ(custody.age, absl::Hours(96));
}

TEST(CustodyTest, PartsOfSecondsAddUp) {
  Story story(March(10));
  const absl::Duration part = absl::Milliseconds(700);
  story.Then(MarchAt(1, 10) + part, Pause{}).Then(MarchAt(1, 11) + part, Resume{});
  const Custody custody = CustodyIn(story.dossier(), MarchAt(1, 12) + part);
  EXPECT_EQ(custody.age, absl::Hours(3));
  EXPECT_EQ(custody.spans[1].start, MarchAt(1, 10) + part);
}

TEST(CustodyTest, AVoidDossierHasNone) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), Void{"double"});
  EXPECT_THAT(CustodyIn(story.dossier(), MarchAt(3, 9)).spans, IsEmpty());
}

TEST(CustodyTest, AYearTheCalendarLacksIsAnError) {
  const Story story(March(10));
  const auto calendar = worktime::Calendar::Build({{2022, "test"}}, {}).value();
  const absl::Time in_2023 = MarchAt(1, 9) + absl::Hours(24 * 365);
  EXPECT_EQ(ReasonOf(CustodyOf(story.dossier(), &calendar, in_2023).status()),
            "CALENDAR_YEAR_MISSING");
  EXPECT_EQ(ReasonOf(CustodyOf(story.dossier(), nullptr, MarchAt(2, 9)).status()),
            "CALENDAR_YEAR_MISSING");
}

// Each span begins where the last one ended, and differs from it.
void ExpectContiguous(const Custody& custody, absl::Time start) {
  for (std::size_t i = 0; i < custody.spans.size(); ++i) {
    const CustodySpan& span = custody.spans[i];
    EXPECT_EQ(span.start, i == 0 ? start : custody.spans[i - 1].end);
    EXPECT_LT(span.start, span.end);
    if (i == 0) continue;
    const CustodySpan& last = custody.spans[i - 1];
    EXPECT_FALSE(last.agency == span.agency && last.leg == span.leg && last.pause == span.pause);
  }
}

void ExpectTheMinutesOf(const Custody& custody, const CustodyMinutes& expected) {
  std::map<std::string, CustodyMinutes::Minutes> counted;
  absl::Duration sum;
  for (const CustodyTotal& total : custody.totals) {
    const std::string keeper =
        total.pause ? absl::StrCat("pause ", static_cast<int>(*total.pause)) : total.agency;
    counted[keeper] = {absl::ToInt64Minutes(total.time), absl::ToInt64Minutes(total.work)};
    sum += total.time;
  }
  EXPECT_TRUE(counted == expected.totals);
  EXPECT_EQ(absl::ToInt64Minutes(custody.age), expected.age);
  EXPECT_EQ(sum, custody.age);
}

// Late steps by responsible agency and day.
using LateSteps = std::map<std::pair<std::string, Day>, std::int64_t>;

LateSteps CountedLateSteps(const Case& dossier) {
  LateSteps steps;
  const statistics::Deltas cells = Contributions(dossier);
  for (const auto& [key, value] : cells.values()) {
    if (key.counter == statistics::Counter::kLateStep) {
      steps[{key.responsible_agency, key.day}] += value;
    }
  }
  return steps;
}

LateSteps ExpectedLateSteps(const Case& dossier, Day last) {
  LateSteps steps;
  const Day first = March(1);
  for (const auto& [key, days] : BruteForce(dossier, first, last).Count()) {
    if (key.counter != statistics::Counter::kLateStep) continue;
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (days[i] != 0) steps[{key.responsible_agency, first + static_cast<Day>(i)}] += days[i];
    }
  }
  return steps;
}

TEST(CustodyTest, EveryMinuteOfRandomRoutesIsSomebodys) {
  std::map<std::size_t, int> accepted;
  std::map<std::string, std::int64_t> kept;
  std::int64_t late_steps = 0;
  for (std::uint64_t seed = 1; seed <= kHistories; ++seed) {
    SCOPED_TRACE(seed);
    RouteHistory history(seed);
    history.Live(45);
    const Case& dossier = history.dossier();
    const Custody custody = CustodyIn(dossier, history.now());
    const CustodyMinutes expected(dossier, history.now());
    ExpectContiguous(custody, dossier.legs[0].receive_time);
    ExpectTheMinutesOf(custody, expected);
    const LateSteps late = CountedLateSteps(dossier);
    EXPECT_EQ(late, ExpectedLateSteps(dossier, LocalDay(history.now())));
    ASSERT_FALSE(testing::Test::HasFailure());
    for (const auto& [command, times] : history.accepted()) accepted[command] += times;
    for (const auto& [keeper, minutes] : expected.totals) kept[keeper] += minutes.all;
    for (const auto& [key, steps] : late) late_steps += steps;
  }
  for (const Command& command :
       {Command(HandOver{}), Command(Return{}), Command(Transfer{}), Command(Pause{}),
        Command(Resume{}), Command(FinishLeg{}), Command(Finish{}), Command(Reopen{})}) {
    EXPECT_GE(accepted[command.index()], 50) << command.index();
  }
  for (const char* pause : {"pause 1", "pause 2", "pause 3"}) EXPECT_GE(kept[pause], 1000) << pause;
  EXPECT_GE(late_steps, 100);
}

}  // namespace
}  // namespace motcua::processing
