#include "absl/strings/str_cat.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

std::string Code(int number) { return absl::StrCat("H50.01-220401-", 10000 + number); }

class BatchTest : public ProcessingTest {
 protected:
  static v1::CaseCommand Finish(const std::string& code, const std::string& request_id = "") {
    v1::CaseCommand command;
    *command.mutable_finish_case() = For<v1::FinishCaseRequest>(code);
    command.mutable_finish_case()->set_request_id(request_id);
    return command;
  }
  static v1::CaseCommand Pause(const std::string& code) {
    v1::CaseCommand command;
    *command.mutable_pause_case() = For<v1::PauseCaseRequest>(code);
    command.mutable_pause_case()->set_kind(v1::PAUSE_KIND_SUPPLEMENT);
    return command;
  }
  static v1::CaseCommand Resume(const std::string& code) {
    v1::CaseCommand command;
    *command.mutable_resume_case() = For<v1::ResumeCaseRequest>(code);
    return command;
  }
  v1::BatchUpdateCasesResponse Batch(const std::vector<v1::CaseCommand>& commands) {
    v1::BatchUpdateCasesRequest request;
    request.mutable_commands()->Add(commands.begin(), commands.end());
    return Do(&Stub::BatchUpdateCases, request);
  }
};

TEST_F(BatchTest, EachEntryStandsAlone) {
  ASSERT_TRUE(OpenCase(Code(1)).ok());
  ASSERT_TRUE(OpenCase(Code(2)).ok());
  const auto response = Batch(
      {Finish(Code(1)), Finish(Code(99)), v1::CaseCommand(), Finish("sai mã"), Finish(Code(2))});
  ASSERT_EQ(response.results_size(), 5);
  EXPECT_EQ(response.results(0).name(), "dossiers/" + Code(1));
  EXPECT_EQ(response.results(1).refusal().reason(), "CASE_NOT_FOUND");
  EXPECT_EQ(response.results(1).refusal().code(), static_cast<int>(absl::StatusCode::kNotFound));
  EXPECT_EQ(response.results(2).refusal().reason(), "COMMAND_REQUIRED");
  EXPECT_EQ(response.results(3).refusal().field(), "name");
  EXPECT_FALSE(response.results(3).refusal().message_vi().empty());
  EXPECT_EQ(response.results(4).name(), "dossiers/" + Code(2));
}

TEST_F(BatchTest, EntriesAboutOneDossierAreDecidedInOrder) {
  ASSERT_TRUE(OpenCase(Code(1)).ok());
  const auto response = Batch({Pause(Code(1)), Finish(Code(1)), Resume(Code(1)), Resume(Code(1)),
                               Finish(Code(1)), Pause(Code(1))});
  EXPECT_TRUE(response.results(0).has_name());
  EXPECT_EQ(response.results(1).refusal().reason(), "CASE_WAITING");
  EXPECT_TRUE(response.results(2).has_name());
  EXPECT_EQ(response.results(3).refusal().reason(), "CASE_NOT_WAITING");
  EXPECT_TRUE(response.results(4).has_name());
  EXPECT_EQ(response.results(5).refusal().reason(), "LEG_ENDED");
  EXPECT_EQ(Get(Code(1)).etag(), "4");
}

TEST_F(BatchTest, NeitherEmptyNorBeyondAThousand) {
  EXPECT_EQ(Refusal(&Stub::BatchUpdateCases, v1::BatchUpdateCasesRequest()), "BATCH_SIZE_INVALID");
  v1::BatchUpdateCasesRequest request;
  for (int i = 0; i < 1001; ++i) *request.add_commands() = Finish(Code(i));
  EXPECT_EQ(Refusal(&Stub::BatchUpdateCases, request), "BATCH_SIZE_INVALID");
}

TEST_F(BatchTest, ARetryHasOneEffect) {
  ASSERT_TRUE(OpenCase(Code(1)).ok());
  ASSERT_TRUE(OpenCase(Code(2)).ok());
  auto finish = For<v1::FinishCaseRequest>(Code(1));
  finish.set_request_id("ket-thuc-1");
  const v1::Case first = Do(&Stub::FinishCase, finish);
  EXPECT_EQ(Do(&Stub::FinishCase, finish).SerializeAsString(), first.SerializeAsString());
  // The same id in a batch is the same request; with another body it is refused.
  const auto response = Batch({Finish(Code(1), "ket-thuc-1"), Finish(Code(2), "ket-thuc-1"),
                               Finish(Code(2), "ket-thuc-2"), Finish(Code(2), "ket-thuc-2")});
  EXPECT_EQ(response.results(0).name(), first.name());
  EXPECT_EQ(response.results(1).refusal().reason(), "REQUEST_ID_REUSED");
  EXPECT_EQ(response.results(2).name(), "dossiers/" + Code(2));
  EXPECT_EQ(response.results(3).name(), "dossiers/" + Code(2));
  EXPECT_EQ(EventsOf(Code(1)).size(), 2);  // opened, finished
  EXPECT_EQ(EventsOf(Code(2)).size(), 2);
}

TEST_F(BatchTest, AThousandFinishesInOneCall) {
  std::vector<std::string> codes;
  std::vector<v1::CaseCommand> commands;
  for (int i = 0; i < 1000; ++i) {
    codes.push_back(Code(i));
    commands.push_back(Finish(Code(i)));
  }
  OpenCases(codes);
  const absl::Time start = absl::Now();
  const auto response = Batch(commands);
  RecordProperty("milliseconds", static_cast<int>(absl::ToInt64Milliseconds(absl::Now() - start)));
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(response.results(i).name(), "dossiers/" + Code(i));
}

}  // namespace
}  // namespace motcua::processing
