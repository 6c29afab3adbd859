#include "services/processing/service.h"

#include "common/base/errors.h"
#include "gmock/gmock.h"
#include "services/processing/processing_fixture.h"
#include "services/processing/requests.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;

constexpr char kCode[] = "H50.01-220401-0001";

class ServiceTest : public ProcessingTest {
 protected:
  void SetUp() override { ASSERT_TRUE(OpenCase(kCode).ok()); }

  template <typename Request>
  static Request Ask() {
    return For<Request>(kCode);
  }
  template <typename Request>
  static Request AskWithReason() {
    auto request = Ask<Request>();
    request.set_reason_code("theo_quy_dinh");
    return request;
  }
  v1::Case HandOver(const std::string& agency, const std::string& due_date) {
    auto request = Ask<v1::HandOverCaseRequest>();
    request.set_agency("agencies/" + agency);
    request.set_due_date(due_date);
    return Do(&Stub::HandOverCase, request);
  }
  v1::Case Finish() { return Do(&Stub::FinishCase, Ask<v1::FinishCaseRequest>()); }
  v1::Case Pause(v1::PauseKind kind) {
    auto request = Ask<v1::PauseCaseRequest>();
    request.set_kind(kind);
    return Do(&Stub::PauseCase, request);
  }
  v1::Case NoteWithdrawalFromIntake() {
    EXPECT_TRUE(
        Submit(instance_->journal, kCode, NoteWithdrawal{7, "doi_y"}, clock_.clock()()).ok());
    return Get(kCode);
  }
};

TEST_F(ServiceTest, ACaseTellsItsWholeHistory) {
  const v1::Case dossier = Get(kCode);
  EXPECT_EQ(dossier.name(), "dossiers/H50.01-220401-0001");
  EXPECT_EQ(dossier.procedure(), "procedures/cap-phep");
  EXPECT_EQ(dossier.procedure_version(), 1);
  EXPECT_EQ(dossier.field(), "xay-dung");
  EXPECT_EQ(dossier.status(), type::v1::DOSSIER_STATUS_RECEIVED);
  EXPECT_EQ(dossier.etag(), "1");
  ASSERT_EQ(dossier.legs_size(), 1);
  const v1::Leg& own = dossier.legs(0);
  EXPECT_EQ(own.agency(), "agencies/so-xay-dung");
  EXPECT_EQ(own.channel(), type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(own.receive_time().seconds(), absl::ToUnixSeconds(At("2022-04-01", 8)));
  EXPECT_EQ(own.due_date(), "2022-04-15");
  EXPECT_EQ(own.end(), v1::LEG_END_UNSPECIFIED);
  ASSERT_EQ(own.facts_size(), 1);
  EXPECT_EQ(own.facts(0).due_day(), D("2022-04-15"));
}

TEST_F(ServiceTest, FinishesACase) {
  const v1::Case finished = Finish();
  EXPECT_EQ(finished.status(), type::v1::DOSSIER_STATUS_FINISHED);
  EXPECT_EQ(finished.etag(), "2");
  EXPECT_EQ(finished.legs(0).end(), v1::LEG_END_FINISHED);
  EXPECT_EQ(finished.legs(0).end_time().seconds(), absl::ToUnixSeconds(At("2022-04-05", 9)));
  EXPECT_EQ(Get(kCode).SerializeAsString(), finished.SerializeAsString());
  EXPECT_EQ(Refusal(&Stub::FinishCase, Ask<v1::FinishCaseRequest>()), "CASE_ENDED");
}

TEST_F(ServiceTest, EndsWithoutAResult) {
  const std::string second = "H50.01-220401-0002";
  const std::string third = "H50.01-220401-0003";
  ASSERT_TRUE(OpenCase(second).ok());
  ASSERT_TRUE(OpenCase(third).ok());
  EXPECT_EQ(Do(&Stub::WithdrawCase, Ask<v1::WithdrawCaseRequest>()).status(),
            type::v1::DOSSIER_STATUS_WITHDRAWN);
  auto stop = For<v1::StopCaseRequest>(second);
  EXPECT_EQ(Refusal(&Stub::StopCase, stop), "FIELD_REQUIRED");
  stop.set_reason_code("khong_du_dieu_kien");
  EXPECT_EQ(Do(&Stub::StopCase, stop).status(), type::v1::DOSSIER_STATUS_STOPPED);
  EXPECT_EQ(EventsOf(second).back().reason_code(), "khong_du_dieu_kien");
  auto refuse = For<v1::RefuseCaseRequest>(third);
  refuse.set_reason_code("thieu_giay_to");
  EXPECT_EQ(Do(&Stub::RefuseCase, refuse).status(), type::v1::DOSSIER_STATUS_REFUSED);
}

TEST_F(ServiceTest, APauseMovesTheDueDateByWorkingDays) {
  EXPECT_EQ(Pause(v1::PAUSE_KIND_OBLIGATION).status(),
            type::v1::DOSSIER_STATUS_OBLIGATION_REQUESTED);
  EXPECT_EQ(Refusal(&Stub::FinishCase, Ask<v1::FinishCaseRequest>()), "CASE_WAITING");
  clock_.Set(At("2022-04-12", 9));  // four working days later: the 11th is a holiday
  const v1::Case resumed = Do(&Stub::ResumeCase, Ask<v1::ResumeCaseRequest>());
  EXPECT_EQ(resumed.status(), type::v1::DOSSIER_STATUS_IN_PROCESSING);
  EXPECT_EQ(resumed.legs(0).due_date(), "2022-04-21");
  EXPECT_EQ(Refusal(&Stub::ResumeCase, Ask<v1::ResumeCaseRequest>()), "CASE_NOT_WAITING");
}

TEST_F(ServiceTest, ASecondSupplementNeedsAReason) {
  auto pause = Ask<v1::PauseCaseRequest>();
  EXPECT_EQ(Refusal(&Stub::PauseCase, pause), "PAUSE_KIND_INVALID");
  Pause(v1::PAUSE_KIND_SUPPLEMENT);
  Do(&Stub::ResumeCase, Ask<v1::ResumeCaseRequest>());
  pause.set_kind(v1::PAUSE_KIND_SUPPLEMENT);
  EXPECT_EQ(Refusal(&Stub::PauseCase, pause), "SECOND_SUPPLEMENT_NEEDS_REASON");
  pause.set_reason_code("giay_to_moi");
  EXPECT_EQ(Do(&Stub::PauseCase, pause).status(), type::v1::DOSSIER_STATUS_SUPPLEMENT_REQUESTED);
}

TEST_F(ServiceTest, ApologisesAndExtendsOnce) {
  auto apologise = AskWithReason<v1::ApologiseCaseRequest>();
  EXPECT_EQ(Refusal(&Stub::ApologiseCase, apologise), "FIELD_REQUIRED");
  apologise.set_document("12/PXL");
  EXPECT_EQ(Refusal(&Stub::ApologiseCase, apologise), "FIELD_REQUIRED");
  apologise.set_promise_date("2022-04-15");
  EXPECT_EQ(Refusal(&Stub::ApologiseCase, apologise), "PROMISE_NOT_LATER");
  apologise.set_promise_date("2022-04-19");
  const v1::Leg own = Do(&Stub::ApologiseCase, apologise).legs(0);
  EXPECT_TRUE(own.apologised());
  EXPECT_EQ(own.apology_document(), "12/PXL");
  EXPECT_EQ(own.promise_date(), "2022-04-19");
  EXPECT_EQ(own.due_date(), "2022-04-15");
  EXPECT_EQ(Refusal(&Stub::ApologiseCase, apologise), "ALREADY_APOLOGISED");

  auto extend = AskWithReason<v1::ExtendCaseRequest>();
  EXPECT_EQ(Refusal(&Stub::ExtendCase, extend), "FIELD_REQUIRED");
  extend.set_due_date("2022-04-15");
  EXPECT_EQ(Refusal(&Stub::ExtendCase, extend), "FIELD_REQUIRED");
  extend.set_document("13/PHL");
  EXPECT_EQ(Refusal(&Stub::ExtendCase, extend), "DUE_DATE_NOT_LATER");
  extend.set_due_date("2022-04-20");
  const v1::Case extended = Do(&Stub::ExtendCase, extend);
  EXPECT_TRUE(extended.legs(0).extended());
  EXPECT_EQ(extended.legs(0).due_date(), "2022-04-20");
  EXPECT_EQ(extended.legs(0).extension_document(), "13/PHL");
  extend.set_due_date("2022-04-25");
  EXPECT_EQ(Refusal(&Stub::ExtendCase, extend), "ALREADY_EXTENDED");
}

TEST_F(ServiceTest, AnExtensionOnTheDueDayIsTooLate) {
  clock_.Set(At("2022-04-15", 9));
  auto extend = AskWithReason<v1::ExtendCaseRequest>();
  extend.set_due_date("2022-04-20");
  extend.set_document("13/PHL");
  EXPECT_EQ(Refusal(&Stub::ExtendCase, extend), "EXTENSION_TOO_LATE");
  auto apologise = AskWithReason<v1::ApologiseCaseRequest>();
  apologise.set_document("12/PXL");
  apologise.set_promise_date("2022-04-20");
  EXPECT_EQ(Refusal(&Stub::ApologiseCase, apologise), "APOLOGY_TOO_LATE");
}

TEST_F(ServiceTest, HandsTheResultOverAndReopens) {
  auto hand_over = Ask<v1::HandOverResultRequest>();
  hand_over.set_by_post(true);
  EXPECT_EQ(Refusal(&Stub::HandOverResult, hand_over), "CASE_NOT_FINISHED");
  EXPECT_EQ(Refusal(&Stub::ReopenCase, AskWithReason<v1::ReopenCaseRequest>()), "CASE_OPEN");
  Finish();
  const v1::Case handed_over = Do(&Stub::HandOverResult, hand_over);
  EXPECT_EQ(handed_over.status(), type::v1::DOSSIER_STATUS_RESULT_HANDED_OVER);
  EXPECT_TRUE(handed_over.has_hand_over_time());
  EXPECT_TRUE(EventsOf(kCode).back().handed_over().by_post());
  const v1::Case reopened = Do(&Stub::ReopenCase, AskWithReason<v1::ReopenCaseRequest>());
  EXPECT_EQ(reopened.status(), type::v1::DOSSIER_STATUS_IN_PROCESSING);
  EXPECT_FALSE(reopened.has_hand_over_time());
}

TEST_F(ServiceTest, AnswersAWithdrawalRequest) {
  const auto no = AskWithReason<v1::RefuseWithdrawalRequest>();
  EXPECT_EQ(Refusal(&Stub::RefuseWithdrawal, no), "NO_WITHDRAWAL_REQUESTED");
  HandOver("cuc-thue", "");
  EXPECT_TRUE(NoteWithdrawalFromIntake().withdrawal_requested());
  EXPECT_EQ(EventsOf(kCode).back().withdrawal_noted().cause_sequence(), 7);
  EXPECT_FALSE(Do(&Stub::RefuseWithdrawal, no).withdrawal_requested());
  EXPECT_TRUE(EventsOf(kCode).back().has_withdrawal_refused());
}

TEST_F(ServiceTest, ACorrectionKeepsTheOldValuesInTheJournal) {
  auto correct = AskWithReason<v1::CorrectCaseRequest>();
  EXPECT_EQ(Refusal(&Stub::CorrectCase, correct), "NOTHING_TO_CORRECT");
  correct.set_channel(type::v1::CHANNEL_LINKED);
  EXPECT_EQ(Refusal(&Stub::CorrectCase, correct), "CHANNEL_INVALID");
  correct.set_channel(static_cast<type::v1::Channel>(77));
  EXPECT_EQ(Refusal(&Stub::CorrectCase, correct), "CHANNEL_INVALID");
  correct.set_channel(type::v1::CHANNEL_POST);
  correct.set_procedure("procedures/khong-co");
  EXPECT_EQ(Refusal(&Stub::CorrectCase, correct), "PROCEDURE_UNKNOWN");
  correct.set_procedure("procedures/khai-sinh");
  correct.set_agency("agencies/huyen-gio-linh");
  correct.set_due_date("2022-04-18");

  const v1::Case corrected = Do(&Stub::CorrectCase, correct);
  EXPECT_EQ(corrected.procedure(), "procedures/khai-sinh");
  EXPECT_EQ(corrected.field(), "ho-tich");
  EXPECT_EQ(corrected.legs(0).agency(), "agencies/huyen-gio-linh");
  EXPECT_EQ(corrected.legs(0).channel(), type::v1::CHANNEL_POST);
  EXPECT_EQ(corrected.legs(0).due_date(), "2022-04-18");
  const v1::Corrected event = EventsOf(kCode).back().corrected();
  EXPECT_EQ(event.procedure(), "khai-sinh");
  EXPECT_EQ(event.old_procedure(), "cap-phep");
  EXPECT_EQ(event.old_agency(), "so-xay-dung");
  EXPECT_EQ(event.old_channel(), type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(event.old_due_day(), D("2022-04-15"));
  EXPECT_EQ(event.old_receive_time().seconds(), absl::ToUnixSeconds(At("2022-04-01", 8)));
}

TEST_F(ServiceTest, ACorrectedReceiptPinsTheVersionThenInForce) {
  auto correct = AskWithReason<v1::CorrectCaseRequest>();
  correct.set_procedure("procedures/cap-phep");
  EXPECT_EQ(Do(&Stub::CorrectCase, correct).procedure_version(), 1);
  correct.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(At("2022-04-04", 8)));
  EXPECT_EQ(Do(&Stub::CorrectCase, correct).procedure_version(), 2);
}

TEST_F(ServiceTest, AVoidCaseTakesEveryCountBack) {
  Finish();
  const v1::Case voided = Do(&Stub::VoidCase, AskWithReason<v1::VoidCaseRequest>());
  EXPECT_TRUE(voided.void_());
  EXPECT_EQ(voided.status(), type::v1::DOSSIER_STATUS_UNSPECIFIED);
  EXPECT_TRUE(EventsOf(kCode).back().has_voided());
  EXPECT_EQ(Refusal(&Stub::ReopenCase, AskWithReason<v1::ReopenCaseRequest>()), "CASE_VOID");
  sql::Connection connection(database_);
  for (const auto& cell : statistics::ReadBatch(connection, std::nullopt).cells) {
    EXPECT_EQ(cell.value, 0);
  }
}

TEST_F(ServiceTest, AnEtagMustStillBeTheCases) {
  auto finish = Ask<v1::FinishCaseRequest>();
  finish.set_etag("0");
  EXPECT_EQ(Refusal(&Stub::FinishCase, finish), "ETAG_MISMATCH");
  finish.set_etag(Get(kCode).etag());
  EXPECT_EQ(Do(&Stub::FinishCase, finish).status(), type::v1::DOSSIER_STATUS_FINISHED);
}

TEST_F(ServiceTest, ImportersStateWhenItHappened) {
  auto finish = Ask<v1::FinishCaseRequest>();
  finish.mutable_event_time()->set_seconds(absl::ToUnixSeconds(At("2022-04-06", 8)));
  EXPECT_EQ(Refusal(&Stub::FinishCase, finish), "TIME_IN_FUTURE");
  finish.mutable_event_time()->set_seconds(absl::ToUnixSeconds(At("2022-03-31", 8)));
  EXPECT_EQ(Refusal(&Stub::FinishCase, finish), "EVENT_BEFORE_RECEIPT");
  finish.mutable_event_time()->set_seconds(absl::ToUnixSeconds(At("2022-04-02", 8)));
  EXPECT_EQ(Do(&Stub::FinishCase, finish).legs(0).end_time().seconds(),
            absl::ToUnixSeconds(At("2022-04-02", 8)));
}

TEST_F(ServiceTest, NamesTheFieldAtFault) {
  EXPECT_EQ(Refusal(&Stub::GetCase, v1::GetCaseRequest()), "FIELD_REQUIRED");
  EXPECT_EQ(Refusal(&Stub::GetCase, For<v1::GetCaseRequest>("H50.01-220401-9999")),
            "CASE_NOT_FOUND");
  EXPECT_EQ(Refusal(&Stub::FinishCase, For<v1::FinishCaseRequest>("H50.01-220401-9999")),
            "CASE_NOT_FOUND");
  EXPECT_EQ(Refusal(&Stub::FinishCase, v1::FinishCaseRequest()), "FIELD_REQUIRED");
  auto stop = Ask<v1::StopCaseRequest>();
  stop.set_reason_code("Không đủ");
  v1::Case response;
  EXPECT_THAT(testing::DetailsOf(Call(&Stub::StopCase, stop, &response)).fields,
              ElementsAre("reason_code"));
}

TEST_F(ServiceTest, CommandsWaitForTheCatalogue) {
  Instance early(database_, clock_.clock(), [] { return nullptr; });
  grpc::ClientContext context;
  v1::Case response;
  const grpc::Status status =
      early.stub->FinishCase(&context, Ask<v1::FinishCaseRequest>(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(testing::DetailsOf(status).reason, "CATALOG_MISSING");
}

}  // namespace
}  // namespace motcua::processing
