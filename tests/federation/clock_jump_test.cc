// The machines' clock jumps by hours and over the end of the year under load: afterwards every due
// date, cursor and counter is what it should be.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/process/child.h"
#include "common/sql/connection.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"

namespace motcua::federation {
namespace {

// libfaketime is found by the loader under its own folder.
constexpr char kLibrary[] = "/usr/$LIB/faketime/libfaketimeMT.so.1";

// The clock of the six processes, in a file they read at every call. Timers stay true.
class FakeClock {
 public:
  FakeClock(const std::string& file, absl::Time time) : file_(file) { JumpTo(time); }

  std::vector<std::string> environment() const {
    return {absl::StrCat("LD_PRELOAD=", kLibrary, ":", FAKE_FUTEX),
            absl::StrCat("FAKETIME_TIMESTAMP_FILE=", file_), "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            // The sanitizers want to be loaded first, but do well behind a library like this.
            "ASAN_OPTIONS=verify_asan_link_order=0"};
  }
  absl::Time Now() const { return absl::Now() + ahead_; }
  void JumpTo(absl::Time time) { JumpBy(time - Now()); }
  void JumpBy(absl::Duration by) {
    ahead_ += by;
    std::ofstream(file_ + ".new") << absl::StrCat(ahead_ < absl::ZeroDuration() ? "" : "+",
                                                  absl::ToInt64Seconds(ahead_), "\n");
    std::filesystem::rename(file_ + ".new", file_);
  }

 private:
  const std::string file_;
  absl::Duration ahead_;
};

// Valid before the processes think they were made.
void MakeCertificates(const std::string& var) {
  process::Child script({"deploy/local/dev-certs", var + "/certs", "quang-tri"}, "",
                        {absl::StrCat("LD_PRELOAD=", kLibrary), "FAKETIME=-3d"});
  ASSERT_EQ(script.Wait(absl::Seconds(60)), 0);
}

Day LastDayOfThisYear() {
  const absl::CivilYear year(absl::ToCivilDay(absl::Now(), absl::FixedTimeZone(7 * 3600)));
  return *ParseDay(absl::StrCat(year.year(), "-12-31"));
}

// Dossiers that are received from now on are dated by the clock as it is now.
void Work(const Office& office, const local::Federation& federation, const FakeClock& clock) {
  constexpr int kDossiers = 100;
  const int until = office.acknowledged() + kDossiers;
  const absl::Time begin = absl::Now();
  const absl::Time noticed =
      begin + absl::Seconds(3);  // absl::Now asks the clock every two seconds
  const auto busy = [&] { return office.acknowledged() < until || absl::Now() < noticed; };
  while (busy() && absl::Now() < begin + absl::Seconds(60)) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_GE(office.acknowledged(), until);
  sql::Connection intake(SettingsOf(federation, "intake"));
  // What intake follows is dated by its cause, which may lie before the jump.
  sql::Rows rows = intake.Query(
      "SELECT event_time FROM event WHERE request_key IS NOT NULL ORDER BY sequence DESC LIMIT 1");
  ASSERT_TRUE(rows.Next());
  EXPECT_LT(absl::AbsDuration(absl::FromUnixMicros(rows.Int(1)) - clock.Now()), absl::Minutes(2));
}

// Five working days later; the test's catalogue knows no holidays.
Day DueAfter(Day receive_day) {
  Day day = receive_day;
  for (int left = 5; left > 0;) left -= Weekday(++day) < 5 ? 1 : 0;
  return day;
}

void ExpectDueDatesRight(const local::Federation& federation, Day last_day) {
  sql::Connection connection(SettingsOf(federation, "processing"));
  std::set<Day> days;
  sql::Rows rows = connection.Query("SELECT code, receive_day, due_day FROM leg");
  while (rows.Next()) {
    const Day receive_day = static_cast<Day>(rows.Int(2));
    days.insert(receive_day);
    EXPECT_EQ(rows.Int(3), DueAfter(receive_day)) << rows.Text(1);
    std::string date = FormatDay(receive_day).substr(2);
    std::erase(date, '-');
    EXPECT_TRUE(absl::StrContains(rows.Text(1), "-" + date + "-")) << rows.Text(1);
  }
  EXPECT_EQ(days, (std::set<Day>{last_day, last_day + 1}));
}

TEST(ClockJumpTest, HoursAndAYearChangeUnderLoadLeaveEverythingRight) {
  const motcua::testing::TempDir dir;
  const Day last_day = LastDayOfThisYear();
  const absl::Time midnight = StartOfDay(last_day + 1);
  FakeClock clock(dir.path() + "/clock", midnight - absl::Hours(3));
  MakeCertificates(dir.path());
  local::Federation federation({.var = dir.path(),
                                .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
                                .source = std::filesystem::current_path(),
                                .environment = clock.environment()});
  LoadCatalog(federation);
  Office office(federation);
  Work(office, federation, clock);
  for (const int hours : {2, -2, 2, -2}) {
    clock.JumpBy(absl::Hours(hours));
    Work(office, federation, clock);
  }
  clock.JumpTo(midnight - absl::Seconds(3));
  absl::SleepFor(absl::Seconds(5));
  Work(office, federation, clock);
  clock.JumpBy(absl::Hours(-2));  // back into the old year
  Work(office, federation, clock);
  clock.JumpBy(absl::Hours(2));
  Work(office, federation, clock);
  office.Close();
  ASSERT_TRUE(AwaitComplete(federation, absl::Seconds(60), clock.Now()));

  EXPECT_EQ(CodesIn(federation, "intake"), office.received());
  EXPECT_EQ(CodesIn(federation, "processing"), office.received());
  ExpectDueDatesRight(federation, last_day);
  for (const char* source : {"intake", "processing", "payment", "digitization"}) {
    EXPECT_EQ(HeldOf(federation, source), CountedBy(federation, source)) << source;
    EXPECT_TRUE(RecountsEqual(federation, source, dir.path())) << source;
  }
}

}  // namespace
}  // namespace motcua::federation
