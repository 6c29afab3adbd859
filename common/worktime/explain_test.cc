#include "common/worktime/explain.h"

#include "common/worktime/calendars_for_test.h"
#include "common/worktime/random_cases_for_test.h"
#include "gmock/gmock.h"

namespace motcua::worktime {
namespace {

using ::testing::ElementsAre;

std::vector<Step> StepsOf(const Calendar& calendar, const LegalTime& legal_time,
                          const char* received, const std::vector<Interval>& pauses = {}) {
  return Explain(calendar, Reckon(calendar, legal_time, At(received), pauses).value()).value();
}

std::vector<std::string> Texts(const std::vector<Step>& steps, std::string (*text)(const Step&)) {
  std::vector<std::string> texts;
  for (const Step& step : steps) texts.push_back(text(step));
  return texts;
}

TEST(ExplainTest, ASaturdayWorkedAndAPauseInBothLanguages) {
  const std::vector<Step> steps =
      StepsOf(StateCalendar(), {Unit::kWorkingDays, 2}, "2024-05-02 10:15",
              {{At("2024-05-03 16:00"), At("2024-05-06 08:30")}});
  EXPECT_THAT(
      Texts(steps, TextVi),
      ElementsAre("Tiếp nhận lúc 10:15 thứ Năm 02/05/2024",
                  "Tính thời hạn từ 00:00 thứ Sáu 03/05/2024: ngày tiếp theo ngày tiếp nhận",
                  "Tính 2 ngày làm việc (16 giờ): thứ Sáu 03/05/2024 đến thứ Bảy 04/05/2024",
                  "Hết thời hạn giải quyết, chưa kể tạm dừng: 17:00 thứ Bảy 04/05/2024",
                  "Tạm dừng từ 16:00 thứ Sáu 03/05/2024 đến 08:30 thứ Hai 06/05/2024: "
                  "10 giờ 30 phút làm việc",
                  "Không tính Chủ nhật 05/05/2024: nghỉ hằng tuần",
                  "Tính 10 giờ 30 phút làm việc: thứ Hai 06/05/2024 đến thứ Ba 07/05/2024",
                  "Hạn trả kết quả: 17:00 thứ Ba 07/05/2024"));
  EXPECT_THAT(Texts(steps, TextEn),
              ElementsAre("Received at 10:15 Thu 2024-05-02",
                          "The clock runs from 00:00 Fri 2024-05-03: the day after the receipt",
                          "Counted 2 working days (16 h): Fri 2024-05-03 to Sat 2024-05-04",
                          "The legal time ends, pauses aside: 17:00 Sat 2024-05-04",
                          "Paused from 16:00 Fri 2024-05-03 to 08:30 Mon 2024-05-06: "
                          "10 h 30 min of work",
                          "Skipped Sun 2024-05-05: weekly rest",
                          "Counted 10 h 30 min of work: Mon 2024-05-06 to Tue 2024-05-07",
                          "Due: 17:00 Tue 2024-05-07"));
}

TEST(ExplainTest, SkippedDaysSayWhy) {
  const auto texts =
      Texts(StepsOf(StateCalendar(), {Unit::kCalendarDays, 1}, "2026-04-25 09:00"), TextVi);
  EXPECT_THAT(
      texts,
      ElementsAre("Tiếp nhận lúc 09:00 thứ Bảy 25/04/2026",
                  "Tính thời hạn từ 00:00 Chủ nhật 26/04/2026: ngày tiếp theo ngày tiếp nhận",
                  "Tính 1 ngày: Chủ nhật 26/04/2026",
                  "Không tính Chủ nhật 26/04/2026: Giỗ Tổ Hùng Vương (10/3 âm lịch)",
                  "Không tính thứ Hai 27/04/2026: Nghỉ bù Giỗ Tổ Hùng Vương",
                  "Hết thời hạn giải quyết, chưa kể tạm dừng: 17:00 thứ Ba 28/04/2026",
                  "Hạn trả kết quả: 17:00 thứ Ba 28/04/2026"));
}

TEST(ExplainTest, HalfDaysAndTheFifteenHoursRule) {
  const Calendar half = StateCalendarWith("2024-03-05", DayKind::kMorningOff);
  EXPECT_THAT(Texts(StepsOf(half, {Unit::kHours, 3}, "2024-03-04 15:59"), TextEn),
              ElementsAre("Received at 15:59 Mon 2024-03-04",
                          "The clock runs from 15:59 Mon 2024-03-04: the legal time is in hours",
                          "Counted 1 h 1 min of work: Mon 2024-03-04",
                          "Skipped the morning of Tue 2024-03-05: thử",
                          "Counted 1 h 59 min of work: Tue 2024-03-05",
                          "The legal time ends, pauses aside: 15:29 Tue 2024-03-05",
                          "Due: 15:29 Tue 2024-03-05"));
  EXPECT_THAT(Texts(StepsOf(half, {Unit::kSameDay, 0}, "2024-03-08 15:01"), TextEn),
              ElementsAre("Received at 15:01 Fri 2024-03-08",
                          "The clock runs from 00:00 Mon 2024-03-11: received after 15:00 or after "
                          "working hours, due on the next working day",
                          "Skipped Sat 2024-03-09 to Sun 2024-03-10: weekly rest",
                          "The legal time ends, pauses aside: 17:00 Mon 2024-03-11",
                          "Due: 17:00 Mon 2024-03-11"));
}

TEST(ExplainTest, ADecidedDayBeginsWithTheDecision) {
  const auto it = ReckonDecided(StateCalendar(), On("2024-05-01"), At("2024-04-22 09:00")).value();
  EXPECT_THAT(
      Texts(Explain(StateCalendar(), it).value(), TextVi),
      ElementsAre("Tính thời hạn từ 09:00 thứ Hai 22/04/2024: hạn trả kết quả đã được ấn định",
                  "Không tính thứ Tư 01/05/2024: Ngày Quốc tế lao động 1/5",
                  "Hết thời hạn giải quyết, chưa kể tạm dừng: 17:00 thứ Năm 02/05/2024",
                  "Hạn trả kết quả: 17:00 thứ Năm 02/05/2024"));
}

// Adds the steps up, knowing nothing of how they were made.
struct Sum {
  bool moving = false;        // behind LegalTimeEnds
  absl::Duration legal_work;  // counted before it
  absl::Duration moved_work;  // and after
  absl::Duration paused_work;
  int legal_days = 0;
  std::map<Day, int> whole_days;  // counted or skipped as a whole, before LegalTimeEnds
  absl::Time start;
  absl::Time end;
  Due due;

  void operator()(const Received&) {}
  void operator()(const ClockStarts& it) { start = it.time; }
  void operator()(const WorkCounted& it) {
    (moving ? moved_work : legal_work) += it.work;
    if (!moving) Mark(it.first, it.last);
  }
  void operator()(const DaysCounted& it) { legal_days += it.last - it.first + 1; }
  void operator()(const DaysSkipped& it) {
    if (!moving && it.kind == DayKind::kOff) Mark(it.first, it.last);
  }
  void operator()(const LegalTimeEnds& it) {
    end = it.time;
    moving = true;
  }
  void operator()(const ClockStands& it) { paused_work += it.work; }
  void operator()(const DueIs& it) { due = it.due; }

 private:
  void Mark(Day first, Day last) {
    for (Day day = first; day <= last; ++day) ++whole_days[day];
  }
};

void ExpectAddsUp(const Calendar& calendar, const Reckoning& it, const std::vector<Step>& steps) {
  Sum sum;
  for (const Step& step : steps) std::visit([&](const auto& each) { sum(each); }, step);
  const LegalTime legal_time = it.legal_time.value();
  const int amount = legal_time.amount;
  const bool hours = legal_time.unit == Unit::kHours;
  EXPECT_EQ(sum.paused_work, it.paused);
  EXPECT_EQ(sum.moved_work, sum.paused_work);
  EXPECT_EQ(sum.due, it.due);
  EXPECT_EQ(sum.end, it.end);
  if (hours || legal_time.unit == Unit::kWorkingDays) {
    EXPECT_EQ(sum.legal_work, amount * absl::Hours(hours ? 1 : 8));
    // Every day on the way once, but for a first day whose work was over.
    for (Day day = LocalDay(sum.start); day <= LocalDay(sum.end); ++day) {
      const bool over = day == LocalDay(sum.start) && calendar.EndOfWork(day).value() <= sum.start;
      EXPECT_EQ(sum.whole_days[day], over && calendar.KindOf(day).value() != DayKind::kOff ? 0 : 1)
          << FormatDay(day);
    }
  }
  EXPECT_EQ(sum.legal_days, legal_time.unit == Unit::kCalendarDays ? amount : 0);
  // The sums alone lead to the due date.
  const absl::Time moved = calendar.AddWork(sum.end, sum.moved_work).value();
  EXPECT_EQ(LocalDay(moved), sum.due.day);
  EXPECT_EQ(sum.due.time, hours ? moved : calendar.EndOfWork(sum.due.day).value());
}

TEST(ExplainTest, StepsAddUpToTheAnswer) {
  Random random(7);
  int explained = 0;
  for (int i = 0; i < 10; ++i) {
    const Calendar calendar = CalendarOf(RandomDays(random));
    for (int j = 0; j < 2'000; ++j) {
      const MinuteCase made = RandomCase(random, 548 * 1440);
      const absl::Time begin = At("2023-01-01 00:00");
      const auto it = Reckon(calendar, made.legal_time, begin + absl::Minutes(made.received),
                             Intervals(begin, made));
      if (!it.ok()) continue;
      ++explained;
      ExpectAddsUp(calendar, *it, Explain(calendar, *it).value());
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(explained, 18'000);
}

}  // namespace
}  // namespace motcua::worktime
