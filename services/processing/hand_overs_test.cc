// Routes, hand-overs and custody over gRPC, on a real database.
#include "gmock/gmock.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;

constexpr char kCode[] = "H50.01-220401-0001";

// Procedure cap-phep passes huyen-gio-linh (step 1, three working days, may pause), then any tax
// office (step 2, without a time).
class HandOversTest : public ProcessingTest {
 protected:
  void SetUp() override { ASSERT_TRUE(OpenCase(kCode).ok()); }

  template <typename Request>
  static Request Ask(int leg = 1) {
    auto request = For<Request>(kCode);
    request.set_leg(leg);
    return request;
  }
  static v1::HandOverCaseRequest To(const std::string& agency, int step, int from_leg = 0) {
    auto request = For<v1::HandOverCaseRequest>(kCode);
    request.set_agency("agencies/" + agency);
    request.set_step(step);
    request.set_from_leg(from_leg);
    return request;
  }
  static v1::ReturnLegRequest Return(int leg) {
    auto request = Ask<v1::ReturnLegRequest>(leg);
    request.set_reason_code("thieu_giay_to");
    return request;
  }
  static v1::TransferLegRequest Transfer(const std::string& agency) {
    auto request = Ask<v1::TransferLegRequest>(1);
    request.set_agency("agencies/" + agency);
    request.set_reason_code("nham_noi_nhan");
    return request;
  }
};

TEST_F(HandOversTest, LinkedLegsReturnBeforeTheCaseIsFinished) {
  auto hand_over = To("cuc-thue", 0);
  hand_over.set_due_date("2022-04-08");
  const v1::Case handed_over = Do(&Stub::HandOverCase, hand_over);
  ASSERT_EQ(handed_over.legs_size(), 2);
  EXPECT_EQ(handed_over.legs(1).agency(), "agencies/cuc-thue");
  EXPECT_EQ(handed_over.legs(1).channel(), type::v1::CHANNEL_LINKED);
  EXPECT_EQ(handed_over.legs(1).due_date(), "2022-04-08");
  EXPECT_EQ(Refusal(&Stub::FinishCase, For<v1::FinishCaseRequest>(kCode)), "LINKED_LEG_OPEN");

  auto finish_leg = Ask<v1::FinishLegRequest>(0);
  EXPECT_EQ(Refusal(&Stub::FinishLeg, finish_leg), "LEG_IS_OWN");
  finish_leg.set_leg(2);
  EXPECT_EQ(Refusal(&Stub::FinishLeg, finish_leg), "LEG_UNKNOWN");
  finish_leg.set_leg(1);
  EXPECT_EQ(Do(&Stub::FinishLeg, finish_leg).legs(1).end(), v1::LEG_END_FINISHED);
  EXPECT_EQ(Refusal(&Stub::FinishLeg, finish_leg), "LEG_ENDED");
  EXPECT_EQ(Do(&Stub::FinishCase, For<v1::FinishCaseRequest>(kCode)).status(),
            type::v1::DOSSIER_STATUS_FINISHED);
}

TEST_F(HandOversTest, OnlyAgenciesOfTheCatalogueGetLegs) {
  auto hand_over = To("cuc-thue", 0);
  for (const char* unknown : {"agencies/so-khong-co", "agencies/huyen-cu"}) {
    hand_over.set_agency(unknown);
    EXPECT_EQ(Refusal(&Stub::HandOverCase, hand_over), "AGENCY_UNKNOWN");
  }
  auto transfer = Ask<v1::TransferLegRequest>(0);
  transfer.set_agency("agencies/so-khong-co");
  EXPECT_EQ(Refusal(&Stub::TransferLeg, transfer), "AGENCY_UNKNOWN");
  transfer.set_agency("so-tu-phap");
  EXPECT_EQ(Refusal(&Stub::TransferLeg, transfer), "NAME_INVALID");
}

TEST_F(HandOversTest, ATransferMovesTheLegForGood) {
  auto transfer = Ask<v1::TransferLegRequest>(0);
  transfer.set_agency("agencies/so-tu-phap");
  EXPECT_EQ(Do(&Stub::TransferLeg, transfer).legs(0).agency(), "agencies/so-tu-phap");
  EXPECT_EQ(Refusal(&Stub::TransferLeg, transfer), "SAME_AGENCY");
}

TEST_F(HandOversTest, AStepHasItsOwnDueDateAndSender) {
  const v1::Case handed_over = Do(&Stub::HandOverCase, To("huyen-gio-linh", 1));
  const v1::Leg& leg = handed_over.legs(1);
  EXPECT_EQ(leg.step(), 1);
  EXPECT_EQ(leg.sender(), "agencies/so-xay-dung");
  EXPECT_EQ(leg.due_date(), "2022-04-08");  // three working days after Tuesday the 5th
  EXPECT_FALSE(leg.acknowledged());
  EXPECT_EQ(Get(kCode).SerializeAsString(), handed_over.SerializeAsString());
  const v1::LegOpened opened = EventsOf(kCode).back().leg_opened();
  EXPECT_EQ(opened.step(), 1);
  EXPECT_EQ(opened.sender(), "so-xay-dung");
  EXPECT_EQ(opened.due_day(), D("2022-04-08"));
}

TEST_F(HandOversTest, AStatedDueDateWins) {
  auto request = To("huyen-gio-linh", 1);
  request.set_due_date("2022-04-14");
  EXPECT_EQ(Do(&Stub::HandOverCase, request).legs(1).due_date(), "2022-04-14");
}

TEST_F(HandOversTest, TheRouteSaysWhoAndWhen) {
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("cuc-thue", 3)), "STEP_UNKNOWN");
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("cuc-thue", -1)), "STEP_UNKNOWN");
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("cuc-thue", 1)), "STEP_OF_ANOTHER_AGENCY");
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("huyen-gio-linh", 2)), "STEP_OF_ANOTHER_AGENCY");
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("cuc-thue", 2)), "STEP_NOT_READY");
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("cuc-thue", 0, 1)), "LEG_UNKNOWN");
  Do(&Stub::HandOverCase, To("huyen-gio-linh", 1));
  Do(&Stub::FinishLeg, Ask<v1::FinishLegRequest>());
  EXPECT_EQ(Refusal(&Stub::HandOverCase, To("huyen-gio-linh", 1)), "STEP_TAKEN");
  const v1::Leg tax = Do(&Stub::HandOverCase, To("cuc-thue", 2, 1)).legs(2);
  EXPECT_EQ(tax.sender(), "agencies/huyen-gio-linh");
  EXPECT_EQ(tax.due_date(), "");
}

TEST_F(HandOversTest, TheReceiverAcknowledges) {
  EXPECT_EQ(Refusal(&Stub::AcknowledgeLeg, Ask<v1::AcknowledgeLegRequest>(0)), "LEG_IS_OWN");
  Do(&Stub::HandOverCase, To("huyen-gio-linh", 1));
  EXPECT_TRUE(Do(&Stub::AcknowledgeLeg, Ask<v1::AcknowledgeLegRequest>()).legs(1).acknowledged());
  EXPECT_EQ(Refusal(&Stub::AcknowledgeLeg, Ask<v1::AcknowledgeLegRequest>()),
            "ALREADY_ACKNOWLEDGED");
  EXPECT_TRUE(EventsOf(kCode).back().fact().acknowledged());
}

TEST_F(HandOversTest, AReturnedLegIsItsSendersUntilItIsTransferred) {
  Do(&Stub::HandOverCase, To("huyen-gio-linh", 1));
  EXPECT_EQ(Refusal(&Stub::ReturnLeg, Ask<v1::ReturnLegRequest>()), "FIELD_REQUIRED");
  const v1::Leg returned = Do(&Stub::ReturnLeg, Return(1)).legs(1);
  EXPECT_EQ(returned.agency(), "agencies/so-xay-dung");
  EXPECT_FALSE(returned.acknowledged());
  EXPECT_EQ(returned.due_date(), "2022-04-08");
  EXPECT_EQ(EventsOf(kCode).back().fact().returned_to(), "so-xay-dung");
  EXPECT_EQ(EventsOf(kCode).back().reason_code(), "thieu_giay_to");
  EXPECT_EQ(Refusal(&Stub::ReturnLeg, Return(1)), "ALREADY_RETURNED");
  EXPECT_EQ(Refusal(&Stub::TransferLeg, Transfer("cuc-thue")), "STEP_OF_ANOTHER_AGENCY");
  auto without_reason = Transfer("huyen-gio-linh");
  without_reason.clear_reason_code();
  EXPECT_EQ(Refusal(&Stub::TransferLeg, without_reason), "FIELD_REQUIRED");
  EXPECT_EQ(Do(&Stub::TransferLeg, Transfer("huyen-gio-linh")).legs(1).agency(),
            "agencies/huyen-gio-linh");
}

TEST_F(HandOversTest, OnlySomeStepsMayPause) {
  Do(&Stub::HandOverCase, To("huyen-gio-linh", 1));
  auto pause = Ask<v1::PauseCaseRequest>();
  pause.set_kind(v1::PAUSE_KIND_OTHER_BODY);
  const v1::Case paused = Do(&Stub::PauseCase, pause);
  EXPECT_EQ(paused.status(), type::v1::DOSSIER_STATUS_IN_PROCESSING);
  auto resume = Ask<v1::ResumeCaseRequest>();
  Do(&Stub::ResumeCase, resume);
  Do(&Stub::FinishLeg, Ask<v1::FinishLegRequest>());
  Do(&Stub::HandOverCase, To("cuc-thue", 2));
  pause.set_leg(2);
  EXPECT_EQ(Refusal(&Stub::PauseCase, pause), "STEP_MAY_NOT_PAUSE");
}

TEST_F(HandOversTest, TheOfficerStandsInTheCaseAndInNoEvent) {
  auto assign = Ask<v1::AssignLegRequest>(0);
  assign.set_officer("Nguyễn Văn A");
  EXPECT_EQ(Refusal(&Stub::AssignLeg, assign), "OFFICER_INVALID");
  assign.set_officer("nguyen.van-a_1");
  EXPECT_EQ(Do(&Stub::AssignLeg, assign).legs(0).officer(), "nguyen.van-a_1");
  const v1::CaseEvent event = EventsOf(kCode).back();
  EXPECT_TRUE(event.fact().assigned());
  EXPECT_EQ(event.SerializeAsString().find("nguyen"), std::string::npos);
  assign.set_officer("");
  EXPECT_EQ(Do(&Stub::AssignLeg, assign).legs(0).officer(), "");
}

TEST_F(HandOversTest, WhoGivesALegAwayTakesTheOfficerOff) {
  Do(&Stub::HandOverCase, To("huyen-gio-linh", 0));
  for (const bool returned : {false, true}) {
    auto assign = Ask<v1::AssignLegRequest>(1);
    assign.set_officer("van-a");
    Do(&Stub::AssignLeg, assign);
    v1::Case given;
    if (returned) {
      auto back = Ask<v1::ReturnLegRequest>(1);
      back.set_reason_code("nham");
      given = Do(&Stub::ReturnLeg, back);
    } else {
      auto transfer = Ask<v1::TransferLegRequest>(1);
      transfer.set_agency("agencies/cuc-thue");
      transfer.set_reason_code("nham");
      given = Do(&Stub::TransferLeg, transfer);
    }
    EXPECT_EQ(given.legs(1).officer(), "");
  }
}

TEST_F(HandOversTest, CustodyDividesTheLifeOfADossier) {
  Do(&Stub::HandOverCase, To("huyen-gio-linh", 1));  // on the 5th at nine
  clock_.Set(At("2022-04-06", 9));
  auto pause = Ask<v1::PauseCaseRequest>(0);
  pause.set_kind(v1::PAUSE_KIND_SUPPLEMENT);
  Do(&Stub::PauseCase, pause);
  clock_.Set(At("2022-04-07", 9));
  const v1::Custody custody = Do(&Stub::GetCustody, For<v1::GetCustodyRequest>(kCode));
  EXPECT_EQ(custody.name(), "dossiers/" + std::string(kCode));
  ASSERT_EQ(custody.spans_size(), 3);
  EXPECT_EQ(custody.spans(1).agency(), "agencies/huyen-gio-linh");
  EXPECT_EQ(custody.spans(1).leg(), 1);
  EXPECT_EQ(custody.spans(2).pause(), v1::PAUSE_KIND_SUPPLEMENT);
  EXPECT_EQ(custody.spans(2).end_time().seconds(), absl::ToUnixSeconds(At("2022-04-07", 9)));
  std::vector<std::string> totals;
  std::int64_t seconds = 0;
  for (const v1::Custody::Total& total : custody.totals()) {
    totals.push_back(absl::StrCat(total.agency(), " ", total.pause(), " ", total.work_seconds()));
    seconds += total.seconds();
  }
  // Friday the 1st at eight to Tuesday at nine, with a weekend: seven and eight hours and two.
  EXPECT_THAT(totals, ElementsAre("agencies/huyen-gio-linh 0 28800", "agencies/so-xay-dung 0 61200",
                                  " 1 28800"));
  EXPECT_EQ(seconds, custody.age_seconds());
  EXPECT_EQ(custody.age_seconds(), absl::ToInt64Seconds(At("2022-04-07", 9) - At("2022-04-01", 8)));
}

TEST_F(HandOversTest, CustodyOfNoDossier) {
  EXPECT_EQ(Refusal(&Stub::GetCustody, For<v1::GetCustodyRequest>("H50.01-220401-9999")),
            "CASE_NOT_FOUND");
  EXPECT_EQ(Refusal(&Stub::GetCustody, v1::GetCustodyRequest()), "FIELD_REQUIRED");
}

TEST_F(HandOversTest, ABatchTakesThemInOrder) {
  v1::BatchUpdateCasesRequest batch;
  *batch.add_commands()->mutable_hand_over_case() = To("huyen-gio-linh", 1);
  *batch.add_commands()->mutable_acknowledge_leg() = Ask<v1::AcknowledgeLegRequest>();
  *batch.add_commands()->mutable_return_leg() = Return(1);
  *batch.add_commands()->mutable_assign_leg() = Ask<v1::AssignLegRequest>();
  *batch.add_commands()->mutable_return_leg() = Return(1);
  const auto answer = Do(&Stub::BatchUpdateCases, batch);
  ASSERT_EQ(answer.results_size(), 5);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(answer.results(i).has_name()) << i;
  EXPECT_EQ(answer.results(4).refusal().reason(), "ALREADY_RETURNED");
}

}  // namespace
}  // namespace motcua::processing
