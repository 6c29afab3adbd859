#include "services/processing/intake.h"

#include <future>

#include "absl/strings/str_cat.h"
#include "common/testing/catalog.h"
#include "common/testing/sources.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

constexpr char kCode[] = "H50.01-220401-0001";

journal::Event EventOf(const std::string& code, const intake::v1::DossierEvent& event,
                       absl::Time time) {
  return {code, event.GetDescriptor()->full_name(), event.SerializeAsString(), time};
}

journal::Event Filed(const std::string& code) {
  intake::v1::DossierEvent event;
  event.mutable_filed()->set_agency("so-xay-dung");
  return EventOf(code, event, At("2022-04-01", 7));
}

journal::Event Received(const std::string& code) {
  intake::v1::DossierEvent event;
  intake::v1::Received& received = *event.mutable_received();
  received.set_agency("so-xay-dung");
  received.set_procedure("cap-phep");
  received.set_procedure_version(1);
  received.set_field("xay-dung");
  received.set_channel(type::v1::CHANNEL_POST);
  received.set_due_day(D("2022-04-15"));
  received.set_catalog_revision(1);
  return EventOf(code, event, At("2022-04-01", 8));
}

journal::Event WithdrawalRequested(const std::string& code) {
  intake::v1::DossierEvent event;
  event.mutable_withdrawal_requested()->set_reason_code("doi_y");
  return EventOf(code, event, At("2022-04-02", 8));
}

class IntakeTest : public ProcessingTest {
 protected:
  void Follow() {
    intake_ = std::make_unique<Intake>(source_.Channel(), source_.Channel(), instance_->journal,
                                       instance_->pending);
  }
  void TearDown() override {
    intake_.reset();
    ProcessingTest::TearDown();
  }

  void WaitFor(std::int64_t sequence) {
    EXPECT_TRUE(testing::AwaitFollowed(instance_->journal, "intake", sequence));
  }
  std::vector<std::string> Conflicts() {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query("SELECT reason FROM conflict ORDER BY sequence");
    std::vector<std::string> reasons;
    while (rows.Next()) reasons.push_back(rows.Text(1));
    return reasons;
  }

  testing::FakeCatalog catalog_;
  testing::FakeSource source_{At("2022-04-04", 12), &catalog_};
  std::unique_ptr<Intake> intake_;
};

TEST_F(IntakeTest, AReceiptOpensACase) {
  catalog_.Publish(*SmallCatalog());
  Follow();
  WaitFor(source_.Publish({Filed(kCode), Received(kCode)}));
  const v1::Case dossier = Get(kCode);
  EXPECT_EQ(dossier.procedure(), "procedures/cap-phep");
  EXPECT_EQ(dossier.legs(0).agency(), "agencies/so-xay-dung");
  EXPECT_EQ(dossier.legs(0).channel(), type::v1::CHANNEL_POST);
  EXPECT_EQ(dossier.legs(0).due_date(), "2022-04-15");
  EXPECT_EQ(dossier.legs(0).receive_time().seconds(), absl::ToUnixSeconds(At("2022-04-01", 8)));
  ASSERT_EQ(EventsOf(kCode).size(), 1);
  EXPECT_TRUE(EventsOf(kCode)[0].has_opened());
}

TEST_F(IntakeTest, AWithdrawalRequestIsAnswered) {
  catalog_.Publish(*SmallCatalog());
  Follow();
  source_.Publish({Received(kCode)});
  WaitFor(source_.Publish({WithdrawalRequested(kCode)}));
  EXPECT_EQ(Get(kCode).status(), type::v1::DOSSIER_STATUS_WITHDRAWN);
  EXPECT_EQ(EventsOf(kCode)[1].withdrawal_noted().cause_sequence(), 2);
}

TEST_F(IntakeTest, OtherEventsOnlyMoveTheCursor) {
  catalog_.Publish(*SmallCatalog());
  Follow();
  WaitFor(source_.Publish({Filed(kCode)}));
  EXPECT_EQ(instance_->journal.durable().sequence, 0);
  EXPECT_TRUE(Conflicts().empty());
}

TEST_F(IntakeTest, AnImpossibleEventBecomesAConflict) {
  catalog_.Publish(*SmallCatalog());
  Follow();
  source_.Publish({WithdrawalRequested("H50.01-220401-0002")});
  source_.Publish({Received(kCode)});
  source_.Publish({Received(kCode)});
  journal::Event unreadable = Received("H50.01-220401-0003");
  unreadable.payload = "\xff\xff";
  source_.Publish({unreadable});
  journal::Event no_channel = Received("H50.01-220401-0004");
  intake::v1::DossierEvent event;
  event.mutable_received()->set_agency("so-xay-dung");
  no_channel.payload = event.SerializeAsString();
  WaitFor(source_.Publish({no_channel}));
  EXPECT_EQ(Conflicts(),
            (std::vector<std::string>{"CONFLICT_CASE_UNKNOWN", "CONFLICT_CASE_EXISTS",
                                      "CONFLICT_EVENT_UNREADABLE", "CONFLICT_EVENT_UNREADABLE"}));
  EXPECT_EQ(EventsOf(kCode).size(), 1);
}

TEST_F(IntakeTest, DossiersWaitForTheCatalogue) {
  const std::int64_t sequence = source_.Publish({Received(kCode)});
  Follow();
  EXPECT_EQ(intake_->catalog(), nullptr);
  EXPECT_EQ(intake_->complete_until(), absl::InfinitePast());
  EXPECT_EQ(instance_->journal.FollowedCursor("intake").sequence, 0);
  catalog_.Publish(*SmallCatalog());
  WaitFor(sequence);
  EXPECT_EQ(intake_->catalog()->revision(), 1);
  EXPECT_EQ(Get(kCode).status(), type::v1::DOSSIER_STATUS_RECEIVED);
}

TEST_F(IntakeTest, PromisesNoMoreThanIntakeDid) {
  catalog_.Publish(*SmallCatalog());
  Follow();
  WaitFor(source_.Publish({Received(kCode)}));
  EXPECT_EQ(intake_->complete_until(), At("2022-04-04", 12));
  clock_.Set(At("2022-04-03", 9));
  EXPECT_EQ(intake_->complete_until(), At("2022-04-03", 9));
  clock_.Set(At("2022-04-03", 8));
  const auto arrived = instance_->pending.Now();
  clock_.Set(At("2022-04-05", 9));
  EXPECT_EQ(intake_->complete_until(), At("2022-04-03", 8));
}

TEST_F(IntakeTest, OpensManyAfterARestart) {
  constexpr int kMany = 3000;
  catalog_.Publish(*SmallCatalog());
  std::future<std::int64_t> last;
  for (int i = 0; i < kMany; ++i) {
    last = source_.Send({Received(absl::StrCat("H50.01-220401-", 10000 + i))});
  }
  Follow();
  WaitFor(1);
  intake_.reset();
  const std::int64_t sequence = last.get();
  const absl::Time start = absl::Now();
  Follow();
  WaitFor(sequence);
  RecordProperty("milliseconds", static_cast<int>(absl::ToInt64Milliseconds(absl::Now() - start)));
  sql::Connection connection(database_);
  sql::Rows rows = connection.Query("SELECT COUNT(*), SUM(version) FROM dossier_case");
  rows.Next();
  EXPECT_EQ(rows.Int(1), kMany);
  EXPECT_EQ(rows.Int(2), kMany);  // each opened once
}

}  // namespace
}  // namespace motcua::processing
