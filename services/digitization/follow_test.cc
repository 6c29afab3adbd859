#include "services/digitization/follow.h"

#include "common/rpc/request.h"
#include "common/testing/catalog.h"
#include "common/testing/sources.h"
#include "gmock/gmock.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCode[] = "H50.01-220401-0001";

intake::v1::DossierEvent Received() {
  intake::v1::DossierEvent event;
  intake::v1::Received& received = *event.mutable_received();
  received.set_agency("so-xay-dung");
  received.set_procedure("cap-phep");
  received.set_procedure_version(1);
  received.set_channel(type::v1::CHANNEL_POST);
  return event;
}

processing::v1::CaseEvent Opened() {
  processing::v1::CaseEvent event;
  event.mutable_opened()->set_agency("so-xay-dung");
  event.mutable_opened()->set_due_day(D("2022-04-15"));
  return event;
}

processing::v1::CaseEvent FactAt(absl::Time time, int leg = 0) {
  processing::v1::CaseEvent event;
  event.set_leg(leg);
  *event.mutable_fact()->mutable_time() = rpc::ToTimestamp(time);
  return event;
}
processing::v1::CaseEvent Finished(absl::Time time, int leg = 0) {
  processing::v1::CaseEvent event = FactAt(time, leg);
  event.mutable_fact()->set_ended(processing::v1::LEG_END_FINISHED);
  return event;
}

class FollowTest : public DigitizationTest {
 protected:
  void TearDown() override {
    follow_.reset();
    DigitizationTest::TearDown();
  }
  void Start() {
    follow_ = std::make_unique<Follow>(
        Follow::Channels{intake_.Channel(), intake_.Channel(), processing_.Channel()},
        instance_->journal, instance_->pending);
  }
  void StartWithCatalog() {
    catalog_.Publish(*SmallCatalog());
    Start();
  }
  void WaitFor(const std::string& source, std::int64_t sequence) {
    EXPECT_TRUE(testing::AwaitFollowed(instance_->journal, source, sequence));
  }
  void Intake(const intake::v1::DossierEvent& event, absl::Time time = At("2022-04-01", 8)) {
    WaitFor("intake", intake_.Publish(kCode, event, time));
  }
  void Processing(const processing::v1::CaseEvent& event, absl::Time time) {
    WaitFor("processing", processing_.Publish(kCode, event, time));
  }
  Folder Stored() {
    sql::Connection connection(database_);
    return ReadFolder(connection, kCode)->folder;
  }
  std::vector<std::string> Conflicts() {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query("SELECT reason FROM conflict ORDER BY source, sequence");
    std::vector<std::string> reasons;
    while (rows.Next()) reasons.push_back(rows.Text(1));
    return reasons;
  }

  testing::FakeCatalog catalog_;
  testing::FakeSource intake_{At("2022-04-04", 12), &catalog_};
  testing::FakeSource processing_{At("2022-04-04", 11)};
  std::unique_ptr<Follow> follow_;
};

TEST_F(FollowTest, AReceiptOpensAFolder) {
  StartWithCatalog();
  Intake(Received());
  const v1::Folder folder = Get(kCode);
  EXPECT_EQ(folder.agency(), "agencies/so-xay-dung");
  EXPECT_EQ(folder.components_size(), 3);
  EXPECT_EQ(ReceiptOf(Stored())->channel, statistics::Channel::kPost);
  EXPECT_EQ(ReceiptOf(Stored())->time, At("2022-04-01", 8));
  EXPECT_TRUE(EventsOf(kCode).at(0).has_opened());
}

TEST_F(FollowTest, TheFeedsMayComeInEitherOrder) {
  StartWithCatalog();
  const absl::Time start = At("2022-04-01", 8);
  const auto tell = [&](const std::string& code, bool intake_first) {
    const auto receive = [&] { WaitFor("intake", intake_.Publish(code, Received(), start)); };
    if (intake_first) receive();
    processing_.Publish(code, Opened(), start);
    auto moved = FactAt(start + absl::Hours(1));
    moved.mutable_fact()->set_moved_to("so-tu-phap");
    processing_.Publish(code, moved, start);
    auto due = FactAt(start + absl::Hours(2));
    due.mutable_fact()->set_due_day(D("2022-04-20"));
    processing_.Publish(code, due, start);
    processing_.Publish(code, Finished(start + absl::Hours(2), 1), start);  // a linked leg
    const auto end = Finished(start + absl::Hours(3));
    WaitFor("processing", processing_.Publish(code, end, start));
    if (!intake_first) receive();
    sql::Connection connection(database_);
    Folder folder = ReadFolder(connection, code)->folder;
    folder.code.clear();
    return folder;
  };
  const Folder one = tell("H50.01-220401-0001", true);
  EXPECT_EQ(tell("H50.01-220401-0002", false), one);
  EXPECT_EQ(FinishOf(one), (Finish{start + absl::Hours(3), "so-tu-phap", D("2022-04-20")}));
}

TEST_F(FollowTest, ProcessingCorrectsReopensAndVoids) {
  StartWithCatalog();
  Intake(Received());
  Processing(Opened(), At("2022-04-01", 8));
  processing::v1::CaseEvent corrected;
  auto& to = *corrected.mutable_corrected();
  to.set_agency("so-tu-phap");
  to.set_channel(type::v1::CHANNEL_IN_PERSON);
  to.set_procedure("khai-sinh");
  to.set_old_procedure("cap-phep");
  *to.mutable_receive_time() = rpc::ToTimestamp(At("2022-03-31", 8));
  Processing(corrected, At("2022-04-02", 8));
  EXPECT_EQ(Get(kCode).procedure(), "procedures/khai-sinh");
  EXPECT_EQ(Get(kCode).components(0).component(), "application");
  Processing(Finished(At("2022-04-03", 8)), At("2022-04-03", 8));
  EXPECT_TRUE(Get(kCode).finished());
  EXPECT_EQ(FinishOf(Stored())->due, std::nullopt);
  auto reopened = FactAt(At("2022-04-03", 9));
  reopened.mutable_fact()->set_reopened(true);
  Processing(reopened, At("2022-04-03", 9));
  EXPECT_FALSE(Get(kCode).finished());
  processing::v1::CaseEvent voided;
  voided.mutable_voided();
  Processing(voided, At("2022-04-03", 10));
  EXPECT_TRUE(Get(kCode).void_());
}

TEST_F(FollowTest, AnErasureReachesTheFolder) {
  StartWithCatalog();
  Intake(Received());
  Digitize(kCode, "don", Upload(1));
  intake::v1::DossierEvent erased;
  erased.mutable_person_erased();
  Intake(erased, At("2022-04-05", 10));
  EXPECT_EQ(Get(kCode).components(0).file(), "");
  EXPECT_TRUE(Get(kCode).components(0).digitized());
  EXPECT_TRUE(EventsOf(kCode).back().has_papers_erased());
}

TEST_F(FollowTest, OtherEventsOnlyMoveTheCursor) {
  StartWithCatalog();
  intake::v1::DossierEvent filed;
  filed.mutable_filed()->set_agency("so-xay-dung");
  Intake(filed);
  intake::v1::DossierEvent erased;
  erased.mutable_person_erased();
  Intake(erased);  // of somebody who was never received
  processing::v1::CaseEvent noted;
  noted.mutable_withdrawal_noted()->set_cause_sequence(1);
  Processing(noted, At("2022-04-01", 9));
  WaitFor("processing", processing_.Publish("recalculations/1", processing::v1::Recalculation(),
                                            At("2022-04-01", 9)));
  EXPECT_EQ(instance_->journal.durable().sequence, 0);
  EXPECT_EQ(CountOf("folder"), 0);
  EXPECT_THAT(Conflicts(), IsEmpty());
}

TEST_F(FollowTest, AnImpossibleEventBecomesAConflict) {
  StartWithCatalog();
  Intake(Received());
  Intake(Received());
  intake::v1::DossierEvent no_channel;
  no_channel.mutable_received()->set_agency("so-xay-dung");
  Intake(no_channel);
  const absl::Time time = At("2022-04-01", 9);
  WaitFor("intake", intake_.Publish({{kCode, "motcua.intake.v1.DossierEvent", "\xff\xff", time}}));
  WaitFor("processing",
          processing_.Publish({{kCode, "motcua.processing.v1.CaseEvent", "\xff\xff", time}}));
  EXPECT_THAT(Conflicts(), ElementsAre("CONFLICT_FOLDER_EXISTS", "CONFLICT_EVENT_UNREADABLE",
                                       "CONFLICT_EVENT_UNREADABLE", "CONFLICT_EVENT_UNREADABLE"));
  EXPECT_EQ(CountOf("paper_file"), 0);
}

TEST_F(FollowTest, DossiersWaitForTheCatalogue) {
  const std::int64_t sequence = intake_.Publish(kCode, Received(), At("2022-04-01", 8));
  Start();
  EXPECT_EQ(follow_->catalog(), nullptr);
  EXPECT_EQ(follow_->complete_until(), absl::InfinitePast());
  catalog_.Publish(*SmallCatalog());
  WaitFor("intake", sequence);
  EXPECT_EQ(Get(kCode).components_size(), 3);
}

TEST_F(FollowTest, PromisesNoMoreThanBothDid) {
  StartWithCatalog();
  Intake(Received());
  Processing(Opened(), At("2022-04-01", 8));
  EXPECT_EQ(follow_->complete_until(), At("2022-04-04", 11));
  clock_.Set(At("2022-04-03", 9));
  EXPECT_EQ(follow_->complete_until(), At("2022-04-03", 9));
}

}  // namespace
}  // namespace motcua::digitization
