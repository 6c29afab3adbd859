// The kit can fail: each fault of a source is found by the requirement that names it.
#include "tests/conformance/kit/statistics_checks.h"

#include <future>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/conformance/kit/source_for_test.h"

namespace motcua::conform {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

Report ReportOn(SourceFault fault) {
  SourceForTest source(fault);
  grpc::ServerBuilder builder;
  builder.RegisterService(&source);
  const auto server = builder.BuildAndStart();
  const Report report =
      CheckStatistics(server->InProcessChannel({}), {absl::Seconds(2), absl::Seconds(1)});
  server->Shutdown(absl::ToChronoTime(absl::Now() + absl::Seconds(1)));
  return report;
}

TEST(StatisticsChecksTest, ASourceThatKeepsTheContractPassesAll) {
  const Report report = ReportOn(SourceFault::kNone);
  EXPECT_THAT(report.FailedIds(), IsEmpty()) << report.Text();
  for (const Requirement& requirement : StatisticsRequirements()) {
    EXPECT_EQ(report.VerdictOf(requirement.id), Verdict::kPass) << requirement.id;
  }
}

TEST(StatisticsChecksTest, WhoDoesNotAnswerFails) {
  const auto nobody = grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials());
  const Report report = CheckStatistics(nobody, {absl::Seconds(1), absl::Seconds(1)});
  EXPECT_THAT(report.FailedIds(), Contains("cells.first-sync"));
}

TEST(StatisticsChecksTest, EveryFaultIsFoundByItsRequirement) {
  const std::pair<SourceFault, const char*> kFaults[] = {
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
      {SourceFault::kPromiseGoesBack, "cells.promise"},
      {SourceFault::kPromisesTheFuture, "cells.promise"},
      {SourceFault::kProjectionLoses, "cells.projection-none"},
      {SourceFault::kProjectionKeepsProcedures, "cells.projection-none"},
      {SourceFault::kProjectionKeepsAgencies, "cells.projection-province"},
      {SourceFault::kTakesMalformedProjections, "cells.malformed-projection"},
      {SourceFault::kDiesOfCancelledCalls, "cells.survives"},
      {SourceFault::kSumsAreOff, "summary.sums"},
      {SourceFault::kCarriesNothingOver, "summary.sums"},
      {SourceFault::kSumsOfEverybody, "summary.agencies"},
      {SourceFault::kSumsOfAnything, "summary.malformed"},
      {SourceFault::kContributorIsMissing, "contributors.sum"},
      {SourceFault::kContributorTwice, "contributors.pages"},
      {SourceFault::kContributorsOfAnything, "contributors.malformed"},
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
