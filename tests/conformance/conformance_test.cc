// What every rpc of the federation promises, tried on real processes: whatever a caller sends, no
// internal error, a refusal that names the field and is told in Vietnamese, nothing stored, and
// the process lives.
#include <iostream>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "common/rpc/health.h"
#include "common/testing/database.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "tests/conformance/dynamic_call.h"
#include "tests/conformance/examples.h"
#include "tests/conformance/offer.h"
#include "tests/conformance/province.h"
#include "tests/conformance/variants.h"
#include "tests/conformance/verdict.h"

namespace motcua::conformance {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::string NameOf(const MethodDescriptor& method) {
  return absl::StrCat(method.service()->name(), ".", method.name());
}

// One federation for all tests of this program.
class ConformanceTest : public ::testing::Test {
 protected:
  struct Shared {
    testing::TempDir dir;
    local::Federation federation{{.var = dir.path()}};
    Province province{federation};
  };

  static void SetUpTestSuite() { shared_ = new Shared; }
  static void TearDownTestSuite() { delete shared_; }

  void TearDown() override {
    for (const std::string& process : federation().names()) {
      EXPECT_TRUE(federation().Running(process)) << process;
      EXPECT_TRUE(rpc::IsServing(federation().Dial(process, "admin"), "", absl::Seconds(10)))
          << process;
    }
  }

  static local::Federation& federation() { return shared_->federation; }
  static Province& province() { return shared_->province; }

  // A good request, with dossiers of its own.
  static std::unique_ptr<Message> Good(const MethodDescriptor& method) {
    auto request = NewMessage(*method.input_type());
    const Example example = ExampleOf(NameOf(method));
    EXPECT_NE(example.text, nullptr) << NameOf(method) << " has no example";
    if (example.text == nullptr) return request;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(province().Fill(example.text),
                                                              request.get()));
    return request;
  }

  // Calls with each variant; a refused one must have changed no journal.
  static void Try(const std::string& process, const MethodDescriptor& method) {
    const auto channel = federation().Dial(process, IdentityFor(method));
    const std::unique_ptr<Message> good = Good(method);
    Heads heads = province().Settle();
    for (const Variant& variant : VariantsOf(*good)) {
      SCOPED_TRACE(absl::StrCat(process, " ", NameOf(method), " with ", variant.name));
      const Outcome outcome = Call(channel, method, *variant.request);
      ++calls_;
      EXPECT_EQ(FaultOf(*method.input_type(), variant, outcome), "");
      if (Refused(outcome)) {
        EXPECT_EQ(province().ReadHeads(), heads) << "a refused call was stored";
      } else if (province().ReadHeads() != heads) {
        heads = province().Settle();
      }
    }
  }

  // The good request, on fresh dossiers, without a deadline.
  static void TryGood(const std::string& process, const MethodDescriptor& method) {
    const auto channel = federation().Dial(process, IdentityFor(method));
    const Outcome outcome = Call(channel, method, *Good(method), absl::InfiniteDuration());
    EXPECT_EQ(FaultOf(*method.input_type(), {}, outcome), "");
    // One level up a contract may be offered in part, and says so.
    const bool offered = outcome.status.error_code() != grpc::StatusCode::UNIMPLEMENTED;
    if (offered && ExampleOf(NameOf(method)).accepted) {
      EXPECT_FALSE(Refused(outcome)) << NameOf(method) << ": " << outcome.status.error_message();
    }
  }

  static Shared* shared_;
  static int calls_;
};

ConformanceTest::Shared* ConformanceTest::shared_ = nullptr;
int ConformanceTest::calls_ = 0;

TEST_F(ConformanceTest, EveryProcessOffersItsContracts) {
  const std::string feed = "motcua.feed.v1.ChangeFeedService";
  const std::string statistics = "motcua.statistics.v1.StatisticsService";
  const std::string verify = "motcua.verify.v1.VerifyService";
  const std::map<std::string, std::set<std::string>> contracts = {
      {"intake",
       {"motcua.catalog.v1.CatalogService", "motcua.intake.v1.IntakeService", feed, statistics,
        verify}},
      {"processing", {"motcua.processing.v1.ProcessingService", feed, statistics, verify}},
      {"payment", {"motcua.payment.v1.PaymentService", feed, statistics, verify}},
      {"digitization", {"motcua.digitization.v1.DigitizationService", feed, statistics, verify}},
      {"aggregator",
       {"motcua.aggregator.v1.PlanService", "motcua.aggregator.v1.ReportService",
        "motcua.aggregator.v1.ReportedService", "motcua.aggregator.v1.SaidService",
        "motcua.aggregator.v1.SnapshotService", feed, statistics, verify}},
      {"portal",
       {"motcua.portal.v1.PortalService", "motcua.portal.v1.SyncService", feed, statistics,
        verify}},
  };
  for (const std::string& process : federation().names()) {
    EXPECT_EQ(OfferedServices(federation().Dial(process, "analyst")), contracts.at(process))
        << process;
  }
}

TEST_F(ConformanceTest, NoRpcFailsOrStoresWhatItRefuses) {
  for (const std::string& process : federation().names()) {
    for (const MethodDescriptor* method :
         MethodsOf(OfferedServices(federation().Dial(process, "admin")))) {
      Try(process, *method);
    }
  }
  std::cout << calls_ << " calls" << std::endl;
  // A walk that finds nothing to vary would prove nothing.
  EXPECT_GT(calls_, 1000);
}

TEST_F(ConformanceTest, GoodRequestsNeedNoDeadline) {
  for (const std::string& process : federation().names()) {
    for (const MethodDescriptor* method :
         MethodsOf(OfferedServices(federation().Dial(process, "admin")))) {
      SCOPED_TRACE(process + " " + NameOf(*method));
      TryGood(process, *method);
    }
  }
}

TEST_F(ConformanceTest, DecomposedNamesComeBackComposed) {
  const auto intake = intake::v1::IntakeService::NewStub(federation().Dial("intake", "officer"));
  intake::v1::FileDossierRequest request;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      ExampleOf("IntakeService.FileDossier").text, &request));
  request.mutable_dossier()->mutable_applicant()->set_full_name("Nguye\u0302\u0303n Va\u0306n A");
  intake::v1::Dossier filed;
  ASSERT_TRUE(intake->FileDossier(rpc::ContextFor(absl::Seconds(20)).get(), request, &filed).ok());
  intake::v1::GetDossierRequest get;
  get.set_name(filed.name());
  intake::v1::Dossier dossier;
  ASSERT_TRUE(intake->GetDossier(rpc::ContextFor(absl::Seconds(20)).get(), get, &dossier).ok());
  EXPECT_EQ(dossier.applicant().full_name(), "Nguyễn Văn A");
}

}  // namespace
}  // namespace motcua::conformance
