#include <thread>

#include "absl/time/clock.h"
#include "common/testing/status.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/intake_fixture.h"

namespace motcua::intake {
namespace {

using Stub = v1::IntakeService::Stub;

TEST_F(IntakeServiceTest, FiledDossierHasCodeAndStatus) {
  const v1::Dossier filed = File();
  EXPECT_EQ(filed.name(), "dossiers/H50.12-220315-0001");
  EXPECT_EQ(filed.status(), type::v1::DOSSIER_STATUS_FILED);
  EXPECT_FALSE(filed.has_receive_time());
  EXPECT_TRUE(filed.due_date().empty());
  EXPECT_EQ(File().name(), "dossiers/H50.12-220315-0002");
  EXPECT_EQ(File(SampleDossier("so-y-te")).name(), "dossiers/H50.15-220315-0001");
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(File().name(), "dossiers/H50.12-220316-0001");
}

TEST_F(IntakeServiceTest, ReceivedDossierIsKeptWithItsApplicant) {
  const v1::Dossier received = Receive();
  EXPECT_EQ(received.status(), type::v1::DOSSIER_STATUS_RECEIVED);
  EXPECT_EQ(received.due_date(), "2022-03-22");
  EXPECT_EQ(received.procedure_version(), 1);
  EXPECT_FALSE(received.has_applicant());
  const v1::Dossier read = Get(received.name());
  EXPECT_EQ(read.applicant().full_name(), kName);
  EXPECT_EQ(read.applicant().identity_number(), kIdentity);
  EXPECT_EQ(read.applicant().phone(), kPhone);
  EXPECT_EQ(read.etag(), received.etag());
  const v1::DossierEvent event = PayloadOf(Events().back());
  EXPECT_EQ(event.received().field(), "ho-tich");
  EXPECT_EQ(event.received().due_day(), DayAt("2022-03-22"));
  EXPECT_EQ(event.received().fee_dong(), 50000);
  EXPECT_EQ(event.received().catalog_revision(), 1);
  EXPECT_EQ(event.received().applicant_hash().size(), 16u);
}

TEST_F(IntakeServiceTest, FiledDossierIsAccepted) {
  const v1::Dossier filed = File();
  clock_.Advance(absl::Hours(24));
  auto request = Named<v1::AcceptDossierRequest>(filed.name());
  request.set_etag(filed.etag());
  const auto accepted = Call(&Stub::AcceptDossier, request);
  ASSERT_TRUE(accepted.ok()) << accepted.status.error_message();
  EXPECT_EQ(accepted.response.status(), type::v1::DOSSIER_STATUS_RECEIVED);
  EXPECT_EQ(accepted.response.due_date(), "2022-03-23");
  EXPECT_NE(accepted.response.etag(), filed.etag());
  EXPECT_EQ(Call(&Stub::AcceptDossier, request).reason(), "ETAG_MISMATCH");
  request.clear_etag();
  EXPECT_EQ(Call(&Stub::AcceptDossier, request).reason(), "STATUS_NOT_FILED");
  EXPECT_EQ(Events().size(), 3u) << "catalogue, filing, receipt: what was refused left nothing";
}

TEST_F(IntakeServiceTest, FiledDossierIsRefusedWithAReason) {
  const v1::Dossier filed = File();
  auto request = Named<v1::RefuseDossierRequest>(filed.name());
  const auto bare = Call(&Stub::RefuseDossier, request);
  EXPECT_EQ(bare.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(bare.field(), "reason_code");
  request.set_reason_code("thieu_giay_to");
  EXPECT_EQ(Call(&Stub::RefuseDossier, request).response.status(),
            type::v1::DOSSIER_STATUS_REFUSED);
  EXPECT_EQ(PayloadOf(Events().back()).refused().reason_code(), "thieu_giay_to");
}

TEST_F(IntakeServiceTest, WithdrawalEndsOnlyWhatIsNotReceived) {
  auto request = Named<v1::RequestWithdrawalRequest>(File().name());
  EXPECT_EQ(Call(&Stub::RequestWithdrawal, request).response.status(),
            type::v1::DOSSIER_STATUS_WITHDRAWN);
  EXPECT_EQ(Call(&Stub::RequestWithdrawal, request).reason(), "DOSSIER_ENDED");
  request.set_name(Receive().name());
  EXPECT_EQ(Call(&Stub::RequestWithdrawal, request).response.status(),
            type::v1::DOSSIER_STATUS_RECEIVED);
  EXPECT_TRUE(PayloadOf(Events().back()).has_withdrawal_requested());
}

TEST_F(IntakeServiceTest, ErasedPersonIsGone) {
  const v1::Dossier received = Receive();
  EXPECT_EQ(CountRows("person"), 1);
  EXPECT_TRUE(Call(&Stub::ErasePerson, Named<v1::ErasePersonRequest>(received.name())).ok());
  EXPECT_EQ(CountRows("person"), 0);
  const v1::Dossier read = Get(received.name());
  EXPECT_EQ(read.name(), received.name());
  EXPECT_FALSE(read.has_applicant());
}

TEST_F(IntakeServiceTest, SameRequestIdGivesTheSameDossierOnce) {
  v1::ReceiveDossierRequest request;
  request.set_request_id("desk-7/2022-03-15/1");
  *request.mutable_dossier() = SampleDossier();
  const auto first = Call(&Stub::ReceiveDossier, request);
  const auto again = Call(&Stub::ReceiveDossier, request);
  ASSERT_TRUE(again.ok()) << again.status.error_message();
  EXPECT_EQ(again.response.SerializeAsString(), first.response.SerializeAsString());
  EXPECT_EQ(CountRows("dossier"), 1);
  request.mutable_dossier()->set_channel(type::v1::CHANNEL_POST);
  const auto other = Call(&Stub::ReceiveDossier, request);
  EXPECT_EQ(other.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(other.reason(), "REQUEST_ID_REUSED");
  EXPECT_EQ(CountRows("dossier"), 1);
}

TEST_F(IntakeServiceTest, RefusedRequestStoresNothingAndKeepsItsId) {
  v1::ReceiveDossierRequest request;
  request.set_request_id("r1");
  *request.mutable_dossier() = SampleDossier("so-la");
  EXPECT_EQ(Call(&Stub::ReceiveDossier, request).reason(), "AGENCY_UNKNOWN");
  EXPECT_EQ(CountRows("dossier") + CountRows("person") + CountRows("code_serial"), 0);
  *request.mutable_dossier() = SampleDossier();
  EXPECT_TRUE(Call(&Stub::ReceiveDossier, request).ok()) << "a refusal does not use up the id";
}

TEST_F(IntakeServiceTest, CodesGoOnPastFourDigits) {
  {
    sql::Connection connection(database_);
    SaveSerials(connection, {{"H50.12-220315", 9998}});
  }
  EXPECT_EQ(File().name(), "dossiers/H50.12-220315-9999");
  EXPECT_EQ(File().name(), "dossiers/H50.12-220315-10000");
  EXPECT_EQ(File().name(), "dossiers/H50.12-220315-10001");
}

TEST_F(IntakeServiceTest, OutsideCodeIsKeptAndNeverGivenAgain) {
  v1::ReceiveDossierRequest request;
  *request.mutable_dossier() = SampleDossier();
  *request.mutable_import()->mutable_receive_time() = rpc::ToTimestamp(MorningOf("2022-03-10"));
  request.mutable_import()->set_code("H50.12-220315-0002");
  EXPECT_EQ(Call(&Stub::ReceiveDossier, request).response.name(), "dossiers/H50.12-220315-0002");
  const auto twice = Call(&Stub::ReceiveDossier, request);
  EXPECT_EQ(twice.status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(twice.reason(), "DOSSIER_EXISTS");
  EXPECT_EQ(File().name(), "dossiers/H50.12-220315-0003");
  request.mutable_import()->set_code("H51.12-220315-0002");
  EXPECT_EQ(Call(&Stub::ReceiveDossier, request).reason(), "CODE_PREFIX_UNKNOWN");
}

TEST_F(IntakeServiceTest, ImportKeepsItsTimesAndDueDate) {
  v1::ReceiveDossierRequest request;
  *request.mutable_dossier() = SampleDossier();
  auto& facts = *request.mutable_import();
  *facts.mutable_file_time() = rpc::ToTimestamp(MorningOf("2022-02-10"));
  *facts.mutable_receive_time() = rpc::ToTimestamp(MorningOf("2022-02-11"));
  facts.set_due_date("2022-02-28");
  const auto received = Call(&Stub::ReceiveDossier, request);
  ASSERT_TRUE(received.ok()) << received.status.error_message();
  EXPECT_EQ(received.response.due_date(), "2022-02-28");
  EXPECT_EQ(received.response.name(), "dossiers/H50.12-220210-0001");
  const journal::StoredEvent stored = Events().back();
  EXPECT_EQ(stored.event.time, MorningOf("2022-02-11"));
  EXPECT_TRUE(PayloadOf(stored).received().imported());
  *facts.mutable_receive_time() = rpc::ToTimestamp(MorningOf("2022-03-16"));
  EXPECT_EQ(Call(&Stub::ReceiveDossier, request).field(), "import.receive_time");
}

TEST_F(IntakeServiceTest, BatchEntriesStandAlone) {
  v1::BatchReceiveDossiersRequest request;
  for (int i = 0; i < 5; ++i) {
    auto& entry = *request.add_requests();
    entry.set_request_id(absl::StrCat("e", i));
    *entry.mutable_dossier() = SampleDossier();
  }
  request.mutable_requests(1)->mutable_dossier()->set_agency("agencies/so-la");
  request.mutable_requests(3)->mutable_dossier()->clear_applicant();
  const auto answered = Call(&Stub::BatchReceiveDossiers, request);
  ASSERT_TRUE(answered.ok()) << answered.status.error_message();
  ASSERT_EQ(answered.response.results_size(), 5);
  EXPECT_EQ(answered.response.results(0).dossier().name(), "dossiers/H50.12-220315-0001");
  EXPECT_EQ(answered.response.results(1).refusal().reason(), "AGENCY_UNKNOWN");
  EXPECT_EQ(answered.response.results(2).dossier().name(), "dossiers/H50.12-220315-0002");
  EXPECT_EQ(answered.response.results(3).refusal().field(), "dossier.applicant");
  EXPECT_EQ(answered.response.results(4).dossier().name(), "dossiers/H50.12-220315-0003");
  const auto again = Call(&Stub::BatchReceiveDossiers, request);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.response.SerializeAsString(), answered.response.SerializeAsString());
  EXPECT_EQ(CountRows("dossier"), 3);
}

TEST_F(IntakeServiceTest, BatchHasOneToAThousandEntries) {
  v1::BatchReceiveDossiersRequest request;
  EXPECT_EQ(Call(&Stub::BatchReceiveDossiers, request).field(), "requests");
  for (int i = 0; i < 1001; ++i) *request.add_requests()->mutable_dossier() = SampleDossier();
  EXPECT_EQ(Call(&Stub::BatchReceiveDossiers, request).field(), "requests");
  request.mutable_requests()->RemoveLast();
  const auto answered = Call(&Stub::BatchReceiveDossiers, request);
  ASSERT_TRUE(answered.ok());
  EXPECT_EQ(answered.response.results(999).dossier().name(), "dossiers/H50.12-220315-1000");
}

TEST_F(IntakeServiceTest, TwoInstancesOnOneDatabaseGiveEachCodeOnce) {
  Instance other(database_, clock_.clock());
  {
    sql::Connection connection(database_);
    other.board.Publish(intake_->board.current());
  }
  v1::FileDossierRequest request;
  *request.mutable_dossier() = SampleDossier();
  std::set<std::string> names;
  for (int i = 0; i < 20; ++i) {
    names.insert(File().name());
    const auto filed = CallOn(*other.stub, &Stub::FileDossier, request);
    ASSERT_TRUE(filed.ok()) << filed.status.error_message();
    names.insert(filed.response.name());
  }
  EXPECT_EQ(names.size(), 40u);
  EXPECT_EQ(*names.rbegin(), "dossiers/H50.12-220315-0040");
}

TEST_F(IntakeServiceTest, CompletenessWaitsForCommandsOnTheirWay) {
  EXPECT_EQ(intake_->pending.CompleteUntil(), MorningOf("2022-03-15"));
  auto arrival = intake_->pending.Now();
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(intake_->pending.CompleteUntil(), MorningOf("2022-03-15"));
  arrival.reset();
  // An answered command is let go by the journal a moment after its caller has the answer.
  const auto complete_by = [this](absl::Time time) {
    const absl::Time end = absl::Now() + absl::Minutes(2);
    while (intake_->pending.CompleteUntil() != time && absl::Now() < end) std::this_thread::yield();
    return intake_->pending.CompleteUntil() == time;
  };
  EXPECT_TRUE(complete_by(MorningOf("2022-03-15") + absl::Hours(1)));
  File();
  EXPECT_TRUE(complete_by(MorningOf("2022-03-15") + absl::Hours(1)));
}

TEST_F(IntakeServiceTest, RecountRepairsWhatWasChangedByHand) {
  for (int i = 0; i < 3; ++i) Receive();
  sql::Connection connection(database_);
  EXPECT_TRUE(statistics::Recount(connection, kCounterVersion, CountAll));
  connection.Execute("UPDATE cell SET value = 4");
  EXPECT_FALSE(statistics::Recount(connection, kCounterVersion, CountAll));
  EXPECT_TRUE(statistics::Recount(connection, kCounterVersion, CountAll));
  Receive();  // the running count goes on from the recount, as TearDown checks
}

TEST_F(IntakeServiceTest, LogsHoldNoPersonalData) {
  ::testing::internal::CaptureStderr();
  const v1::Dossier received = Receive();
  v1::Dossier bad = SampleDossier();
  bad.mutable_applicant()->set_phone("0905x");
  v1::ReceiveDossierRequest request;
  *request.mutable_dossier() = bad;
  const auto refused = Call(&Stub::ReceiveDossier, request);
  EXPECT_EQ(refused.status.error_message().find("0905"), std::string::npos);
  EXPECT_EQ(refused.status.error_details().find("0905x"), std::string::npos);
  Call(&Stub::ErasePerson, Named<v1::ErasePersonRequest>(received.name()));
  intake_.reset();
  const std::string log = ::testing::internal::GetCapturedStderr();
  for (const char* personal : {kName, kIdentity, kPhone}) {
    EXPECT_EQ(log.find(personal), std::string::npos);
  }
}

}  // namespace
}  // namespace motcua::intake
