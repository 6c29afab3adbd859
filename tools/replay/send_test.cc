#include "tools/replay/send.h"

#include <set>

#include "gmock/gmock.h"
#include "tools/replay/paper_requests.h"
#include "tools/replay/payment_requests.h"
#include "tools/replay/province_for_test.h"
#include "tools/replay/requests.h"
#include "tools/replay/send_papers.h"
#include "tools/replay/settle.h"

namespace motcua::replay {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class SendTest : public ::testing::Test {
 protected:
  SendTest() {
    const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/ninh_binh_small");
    EXPECT_TRUE(scenario.ok()) << scenario.status();
    std::vector<Remark> remarks;
    plan_.emplace(MakePlan(*scenario, Settle(*scenario, remarks), remarks));
    grpc::ServerBuilder builder;
    builder.RegisterService(&catalog_);
    builder.RegisterService(&intake_);
    builder.RegisterService(&processing_);
    builder.RegisterService(&payment_);
    builder.RegisterService(&digitization_);
    server_ = builder.BuildAndStart();
    options_.key = "test";
    options_.patience = absl::Seconds(10);
    options_.intake = server_->InProcessChannel({});
    options_.processing = server_->InProcessChannel({});
    options_.payment = server_->InProcessChannel({});
    options_.digitization = server_->InProcessChannel({});
  }

  // Commands of the whole plan, by the requests alone.
  std::size_t Commanded(bool cases_only) const {
    std::size_t commands = 0;
    for (const PlannedDossier& dossier : plan_->dossiers) {
      commands += Commands(dossier, plan_->time, "k").size();
      if (cases_only) continue;
      commands += PaymentCommands(dossier, plan_->time, "k").size() +
                  ComponentCommands(dossier, plan_->time, "k").size() +
                  ResultCommands(dossier, plan_->time, "k").size() + (dossier.papers.reuse ? 1 : 0);
    }
    return commands;
  }

  Province province_;
  FakeCatalog catalog_{province_};
  FakeIntake intake_{province_};
  FakeProcessing processing_{province_};
  FakePayment payment_{province_};
  FakeDigitization digitization_{province_};
  std::optional<Plan> plan_;
  std::unique_ptr<grpc::Server> server_;
  SendOptions options_;
};

TEST_F(SendTest, EverythingArrivesThroughOutagesAndALateFollower) {
  province_.outages = 3;
  std::size_t done = 0;
  options_.progress = [&](std::size_t now, std::size_t) { done = now; };
  const absl::StatusOr<SendReport> report = Send(*plan_, options_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->refused, 0u);
  EXPECT_EQ(done, report->receipts.entries + report->payments.entries + report->files.entries +
                      report->cases.entries + report->papers.entries);
  EXPECT_THAT(province_.received, SizeIs(plan_->dossiers.size()));
  EXPECT_THAT(province_.changes, SizeIs(Commanded(/*cases_only=*/false)));
  EXPECT_THAT(province_.files, SizeIs(CountFiles(*plan_)));
  EXPECT_EQ(province_.statement_lines, 49 + 40);  // as counts.tsv has them, children in parents
}

TEST_F(SendTest, WithoutTheirServicesPaymentsAndPapersAreLeftOut) {
  options_.payment = nullptr;
  options_.digitization = nullptr;
  const absl::StatusOr<SendReport> report = Send(*plan_, options_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(province_.changes, SizeIs(Commanded(/*cases_only=*/true)));
  EXPECT_THAT(province_.files, SizeIs(0));
}

TEST_F(SendTest, ARunAgainUsesTheSameRequestIds) {
  ASSERT_TRUE(Send(*plan_, options_).ok());
  const std::set<std::string> before = province_.changes;
  ASSERT_TRUE(Send(*plan_, options_).ok());
  EXPECT_EQ(province_.changes, before);
}

TEST_F(SendTest, WhatIsRefusedForGoodIsToldByItsDossier) {
  province_.refused_code = plan_->dossiers.front().code;
  const absl::StatusOr<SendReport> report = Send(*plan_, options_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->refused, 1u);
  ASSERT_THAT(report->refusals, SizeIs(1));
  EXPECT_THAT(report->refusals[0], HasSubstr(province_.refused_code + ": CODE_TAKEN"));
}

TEST_F(SendTest, PatienceEnds) {
  options_.patience = absl::Milliseconds(200);
  province_.outages = 1 << 20;
  EXPECT_TRUE(absl::IsUnavailable(Send(*plan_, options_).status()));
}

}  // namespace
}  // namespace motcua::replay
