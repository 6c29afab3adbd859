#include "services/processing/work_list.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;

class WorkListTest : public ProcessingTest {
 protected:
  using View = v1::ListWorkRequest;

  void SetUp() override {  // it is 5 April
    ASSERT_TRUE(OpenCase("undated", {.due = {}}).ok());
    ASSERT_TRUE(OpenCase("overdue-2", {.due = D("2022-04-04")}).ok());
    ASSERT_TRUE(OpenCase("overdue-1", {.due = D("2022-04-04")}).ok());
    ASSERT_TRUE(OpenCase("today", {.due = D("2022-04-05")}).ok());
    ASSERT_TRUE(OpenCase("soon", {.due = D("2022-04-08")}).ok());
    ASSERT_TRUE(OpenCase("waiting", {.due = D("2022-04-04")}).ok());
    auto pause = For<v1::PauseCaseRequest>("waiting");
    pause.set_kind(v1::PAUSE_KIND_OBLIGATION);
    Do(&Stub::PauseCase, pause);
    ASSERT_TRUE(OpenCase("ended", {.due = D("2022-04-04")}).ok());
    Do(&Stub::FinishCase, For<v1::FinishCaseRequest>("ended"));
    ASSERT_TRUE(OpenCase("void", {.due = D("2022-04-04")}).ok());
    auto void_case = For<v1::VoidCaseRequest>("void");
    void_case.set_reason_code("nhap_trung");
    Do(&Stub::VoidCase, void_case);
    ASSERT_TRUE(OpenCase("elsewhere", {.agency = "so-tu-phap"}).ok());
  }

  static v1::ListWorkRequest Ask(v1::ListWorkRequest::View view) {
    v1::ListWorkRequest request;
    request.set_agency("agencies/so-xay-dung");
    request.set_view(view);
    return request;
  }
  static std::vector<std::string> CodesOf(const v1::ListWorkResponse& response) {
    std::vector<std::string> codes;
    for (const v1::WorkItem& item : response.items()) {
      codes.push_back(item.dossier().substr(std::string("dossiers/").size()));
    }
    return codes;
  }
  std::vector<std::string> Codes(const v1::ListWorkRequest& request) {
    return CodesOf(Do(&Stub::ListWork, request));
  }
};

TEST_F(WorkListTest, ShowsOpenLegsByDueDateThenCode) {
  EXPECT_THAT(Codes(Ask(View::VIEW_UNSPECIFIED)),
              ElementsAre("overdue-1", "overdue-2", "waiting", "today", "soon", "undated"));
}

TEST_F(WorkListTest, EachViewShowsItsStock) {
  EXPECT_THAT(Codes(Ask(View::VIEW_OVERDUE)), ElementsAre("overdue-1", "overdue-2"));
  EXPECT_THAT(Codes(Ask(View::VIEW_WAITING)), ElementsAre("waiting"));
  EXPECT_THAT(Codes(Ask(View::VIEW_UNDATED)), ElementsAre("undated"));
  auto soon = Ask(View::VIEW_DUE_SOON);
  EXPECT_THAT(Codes(soon), ElementsAre("today"));
  soon.set_days(3);
  EXPECT_THAT(Codes(soon), ElementsAre("today", "soon"));
  soon.set_as_of("2022-04-06");
  EXPECT_THAT(Codes(soon), ElementsAre("soon"));
  auto later = Ask(View::VIEW_OVERDUE);
  later.set_as_of("2022-04-09");
  EXPECT_THAT(Codes(later), ElementsAre("overdue-1", "overdue-2", "today", "soon"));
}

TEST_F(WorkListTest, EveryKindOfWaitingWaits) {
  for (const PauseKind kind : {PauseKind::kSupplement, PauseKind::kOtherBody}) {
    const std::string code = absl::StrCat("waiting-", static_cast<int>(kind));
    ASSERT_TRUE(OpenCase(code).ok());
    ASSERT_TRUE(Submit(instance_->journal, code, Pause{0, kind, ""}, clock_.clock()()).ok());
  }
  const v1::ListWorkResponse response = Do(&Stub::ListWork, Ask(View::VIEW_WAITING));
  EXPECT_THAT(CodesOf(response), ElementsAre("waiting", "waiting-1", "waiting-3"));
  EXPECT_EQ(response.items(0).waiting(), v1::PAUSE_KIND_OBLIGATION);
  EXPECT_EQ(response.items(1).waiting(), v1::PAUSE_KIND_SUPPLEMENT);
  EXPECT_EQ(response.items(2).waiting(), v1::PAUSE_KIND_OTHER_BODY);
}

TEST_F(WorkListTest, LateSoonAreThoseForWhichNobodyApologised) {
  for (const char* code : {"sorry", "extended", "stands"}) {
    ASSERT_TRUE(OpenCase(code, {.due = D("2022-04-08")}).ok());
  }
  const auto submit = [&](const char* code, Command command) {
    return Submit(instance_->journal, code, std::move(command), clock_.clock()()).status();
  };
  Apologise apologise;
  apologise.reason_code = "qua_tai";
  apologise.document = "12/TB";
  apologise.promise_day = D("2022-04-12");
  ASSERT_TRUE(submit("sorry", apologise).ok());
  Extend extend;
  extend.due_day = D("2022-04-12");
  extend.reason_code = "qua_tai";
  extend.document = "13/TB";
  ASSERT_TRUE(submit("extended", extend).ok());
  ASSERT_TRUE(submit("stands", Pause{0, PauseKind::kObligation, ""}).ok());
  auto request = Ask(View::VIEW_LATE_SOON);
  request.set_days(10);
  EXPECT_THAT(Codes(request), ElementsAre("today", "soon", "extended"));
  request.set_view(View::VIEW_DUE_SOON);
  EXPECT_THAT(Codes(request), ElementsAre("today", "soon", "sorry", "extended"));
  const v1::ListWorkResponse response = Do(&Stub::ListWork, request);
  EXPECT_EQ(response.items(2).waiting(), v1::PAUSE_KIND_UNSPECIFIED);
}

TEST_F(WorkListTest, AnOfficerSeesWhatIsHisWhereverItIs) {
  const auto assign = [&](const std::string& code, const std::string& officer) {
    auto request = For<v1::AssignLegRequest>(code);
    request.set_officer(officer);
    Do(&Stub::AssignLeg, request);
  };
  for (const char* code : {"undated", "today", "elsewhere"}) assign(code, "van-a");
  assign("soon", "thi-b");
  v1::ListWorkRequest mine;
  mine.set_officer("van-a");
  const v1::ListWorkResponse response = Do(&Stub::ListWork, mine);
  EXPECT_THAT(CodesOf(response), ElementsAre("today", "elsewhere", "undated"));
  EXPECT_EQ(response.items(0).officer(), "van-a");
  mine.set_agency("agencies/so-tu-phap");
  EXPECT_THAT(Codes(mine), ElementsAre("elsewhere"));
  mine.set_agency("");
  mine.set_view(View::VIEW_DUE_SOON);
  EXPECT_THAT(Codes(mine), ElementsAre("today"));
  assign("today", "");
  EXPECT_TRUE(Codes(mine).empty());
}

TEST_F(WorkListTest, TellsWhatAnOfficerMustKnow) {
  auto hand_over = For<v1::HandOverCaseRequest>("today");
  hand_over.set_agency("agencies/cuc-thue");
  Do(&Stub::HandOverCase, hand_over);
  ASSERT_TRUE(Submit(instance_->journal, "today", NoteWithdrawal{1, ""}, clock_.clock()()).ok());
  auto at_tax = Ask(View::VIEW_UNSPECIFIED);
  at_tax.set_agency("agencies/cuc-thue");
  const v1::ListWorkResponse response = Do(&Stub::ListWork, at_tax);
  ASSERT_EQ(response.items_size(), 1);
  const v1::WorkItem& item = response.items(0);
  EXPECT_EQ(item.leg(), 1);
  EXPECT_EQ(item.channel(), type::v1::CHANNEL_LINKED);
  EXPECT_EQ(item.procedure(), "procedures/cap-phep");
  EXPECT_EQ(item.receive_date(), "2022-04-05");
  EXPECT_EQ(item.due_date(), "");
  EXPECT_EQ(item.waiting(), v1::PAUSE_KIND_UNSPECIFIED);
  EXPECT_TRUE(item.withdrawal_requested());
}

TEST_F(WorkListTest, PagesGoOnWhereTheLastEnded) {
  auto request = Ask(View::VIEW_UNSPECIFIED);
  request.set_page_size(1);
  std::vector<std::string> all;
  do {
    const v1::ListWorkResponse page = Do(&Stub::ListWork, request);
    ASSERT_EQ(page.items_size(), 1);
    all.push_back(CodesOf(page).front());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(all, Codes(Ask(View::VIEW_UNSPECIFIED)));
}

TEST_F(WorkListTest, AListBegunBeforeMidnightEndsAsItBegan) {
  auto request = Ask(View::VIEW_OVERDUE);
  request.set_page_size(1);
  request.set_page_token(Do(&Stub::ListWork, request).next_page_token());
  clock_.Set(At("2022-04-20", 1));
  request.set_page_size(100);
  EXPECT_THAT(Codes(request), ElementsAre("overdue-2"));
}

TEST_F(WorkListTest, RefusesWhatItCannotList) {
  const auto refusal = [&](auto change) {
    auto request = Ask(View::VIEW_OVERDUE);
    request.set_page_size(1);
    change(request);
    return Refusal(&Stub::ListWork, request);
  };
  EXPECT_EQ(refusal([](auto& r) { r.clear_agency(); }), "FIELD_REQUIRED");
  EXPECT_EQ(refusal([](auto& r) { r.set_officer("Nguyễn Văn A"); }), "OFFICER_INVALID");
  EXPECT_EQ(refusal([](auto& r) { r.set_view(static_cast<View::View>(9)); }), "VIEW_INVALID");
  EXPECT_EQ(refusal([](auto& r) { r.set_days(366); }), "DAYS_OUT_OF_RANGE");
  EXPECT_EQ(refusal([](auto& r) { r.set_as_of("2022-02-30"); }), "DATE_INVALID");
  EXPECT_EQ(refusal([](auto& r) { r.set_page_size(-1); }), "PAGE_SIZE_NEGATIVE");
  EXPECT_EQ(refusal([](auto& r) { r.set_page_token("x"); }), "PAGE_TOKEN_INVALID");
  auto request = Ask(View::VIEW_OVERDUE);
  request.set_page_size(1);
  const std::string token = Do(&Stub::ListWork, request).next_page_token();
  EXPECT_EQ(refusal([&](auto& r) {
              r.set_page_token(token);
              r.set_view(View::VIEW_UNSPECIFIED);
            }),
            "PAGE_TOKEN_INVALID");
}

}  // namespace
}  // namespace motcua::processing
