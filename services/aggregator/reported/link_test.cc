#include "services/aggregator/reported/link.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <future>
#include <map>

#include "common/base/clock.h"
#include "services/aggregator/reported/reported_fixture.h"

namespace motcua::aggregator {
namespace {

using statistics::v1::ListContributorsRequest;
using statistics::v1::ListContributorsResponse;

// A question under way.
struct Question {
  Question(const Link& link, absl::Duration patience) {
    request.mutable_leaf()->set_kind(statistics::v1::Leaf::KIND_FLOW);
    request.mutable_leaf()->add_add(statistics::v1::COUNTER_SITE_VISITS);
    request.mutable_leaf()->set_first_day(kApril.first);
    request.mutable_leaf()->set_last_day(kApril.last);
    request.set_page_size(100);
    link.ask(request, SteadyNow() + patience, &response,
             [this](const grpc::Status& status) { answered.set_value(status.error_code()); });
  }
  grpc::StatusCode Code() { return code.get(); }

  ListContributorsRequest request;
  ListContributorsResponse response;
  std::promise<grpc::StatusCode> answered;
  std::future<grpc::StatusCode> code = answered.get_future();
};

class ImportLinkTest : public ReportedTest {
 protected:
  ImportLinkTest() {
    v1::Import import;
    EXPECT_TRUE(Import(Document("a", 5), &import).ok());
  }
  void HoldUp() { blocker_.Execute("LOCK TABLES import_count WRITE"); }
  void LetGo() { blocker_.Execute("UNLOCK TABLES"); }

  Link link_ = LinkTo(database_, process_->journal(), process_->follower());
  sql::Connection blocker_{database_};
};

TEST_F(ImportLinkTest, ImportsAnswer) {
  Question question(link_, absl::Minutes(1));
  ASSERT_EQ(question.Code(), grpc::StatusCode::OK);
  ASSERT_EQ(question.response.contributors_size(), 1);
  EXPECT_EQ(question.response.contributors(0).dossier(), "imports/a");
}

TEST_F(ImportLinkTest, NobodyIsAnsweredTooLate) {
  Question late(link_, absl::ZeroDuration());
  EXPECT_EQ(late.Code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  HoldUp();
  Question under_way(link_, absl::Milliseconds(300));
  Question waiting(link_, absl::Milliseconds(300));
  absl::SleepFor(absl::Milliseconds(500));
  LetGo();
  EXPECT_EQ(under_way.Code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(under_way.response.contributors_size(), 0);
  EXPECT_EQ(waiting.Code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(ImportLinkTest, TooManyQuestionsAreRefusedAtOnce) {
  HoldUp();
  std::deque<Question> questions;
  for (int i = 0; i < 80; ++i) questions.emplace_back(link_, absl::Minutes(1));
  const auto told = std::count_if(questions.begin(), questions.end(), [](const Question& question) {
    return question.code.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  EXPECT_GE(told, 80 - 65);  // one is under way, 64 wait
  LetGo();
  std::map<grpc::StatusCode, int> codes;
  for (Question& question : questions) ++codes[question.Code()];
  EXPECT_EQ(codes[grpc::StatusCode::RESOURCE_EXHAUSTED], told);
  EXPECT_EQ(codes[grpc::StatusCode::OK], 80 - told);
}

}  // namespace
}  // namespace motcua::aggregator
