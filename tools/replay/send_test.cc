#include "tools/replay/send.h"

#include <map>
#include <mutex>
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"
#include "tools/replay/settle.h"

namespace motcua::replay {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// Takes everything, and remembers which request ids had an effect.
class Province {
 public:
  // Refuses every call so many times.
  int outages = 0;
  // Refuses the receipt of this code for good.
  std::string refused_code;

  grpc::Status Outage() {
    const std::lock_guard lock(mutex_);
    if (outages-- > 0) return {grpc::StatusCode::UNAVAILABLE, "down"};
    return grpc::Status::OK;
  }
  void Received(const std::string& code) {
    const std::lock_guard lock(mutex_);
    received.insert(code);
  }
  // Processing hears of a dossier when it is asked for the second time.
  bool Knows(const std::string& code) {
    const std::lock_guard lock(mutex_);
    return received.count(code) > 0 && ++asked_[code] > 1;
  }
  void Changed(const std::string& request_id) {
    const std::lock_guard lock(mutex_);
    changes.insert(request_id);
  }

  std::set<std::string> received;
  std::set<std::string> changes;

 private:
  std::mutex mutex_;
  std::map<std::string, int> asked_;
};

class FakeCatalog : public catalog::v1::CatalogService::Service {
 public:
  explicit FakeCatalog(Province& province) : province_(province) {}
  grpc::Status UpdateCatalog(grpc::ServerContext*, const catalog::v1::UpdateCatalogRequest*,
                             catalog::v1::UpdateCatalogResponse*) override {
    return province_.Outage();
  }

 private:
  Province& province_;
};

class FakeIntake : public intake::v1::IntakeService::Service {
 public:
  explicit FakeIntake(Province& province) : province_(province) {}
  grpc::Status BatchReceiveDossiers(grpc::ServerContext*,
                                    const intake::v1::BatchReceiveDossiersRequest* request,
                                    intake::v1::BatchReceiveDossiersResponse* response) override {
    if (const grpc::Status outage = province_.Outage(); !outage.ok()) return outage;
    for (const auto& entry : request->requests()) {
      auto* result = response->add_results();
      if (entry.import().code() == province_.refused_code) {
        result->mutable_refusal()->set_code(grpc::StatusCode::ALREADY_EXISTS);
        result->mutable_refusal()->set_reason("CODE_TAKEN");
        continue;
      }
      result->mutable_dossier()->set_name("dossiers/" + entry.import().code());
      province_.Received(entry.import().code());
    }
    return grpc::Status::OK;
  }

 private:
  Province& province_;
};

class FakeProcessing : public processing::v1::ProcessingService::Service {
 public:
  explicit FakeProcessing(Province& province) : province_(province) {}
  grpc::Status GetCase(grpc::ServerContext*, const processing::v1::GetCaseRequest* request,
                       processing::v1::Case*) override {
    const std::string code = request->name().substr(sizeof("dossiers/") - 1);
    return province_.Knows(code) ? grpc::Status::OK
                                 : grpc::Status(grpc::StatusCode::NOT_FOUND, "not yet");
  }
  grpc::Status BatchUpdateCases(grpc::ServerContext*,
                                const processing::v1::BatchUpdateCasesRequest* request,
                                processing::v1::BatchUpdateCasesResponse* response) override {
    if (const grpc::Status outage = province_.Outage(); !outage.ok()) return outage;
    for (const auto& command : request->commands()) {
      auto* result = response->add_results();
      if (!command.has_finish_case()) continue;
      const auto& finish = command.finish_case();
      if (province_.Knows(finish.name().substr(sizeof("dossiers/") - 1))) {
        province_.Changed(finish.request_id());
      } else {
        result->mutable_refusal()->set_code(grpc::StatusCode::NOT_FOUND);
      }
    }
    return grpc::Status::OK;
  }

 private:
  Province& province_;
};

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
    server_ = builder.BuildAndStart();
    options_.key = "test";
    options_.patience = absl::Seconds(10);
    options_.intake = server_->InProcessChannel({});
    options_.processing = server_->InProcessChannel({});
  }

  std::size_t Finished() const {
    return static_cast<std::size_t>(
        std::count_if(plan_->dossiers.begin(), plan_->dossiers.end(),
                      [](const PlannedDossier& dossier) { return IsFinished(dossier.outcome); }));
  }

  Province province_;
  FakeCatalog catalog_{province_};
  FakeIntake intake_{province_};
  FakeProcessing processing_{province_};
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
  EXPECT_EQ(done, report->received + report->commands);
  EXPECT_THAT(province_.received, SizeIs(plan_->dossiers.size()));
  EXPECT_THAT(province_.changes, SizeIs(Finished()));
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
