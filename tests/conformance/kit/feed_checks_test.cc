// The kit can fail: each fault of a journal is found by the requirement that names it.
#include "tests/conformance/kit/feed_checks.h"

#include <future>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/conformance/kit/journal_for_test.h"

namespace motcua::conform {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

Report ReportOn(JournalFault fault) {
  JournalForTest journal(fault);
  grpc::ServerBuilder builder;
  builder.RegisterService(&journal);
  const auto server = builder.BuildAndStart();
  const Report report =
      CheckFeed(server->InProcessChannel({}), {absl::Seconds(2), absl::Seconds(1)});
  server->Shutdown(absl::ToChronoTime(absl::Now() + absl::Seconds(1)));
  return report;
}

TEST(FeedChecksTest, AJournalThatKeepsTheContractPassesAll) {
  const Report report = ReportOn(JournalFault::kNone);
  EXPECT_THAT(report.FailedIds(), IsEmpty()) << report.Text();
  for (const Requirement& requirement : FeedRequirements()) {
    EXPECT_EQ(report.VerdictOf(requirement.id), Verdict::kPass) << requirement.id;
  }
}

TEST(FeedChecksTest, EveryFaultIsFoundByItsRequirement) {
  const std::pair<JournalFault, const char*> kFaults[] = {
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
      {JournalFault::kPromiseGoesBack, "feed.promise"},
      {JournalFault::kFollowedOutOfOrder, "feed.followed"},
      {JournalFault::kDiesOfCancelledCalls, "feed.survives"},
  };
  // Beside each other: what they do is wait.
  std::vector<std::future<Report>> reports;
  for (const auto& [fault, id] : kFaults) {
    reports.push_back(std::async(std::launch::async, ReportOn, fault));
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const Report report = reports[i].get();
    EXPECT_THAT(report.FailedIds(), Contains(kFaults[i].second)) << report.Text();
  }
}

}  // namespace
}  // namespace motcua::conform
