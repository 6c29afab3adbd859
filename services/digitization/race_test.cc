// Two instances over one database: whoever decides sees what the other has stored.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

class RaceTest : public DigitizationTest {
 protected:
  static grpc::Status Attach(Stub& stub, const std::string& code, const std::string& file,
                             const std::string& request_id) {
    auto request = For<v1::AttachResultRequest>(code);
    request.set_file(file);
    request.set_request_id(request_id);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    v1::Folder folder;
    return stub.AttachResult(&context, request, &folder);
  }
};

TEST_F(RaceTest, TheSameFileIsDoubtfulOnEveryDossierWhicheverInstanceAttachedIt) {
  constexpr int kDossiers = 40;
  const auto code = [](int i) { return absl::StrCat("H50.01-220401-", 1000 + i); };
  for (int i = 0; i < kDossiers; ++i) ReceiveAndFinish(code(i));
  const std::string file = Upload(1);
  Instance second(database_, disk_, clock_.clock());
  std::atomic<int> refused = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      Stub& stub = caller % 2 == 0 ? *instance_->stub : *second.stub;
      // Two callers send each request.
      for (int i = caller / 2; i < kDossiers; i += 2) {
        const std::string id = absl::StrCat("request-", i);
        if (!Attach(stub, code(i), file, id).ok()) ++refused;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(refused, 0);
  for (int i = 0; i < kDossiers; ++i) {
    const v1::Folder folder = Get(code(i));
    ASSERT_EQ(folder.results_size(), 1) << code(i);
    EXPECT_THAT(folder.results(0).doubts(),
                ::testing::ElementsAre(v1::DOUBT_SAME_AS_ANOTHER_RESULT))
        << code(i);
  }
  EXPECT_EQ(CountOf("result_use"), kDossiers);
}

TEST_F(RaceTest, AFileIsRecordedOnceByWhoeverWasFirst) {
  Instance second(database_, disk_, clock_.clock());
  std::vector<std::thread> callers;
  for (Instance* instance : {instance_.get(), &second}) {
    callers.emplace_back([instance] {
      for (unsigned i = 0; i < 30; ++i) {
        v1::BatchUploadFilesRequest request;
        request.add_files()->set_data(SamplePng(i, 300));
        grpc::ClientContext context;
        v1::BatchUploadFilesResponse response;
        EXPECT_TRUE(instance->stub->BatchUploadFiles(&context, request, &response).ok());
        EXPECT_TRUE(response.results(0).has_file()) << response.ShortDebugString();
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(CountOf("paper_file"), 30);
  EXPECT_EQ(CountOf("event"), 30);
}

}  // namespace
}  // namespace motcua::digitization
