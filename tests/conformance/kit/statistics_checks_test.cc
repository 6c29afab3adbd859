// The kit can fail: each fault of a source is found by the requirement that names it.
#include "tests/conformance/kit/statistics_checks.h"

#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/conformance/kit/faults_for_test.h"
#include "tests/conformance/kit/source_for_test.h"

namespace motcua::conform {
namespace {

using ::testing::Contains;

Report ReportOn(SourceFault fault) {
  SourceForTest source(fault);
  return ReportOnService(source, [](const auto& channel) {
    return CheckStatistics(channel, {absl::Seconds(2), absl::Seconds(1)});
  });
}

TEST(StatisticsChecksTest, ASourceThatKeepsTheContractPassesAll) {
  ExpectAllPass(ReportOn(SourceFault::kNone), StatisticsRequirements());
}

TEST(StatisticsChecksTest, WhoDoesNotAnswerFails) {
  const auto nobody = grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials());
  const Report report = CheckStatistics(nobody, {absl::Seconds(1), absl::Seconds(1)});
  EXPECT_THAT(report.FailedIds(), Contains("cells.first-sync"));
}

TEST(StatisticsChecksTest, EveryFaultIsFoundByItsRequirement) {
  const std::vector<std::pair<SourceFault, const char*>> faults = {
      {SourceFault::kFirstSyncIsNotFull, "cells.first-sync"},
      {SourceFault::kNoDigest, "cells.parts"},
      {SourceFault::kTwiceInABatch, "cells.unique"},
      {SourceFault::kUnknownCounter, "cells.known"},
      {SourceFault::kNobodyElseIsResponsible, "cells.known"},
      {SourceFault::kWrongDigest, "cells.digest"},
      {SourceFault::kGapOnResumption, "cells.gapless"},
      {SourceFault::kSendsAllOnResumption, "cells.resume"},
      {SourceFault::kForgetsOnResumption, "cells.resume-middle"},
      {SourceFault::kChangesOnResumption, "cells.resume-middle"},
      {SourceFault::kContinuesAnyEpoch, "cells.unknown-epoch"},
      {SourceFault::kTakesMalformedCursors, "cells.malformed-cursor"},
      {SourceFault::kNoBookmarks, "cells.bookmark"},
      {SourceFault::kEndsAfterOneBatch, "cells.bookmark"},
      {SourceFault::kPromiseGoesBack, "cells.promise"},
      {SourceFault::kPromisesTheFuture, "cells.promise"},
      {SourceFault::kProjectionLoses, "cells.projection-none"},
      {SourceFault::kProjectionKeepsProcedures, "cells.projection-none"},
      {SourceFault::kProjectionKeepsAgencies, "cells.projection-province"},
      {SourceFault::kProjectionMovesAgencies, "cells.projection-none"},
      {SourceFault::kTakesMalformedProjections, "cells.malformed-projection"},
      {SourceFault::kDiesOfCancelledCalls, "cells.survives"},
      {SourceFault::kSumsAreOff, "summary.sums"},
      {SourceFault::kCarriesNothingOver, "summary.sums"},
      {SourceFault::kSumsOfEverybody, "summary.agencies"},
      {SourceFault::kSumsOfAnything, "summary.malformed"},
      {SourceFault::kContributorIsMissing, "contributors.sum"},
      {SourceFault::kContributorTwice, "contributors.pages"},
      {SourceFault::kContributorsOfAnything, "contributors.malformed"},
      {SourceFault::kPagesNeverEnd, "contributors.pages"},
      {SourceFault::kTakesAnyPageToken, "contributors.malformed"},
  };
  ExpectEachIsFound(faults, ReportOn);
}

}  // namespace
}  // namespace motcua::conform
