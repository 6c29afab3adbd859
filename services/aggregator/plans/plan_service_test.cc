#include "services/aggregator/plans/plan_service.h"

#include "common/base/errors.h"
#include "common/received/batches_for_test.h"
#include "common/rpc/serve.h"
#include "common/testing/clock.h"
#include "common/testing/grpc.h"
#include "common/testing/status.h"
#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/plans/sample_plan_for_test.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::DetailsOf;
using ::motcua::testing::IsOk;
using received::FakeSource;
using received::ReceivedCell;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using Stub = v1::PlanService::Stub;

class PlanServiceTest : public ::testing::Test {
 protected:
  PlanServiceTest() {
    knowledge_.SetCatalog(SampleProvince());
    cells_.Set(ReceivedCell("so-tu-phap"), 3);
    EXPECT_THAT(knowledge_.Apply("processing", cells_.After(std::nullopt), clock_.clock()()),
                IsOk());
  }

  template <typename Method, typename Request, typename Response>
  grpc::Status Call(Method method, const Request& request, Response* response) {
    grpc::ClientContext context;
    return (stub_.get()->*method)(&context, request, response);
  }
  grpc::Status Progress(const std::string& plan, const std::string& day, const std::string& group,
                        v1::PlanProgress* progress) {
    v1::GetProgressRequest request;
    request.set_plan(plan);
    request.set_day(day);
    request.set_group(group);
    return Call(&Stub::GetProgress, request, progress);
  }
  std::string ReasonOf(const std::string& plan, const std::string& day,
                       const std::string& group = "") {
    v1::PlanProgress progress;
    return DetailsOf(Progress(plan, day, group, &progress)).reason;
  }

  const Definitions& definitions_ = Shipped();
  const Plans plans_ = [] {
    Plans plans = *LoadPlans("deploy/plans", Shipped());
    plans["thu"] = PlanFrom(kSamplePlan);
    return plans;
  }();
  const sql::Settings database_ = received::FreshReceived();
  received::Store store_{database_};
  Knowledge knowledge_{store_, {"processing"}};
  FakeSource cells_;
  const Links links_ = {{"processing", nullptr, [] {
                           return statistics::FollowerState{false, ""};
                         }}};
  testing::FakeClock clock_{worktime::At("2022-04-14 09:00")};
  std::vector<std::string> read_;
  PlanService service_{definitions_,
                       plans_,
                       knowledge_,
                       links_,
                       [this](const std::string& name) {
                         read_.push_back(name);
                         return ContentWith("so-ngoai-vu", 3, 4);
                       },
                       clock_.clock()};
  rpc::Server server_{rpc::ServeOptions(), {&service_}};
  std::unique_ptr<Stub> stub_ = v1::PlanService::NewStub(server_.InProcessChannel());
};

TEST_F(PlanServiceTest, PlansAreListedWithoutTheirTargets) {
  v1::ListPlansResponse answer;
  ASSERT_TRUE(Call(&Stub::ListPlans, v1::ListPlansRequest(), &answer).ok());
  ASSERT_EQ(answer.plans_size(), 2);
  EXPECT_EQ(answer.plans(0).id(), "kh_269_2023");
  EXPECT_THAT(answer.plans(0).groups(), SizeIs(4));
  EXPECT_THAT(answer.plans(0).groups(3).targets(), SizeIs(0));
  v1::GetPlanRequest request;
  request.set_plan("kh_269_2023");
  v1::Plan plan;
  ASSERT_TRUE(Call(&Stub::GetPlan, request, &plan).ok());
  EXPECT_THAT(plan.groups(3).targets(), SizeIs(177));
  request.set_plan("kh");
  EXPECT_EQ(DetailsOf(Call(&Stub::GetPlan, request, &plan)).reason, "PLAN_UNKNOWN");
}

TEST_F(PlanServiceTest, ProgressSaysWhatItRestsOn) {
  v1::PlanProgress progress;
  ASSERT_TRUE(Progress("thu", "2022-04-14", "", &progress).ok());
  ASSERT_EQ(progress.targets_size(), 3);
  EXPECT_EQ(progress.targets(0).now().numerator(), 3);
  EXPECT_TRUE(progress.targets(0).met());
  EXPECT_EQ(progress.targets(2).aim().numerator(), 3);
  EXPECT_THAT(read_, ElementsAre("snapshots/2022-03-15_2022-03-31.1"));
  ASSERT_EQ(progress.rankings_size(), 1);
  EXPECT_EQ(progress.rankings(0).units(0).row(), "so-tu-phap");
  EXPECT_THAT(progress.unreachable(), ElementsAre("processing"));
  ASSERT_EQ(progress.watermarks_size(), 1);
  EXPECT_EQ(progress.watermarks(0).source(), "processing");
}

// The fake source is complete until 2022-04-15 12:20 in Vietnam.
TEST_F(PlanServiceTest, ADayThatMayStillChangeIsProvisional) {
  v1::PlanProgress progress;
  ASSERT_TRUE(Progress("thu", "2022-04-14", "", &progress).ok());
  EXPECT_FALSE(progress.provisional());
  clock_.Set(worktime::At("2022-04-16 09:00"));
  ASSERT_TRUE(Progress("thu", "2022-04-15", "", &progress).ok());
  EXPECT_TRUE(progress.provisional());
}

TEST_F(PlanServiceTest, NothingOfAnAnswerIsKept) {
  v1::PlanProgress progress;
  ASSERT_TRUE(Progress("thu", "2022-04-14", "", &progress).ok());
  cells_.Set(ReceivedCell("so-tu-phap"), 5);
  ASSERT_THAT(knowledge_.Apply("processing", cells_.After(1), clock_.clock()()), IsOk());
  ASSERT_TRUE(Progress("thu", "2022-04-14", "", &progress).ok());
  EXPECT_EQ(progress.targets(0).now().numerator(), 5);
  EXPECT_THAT(read_, SizeIs(2)) << "a snapshot is verified each time";
}

TEST_F(PlanServiceTest, RefusesWhatCannotBeAnswered) {
  EXPECT_EQ(ReasonOf("khong", "2022-04-14"), "PLAN_UNKNOWN");
  EXPECT_EQ(ReasonOf("thu", "2022-04-14", "xa"), "GROUP_UNKNOWN");
  EXPECT_EQ(ReasonOf("thu", ""), "DATE_INVALID");
  EXPECT_EQ(ReasonOf("thu", "14/4/2022"), "DATE_INVALID");
  EXPECT_EQ(ReasonOf("thu", "2022-04-15"), "DAY_IN_FUTURE");
  EXPECT_EQ(ReasonOf("thu", "2022-03-14"), "DAY_OUTSIDE_PLAN");
  clock_.Set(worktime::At("2022-05-30 09:00"));
  EXPECT_EQ(ReasonOf("thu", "2022-04-30"), "DAY_OUTSIDE_PLAN");
  EXPECT_EQ(ReasonOf("thu", "2022-04-29"), "");
  knowledge_.SetCatalog(nullptr);
  EXPECT_EQ(ReasonOf("thu", "2022-04-29"), "CATALOG_MISSING");
}

TEST_F(PlanServiceTest, FindingsOfAPlanNeedNoCatalogue) {
  knowledge_.SetCatalog(nullptr);
  v1::ListPlanFindingsRequest request;
  request.set_plan("kh_269_2023");
  v1::ListPlanFindingsResponse answer;
  ASSERT_TRUE(Call(&Stub::ListPlanFindings, request, &answer).ok());
  int violations = 0;
  for (const v1::Finding& finding : answer.findings()) {
    violations += finding.severity() == v1::Finding::SEVERITY_VIOLATION;
  }
  EXPECT_EQ(violations, 6);
}

}  // namespace
}  // namespace motcua::aggregator
