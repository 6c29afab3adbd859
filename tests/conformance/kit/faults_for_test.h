// How a suite of checks is itself checked: it passes what keeps the contract, and finds every
// fault.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_FAULTS_FOR_TEST_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_FAULTS_FOR_TEST_H_

#include <future>
#include <memory>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/conformance/kit/report.h"

namespace motcua::conform {

// What `check` says of a service in this process, asked over `channel`.
template <typename Check>
Report ReportOnService(grpc::Service& service, Check check) {
  grpc::ServerBuilder builder;
  builder.RegisterService(&service);
  const auto server = builder.BuildAndStart();
  const Report report = check(server->InProcessChannel({}));
  server->Shutdown(absl::ToChronoTime(absl::Now() + absl::Seconds(1)));
  return report;
}

template <typename Requirements>
void ExpectAllPass(const Report& report, const Requirements& requirements) {
  EXPECT_THAT(report.FailedIds(), ::testing::IsEmpty()) << report.Text();
  for (const Requirement& requirement : requirements) {
    EXPECT_EQ(report.VerdictOf(requirement.id), Verdict::kPass) << requirement.id;
  }
}

// Each fault by the requirement that names it. Beside each other: what they do is wait.
template <typename Fault>
void ExpectEachIsFound(const std::vector<std::pair<Fault, const char*>>& faults,
                       Report (*report_on)(Fault)) {
  std::vector<std::future<Report>> reports;
  for (const auto& [fault, id] : faults) {
    reports.push_back(std::async(std::launch::async, report_on, fault));
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const Report report = reports[i].get();
    EXPECT_THAT(report.FailedIds(), ::testing::Contains(faults[i].second)) << report.Text();
  }
}

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_FAULTS_FOR_TEST_H_
