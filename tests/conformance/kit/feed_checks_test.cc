// The kit can fail: each fault of a journal is found by the requirement that names it.
#include "tests/conformance/kit/feed_checks.h"

#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/conformance/kit/faults_for_test.h"
#include "tests/conformance/kit/journal_for_test.h"

namespace motcua::conform {
namespace {

Report ReportOn(JournalFault fault) {
  JournalForTest journal(fault);
  return ReportOnService(journal, [](const auto& channel) {
    return CheckFeed(channel, {absl::Seconds(2), absl::Seconds(1)});
  });
}

TEST(FeedChecksTest, AJournalThatKeepsTheContractPassesAll) {
  ExpectAllPass(ReportOn(JournalFault::kNone), FeedRequirements());
}

TEST(FeedChecksTest, EveryFaultIsFoundByItsRequirement) {
  const std::vector<std::pair<JournalFault, const char*>> faults = {
      {JournalFault::kSkipsAnEvent, "feed.order"},
      {JournalFault::kRepeatsAnEvent, "feed.order"},
      {JournalFault::kWrongHash, "feed.chain"},
      {JournalFault::kHashWithoutSubject, "feed.chain"},
      {JournalFault::kFinerThanMicroseconds, "feed.event"},
      {JournalFault::kCursorWithinACommand, "feed.cursor"},
      {JournalFault::kCursorBehindTheEvents, "feed.cursor"},
      {JournalFault::kTooManyEvents, "feed.size"},
      {JournalFault::kEndsEarly, "feed.caught-up"},
      {JournalFault::kHeadOfAnotherJournal, "feed.caught-up"},
      {JournalFault::kResumesAtTheBeginning, "feed.resume"},
      {JournalFault::kSkipsOnResumption, "feed.resume"},
      {JournalFault::kTakesForkedCursors, "feed.forked"},
      {JournalFault::kForksWithoutReason, "feed.forked"},
      {JournalFault::kTakesCursorsBeyond, "feed.beyond"},
      {JournalFault::kTakesCursorsWithin, "feed.within-command"},
      {JournalFault::kTakesMalformedCursors, "feed.malformed-cursor"},
      {JournalFault::kNoBookmarks, "feed.bookmark"},
      {JournalFault::kEndsWhenIdle, "feed.bookmark"},
      {JournalFault::kPromiseGoesBack, "feed.promise"},
      {JournalFault::kFollowedOutOfOrder, "feed.followed"},
      {JournalFault::kDiesOfCancelledCalls, "feed.survives"},
  };
  ExpectEachIsFound(faults, ReportOn);
}

}  // namespace
}  // namespace motcua::conform
