// What a decree that adds a holiday would do to the open due dates.
#include "services/processing/recalculation_fixture.h"

namespace motcua::processing {
namespace {

TEST_F(RecalculationTest, PreviewTellsHowManyMoveAndMovesNone) {
  OpenLegal("legal");
  ASSERT_TRUE(OpenCase("stated", {.due = D("2022-04-20")}).ok());
  ASSERT_TRUE(OpenCase("stated-then", {.due = D("2022-04-13")}).ok());
  ASSERT_TRUE(OpenCase("undated", {.due = {}}).ok());
  OpenLegal("ended");
  ASSERT_TRUE(Do("ended", Finish{}).ok());
  OpenLegal("waiting");
  ASSERT_TRUE(Do("waiting", Pause{0, PauseKind::kObligation, ""}).ok());
  const v1::DueDatePreview preview = Do(&Stub::PreviewDueDates, Proposal("2022-04-13"));
  EXPECT_EQ(preview.catalog_revision(), 1);
  EXPECT_EQ(preview.open_count(), 4);
  EXPECT_EQ(preview.later_count(), 3);
  EXPECT_EQ(preview.earlier_count(), 0);
  EXPECT_EQ(preview.unknown_count(), 0);
  ASSERT_EQ(preview.moved_by_agency_size(), 1);
  EXPECT_EQ(preview.moved_by_agency(0).agency(), "agencies/so-xay-dung");
  EXPECT_EQ(preview.moved_by_agency(0).count(), 3);
  EXPECT_EQ(DueDate("legal"), kLegal);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, Proposal("2022-04-11", true)).earlier_count(), 2);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, v1::PreviewDueDatesRequest()).later_count(), 0);
}

TEST_F(RecalculationTest, ADueDateStatedOnADayOfRestStays) {
  ASSERT_TRUE(OpenCase("sunday", {.due = D("2022-04-17")}).ok());
  EXPECT_EQ(Do(&Stub::PreviewDueDates, Proposal("2022-04-13")).later_count(), 0);
  EXPECT_EQ(Do(&Stub::PreviewDueDates, Proposal("2022-04-17")).later_count(), 1);  // a holiday
}

TEST_F(RecalculationTest, PreviewTellsWhoIsNoLongerOverdueAndWhoThenIs) {
  OpenLegal("legal");
  clock_.Set(At(kLater, 9));  // overdue since yesterday
  const auto later = Do(&Stub::PreviewDueDates, Proposal("2022-04-13"));
  EXPECT_EQ(later.no_longer_overdue_count(), 1);
  EXPECT_EQ(later.newly_overdue_count(), 0);
  clock_.Set(At(kLegal, 9));  // due today
  const auto earlier = Do(&Stub::PreviewDueDates, Proposal("2022-04-11", true));
  EXPECT_EQ(earlier.no_longer_overdue_count(), 0);
  EXPECT_EQ(earlier.newly_overdue_count(), 1);
  ASSERT_TRUE(Do("legal", Pause{0, PauseKind::kObligation, ""}).ok());
  const auto waiting = Do(&Stub::PreviewDueDates, Proposal("2022-04-11", true));
  EXPECT_EQ(waiting.earlier_count(), 1);
  EXPECT_EQ(waiting.newly_overdue_count(), 0);
}

TEST_F(RecalculationTest, PreviewRefusesWhatIsNoProposal) {
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, Proposal("")), "FIELD_REQUIRED");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, Proposal("2022-13-01")), "DATE_INVALID");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, Proposal("2150-01-04")), "CALENDAR_YEAR_MISSING");
  auto twice = Proposal("2022-04-13");
  twice.add_days()->set_date("2022-04-13");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, twice), "DAY_REPEATED");
  for (int i = 0; i < 366; ++i) twice.add_days()->set_date("2022-04-13");
  EXPECT_EQ(Refusal(&Stub::PreviewDueDates, twice), "TOO_MANY_DAYS");
}

}  // namespace
}  // namespace motcua::processing
