// Two instances of processing on one database, officers who finish and applicants who withdraw:
// every dossier ends once.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

constexpr int kCases = 200;

std::string Code(int number) { return absl::StrCat("H50.01-220401-", 10000 + number); }

class RaceTest : public ProcessingTest {
 protected:
  // Events that end the own leg, and answers with no, of one dossier.
  struct Outcome {
    int finished = 0;
    int withdrawn = 0;
    int refused = 0;
  };
  Outcome OutcomeOf(const std::vector<v1::CaseEvent>& events) {
    Outcome outcome;
    for (const v1::CaseEvent& event : events) {
      outcome.finished += event.fact().ended() == v1::LEG_END_FINISHED;
      outcome.withdrawn += event.fact().ended() == v1::LEG_END_WITHDRAWN;
      outcome.refused += event.has_withdrawal_refused();
    }
    return outcome;
  }

  static bool Finish(Instance& instance, const std::string& code) {
    grpc::ClientContext context;
    v1::Case response;
    return instance.stub->FinishCase(&context, For<v1::FinishCaseRequest>(code), &response).ok();
  }
};

TEST_F(RaceTest, AWithdrawalRacingWithAFinishEndsTheDossierOnce) {
  std::vector<std::string> codes;
  for (int i = 0; i < kCases; ++i) codes.push_back(Code(i));
  OpenCases(codes);
  Instance other(database_, clock_.clock());
  // The request was filed a day before the finish, and its feed was delayed.
  const absl::Time asked = clock_.clock()() - absl::Hours(24);
  std::atomic<int> finishes = 0;
  std::thread withdrawals([&] {
    for (int i = 0; i < kCases; ++i) {
      EXPECT_TRUE(Submit(other.journal, Code(i), NoteWithdrawal{i + 1, ""}, asked).ok());
    }
  });
  std::thread officers([&] {
    for (int i = 0; i < kCases; ++i) finishes += Finish(*instance_, Code(i)) ? 1 : 0;
  });
  std::thread others([&] {
    for (int i = kCases - 1; i >= 0; --i) finishes += Finish(other, Code(i)) ? 1 : 0;
  });
  withdrawals.join();
  officers.join();
  others.join();

  other.journal.Stop();
  instance_->journal.Stop();
  instance_ = std::make_unique<Instance>(database_, clock_.clock());  // sees all of both
  int finished = 0;
  for (int i = 0; i < kCases; ++i) {
    const Outcome outcome = OutcomeOf(EventsOf(Code(i)));
    EXPECT_EQ(outcome.finished + outcome.withdrawn, 1) << Code(i);
    EXPECT_EQ(outcome.finished, outcome.refused) << Code(i);  // the applicant is told no
    finished += outcome.finished;
  }
  EXPECT_EQ(finished, finishes);
}

}  // namespace
}  // namespace motcua::processing
