#include "services/processing/explain.h"

#include "common/base/errors.h"
#include "gmock/gmock.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;

constexpr char kCode[] = "H50.01-220401-0001";

std::shared_ptr<const catalog::Catalog> CatalogWith(std::optional<worktime::Calendar> calendar) {
  const auto small = SmallCatalog();
  return catalog::Catalog::Build(2, small->agencies(), small->procedures(), std::move(calendar))
      .value();
}

class ExplainTest : public ProcessingTest {
 protected:
  // Received on 1 April at eight; the ten working days of its procedure end on the 18th.
  void OpenDue(std::optional<Day> due) {
    Receipt receipt;
    receipt.due = due;
    ASSERT_TRUE(OpenCase(kCode, receipt).ok());
  }
  static v1::ExplainDueDateRequest Ask(int leg = 0) {
    auto request = For<v1::ExplainDueDateRequest>(kCode);
    request.set_leg(leg);
    return request;
  }
  v1::DueDateExplanation Explained(int leg = 0) { return Do(&Stub::ExplainDueDate, Ask(leg)); }
  // As another process with another catalogue explains it.
  v1::DueDateExplanation ExplainedBy(std::shared_ptr<const catalog::Catalog> catalog,
                                     grpc::Status* status) {
    Instance other(database_, clock_.clock(), [catalog] { return catalog; });
    grpc::ClientContext context;
    v1::DueDateExplanation explained;
    *status = other.stub->ExplainDueDate(&context, Ask(), &explained);
    return explained;
  }

  static std::vector<std::string> Kinds(const v1::DueDateExplanation& explained) {
    std::vector<std::string> kinds;
    for (const auto& step : explained.steps()) kinds.push_back(step.kind());
    return kinds;
  }
  static std::int64_t WorkOf(const v1::DueDateExplanation& explained) {
    std::int64_t seconds = 0;
    for (const auto& step : explained.steps()) seconds += step.work_seconds();
    return seconds;
  }
};

TEST_F(ExplainTest, TellsEachStepFromTheReceipt) {
  OpenDue(D("2022-04-18"));
  const v1::DueDateExplanation explained = Explained();
  EXPECT_EQ(explained.name(), std::string("dossiers/") + kCode);
  EXPECT_EQ(explained.due_date(), "2022-04-18");
  EXPECT_EQ(explained.due_time().seconds(), absl::ToUnixSeconds(At("2022-04-18", 17)));
  EXPECT_EQ(explained.procedure(), "procedures/cap-phep");
  EXPECT_EQ(explained.procedure_version(), 1);
  EXPECT_EQ(explained.catalog_revision(), 1);
  EXPECT_EQ(explained.reckoned_due_date(), "");
  EXPECT_THAT(Kinds(explained),
              ElementsAre("procedure_version", "received", "clock_starts", "days_skipped",
                          "work_counted", "days_skipped", "days_skipped", "work_counted",
                          "days_skipped", "work_counted", "legal_time_ends", "due"));
  EXPECT_EQ(WorkOf(explained), 10 * 8 * 3600);
}

TEST_F(ExplainTest, IsReadInBothLanguages) {
  OpenDue(D("2022-04-18"));
  const v1::DueDateExplanation explained = Explained();
  EXPECT_EQ(explained.steps(0).text_vi(),
            "Thủ tục “cap-phep” (cap-phep), phiên bản 1: thời hạn 10 ngày làm việc");
  EXPECT_EQ(explained.steps(0).text_en(),
            "Procedure “cap-phep” (cap-phep), version 1: legal time 10 working days");
  EXPECT_EQ(explained.steps(6).text_vi(), "Không tính thứ Hai 11/04/2022: Ngày nghỉ");
  EXPECT_EQ(explained.steps(6).text_en(), "Skipped Mon 2022-04-11: Ngày nghỉ");
  EXPECT_EQ(explained.steps(11).text_vi(), "Hạn trả kết quả: 17:00 thứ Hai 18/04/2022");
  EXPECT_EQ(explained.steps(11).text_en(), "Due: 17:00 Mon 2022-04-18");
}

TEST_F(ExplainTest, TellsPausesAndTheExtensionOneAfterTheOther) {
  OpenDue(D("2022-04-18"));
  auto pause = For<v1::PauseCaseRequest>(kCode);
  pause.set_kind(v1::PAUSE_KIND_SUPPLEMENT);
  Do(&Stub::PauseCase, pause);  // on the 5th at nine
  clock_.Set(At("2022-04-06", 9));
  EXPECT_EQ(Do(&Stub::ResumeCase, For<v1::ResumeCaseRequest>(kCode)).legs(0).due_date(),
            "2022-04-19");
  clock_.Set(At("2022-04-07", 9));
  auto extend = For<v1::ExtendCaseRequest>(kCode);
  extend.set_due_date("2022-04-26");
  extend.set_reason_code("qua_tai");
  extend.set_document("12/VB");
  Do(&Stub::ExtendCase, extend);

  const v1::DueDateExplanation explained = Explained();
  EXPECT_EQ(explained.due_date(), "2022-04-26");
  EXPECT_EQ(explained.reckoned_due_date(), "");
  const std::vector<std::string> kinds = Kinds(explained);
  ASSERT_EQ(kinds.size(), 16u);
  EXPECT_THAT(
      std::vector(kinds.begin() + 10, kinds.end()),
      ElementsAre("legal_time_ends", "clock_stands", "work_counted", "due", "extended", "due"));
  EXPECT_EQ(explained.steps(11).text_en(),
            "Paused from 09:00 Tue 2022-04-05 to 09:00 Wed 2022-04-06: 8 h of work "
            "(supplement requested)");
  EXPECT_EQ(explained.steps(13).text_en(), "Due: 17:00 Tue 2022-04-19");
  EXPECT_EQ(explained.steps(14).text_vi(),
            "Gia hạn lúc 09:00 thứ Năm 07/04/2022 theo văn bản 12/VB: hạn mới thứ Ba 26/04/2022");
  EXPECT_EQ(explained.steps(14).text_en(),
            "Extended at 09:00 Thu 2022-04-07 by letter 12/VB: new due day Tue 2022-04-26");
}

TEST_F(ExplainTest, AClockThatStandsIsSaid) {
  OpenDue(D("2022-04-18"));
  auto pause = For<v1::PauseCaseRequest>(kCode);
  pause.set_kind(v1::PAUSE_KIND_OTHER_BODY);
  Do(&Stub::PauseCase, pause);  // on the 5th at nine
  const v1::DueDateExplanation explained = Explained();
  EXPECT_EQ(explained.due_date(), "2022-04-18");
  EXPECT_EQ(explained.steps().rbegin()->kind(), "waiting");
  EXPECT_EQ(
      explained.steps().rbegin()->text_vi(),
      "Đang tạm dừng từ 09:00 thứ Ba 05/04/2022 (chờ cơ quan khác); hạn được tính lại khi tiếp "
      "tục giải quyết");
}

TEST_F(ExplainTest, AStatedDueDateIsToldAsOne) {
  OpenDue(D("2022-04-15"));
  const v1::DueDateExplanation explained = Explained();
  EXPECT_EQ(explained.due_date(), "2022-04-15");
  EXPECT_EQ(explained.reckoned_due_date(), "");
  EXPECT_THAT(Kinds(explained), ElementsAre("procedure_version", "decided", "due"));
  EXPECT_EQ(explained.steps(1).text_en(),
            "Received at 08:00 Fri 2022-04-01, with a stated due day: Fri 2022-04-15");
}

TEST_F(ExplainTest, TellsWhereTheRulesWouldPutItNow) {
  OpenDue(D("2022-04-18"));
  grpc::Status status;
  const auto explained =
      ExplainedBy(CatalogWith(worktime::PlainCalendar({"2022-04-11", "2022-04-12"})), &status);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(explained.catalog_revision(), 2);
  EXPECT_EQ(explained.due_date(), "2022-04-18");
  EXPECT_EQ(explained.due_time().seconds(), absl::ToUnixSeconds(At("2022-04-18", 17)));
  EXPECT_EQ(explained.reckoned_due_date(), "2022-04-19");
  EXPECT_EQ(explained.steps().rbegin()->text_en(), "Due: 17:00 Tue 2022-04-19");
}

TEST_F(ExplainTest, RefusesWhatHasNoExplanation) {
  EXPECT_EQ(Refusal(&Stub::ExplainDueDate, Ask()), "CASE_NOT_FOUND");
  OpenDue(std::nullopt);
  EXPECT_EQ(Refusal(&Stub::ExplainDueDate, Ask()), "NO_DUE_DATE");
  EXPECT_EQ(Refusal(&Stub::ExplainDueDate, Ask(1)), "LEG_UNKNOWN");
  EXPECT_EQ(Refusal(&Stub::ExplainDueDate, Ask(-1)), "LEG_UNKNOWN");
  EXPECT_EQ(Refusal(&Stub::ExplainDueDate, v1::ExplainDueDateRequest()), "FIELD_REQUIRED");
}

TEST_F(ExplainTest, GuessesNothingWithoutACalendar) {
  OpenDue(D("2022-04-18"));
  grpc::Status status;
  ExplainedBy(CatalogWith(std::nullopt), &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(testing::DetailsOf(status).reason, "CALENDAR_YEAR_MISSING");
}

}  // namespace
}  // namespace motcua::processing
