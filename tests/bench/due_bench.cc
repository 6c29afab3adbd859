// Due dates per second on one core: the working-time library against a plain loop over days, with
// the days in a map and in an array. The answers are compared first.
//
//   due_bench [--dossiers 1000000] [--calendar deploy/catalog/calendar_vn.tsv]
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/worktime/calendar_file.h"
#include "common/worktime/due.h"

ABSL_FLAG(int, dossiers, 1'000'000, "due dates to reckon");
ABSL_FLAG(std::string, calendar, "deploy/catalog/calendar_vn.tsv", "the calendar's file");

namespace motcua::bench {
namespace {

using worktime::Calendar;
using worktime::DayKind;
using worktime::Micros;

struct Dossier {
  absl::Time received;
  int working_days = 0;
  std::vector<worktime::Interval> pauses;
};

Calendar ReadCalendar() {
  std::ifstream file(absl::GetFlag(FLAGS_calendar));
  std::stringstream text;
  text << file.rdbuf();
  return worktime::ParseCalendar(text.str()).value();
}

// Received 2021–2026; legal times as procedures have them; one pause of some days each.
std::vector<Dossier> Dossiers(int count) {
  constexpr int kLegalTimes[] = {1, 2, 3, 5, 7, 10, 15, 15, 20, 30, 45, 60};
  const absl::Time first = worktime::InstantOf(*ParseDay("2021-01-01"));
  std::mt19937_64 random(1);
  std::vector<Dossier> dossiers(count);
  for (Dossier& dossier : dossiers) {
    dossier.received = first + absl::Seconds(static_cast<int>(random() % (6 * 365 * 86400ll)));
    dossier.working_days = kLegalTimes[random() % std::size(kLegalTimes)];
    const absl::Time pause = dossier.received + absl::Hours(static_cast<int>(24 + random() % 100));
    dossier.pauses = {{pause, pause + absl::Hours(static_cast<int>(random() % 240))}};
  }
  return dossiers;
}

// Day by day, from a map of the stated days; knows no hours.
struct MapLoop {
  std::map<Day, bool> working;

  Day DueDay(const Dossier& dossier) const {
    Day day = LocalDay(dossier.received);
    for (int n = dossier.working_days; n > 0;) {
      const auto stated = working.find(++day);
      n -= (stated != working.end() ? stated->second : Weekday(day) < 5) ? 1 : 0;
    }
    return day;
  }
};

MapLoop InAMap(const Calendar& calendar) {
  MapLoop loop;
  for (const auto& [day, stated] : calendar.days()) {
    loop.working[day] = stated.kind != DayKind::kOff;
  }
  return loop;
}

// Day by day, from an array of kinds.
struct PlainLoop {
  Day first = 0;
  std::vector<DayKind> kinds;

  // Counts days; knows no hours.
  Day DueDay(const Dossier& dossier) const {
    Day day = LocalDay(dossier.received);
    for (int n = dossier.working_days; n > 0;) n -= kinds[++day - first] != DayKind::kOff ? 1 : 0;
    return day;
  }

  // Counts hours: those of the pauses first.
  Day DueDay(const Dossier& dossier, const std::vector<worktime::Interval>& pauses) const {
    const Day received = LocalDay(dossier.received);
    Micros left = dossier.working_days * worktime::kWorkingDay;
    for (const worktime::Interval& pause : pauses) {
      const absl::Time from = std::max(pause.from, worktime::InstantOf(received + 1));
      for (Day day = received + 1; day <= LocalDay(pause.to); ++day) {
        left += WorkedBy(day, pause.to) - WorkedBy(day, std::min(from, pause.to));
      }
    }
    Day day = received;
    while (left > 0) left -= WorkedBy(++day, absl::InfiniteFuture());
    return day;
  }

 private:
  Micros WorkedBy(Day day, absl::Time time) const {
    const absl::Duration since =
        std::clamp(time - worktime::InstantOf(day), absl::ZeroDuration(), absl::Hours(24));
    return worktime::WorkedBy(kinds[day - first], absl::ToInt64Microseconds(since));
  }
};

PlainLoop InAnArray(const Calendar& calendar) {
  PlainLoop loop{*ParseDay("2021-01-01"), {}};
  for (Day day = loop.first; day <= *ParseDay("2027-12-31"); ++day) {
    loop.kinds.push_back(calendar.KindOf(day).value());
  }
  return loop;
}

// Prints the rate, by processor time, of `due_day(dossier)` and returns it; `days` receives the
// answers.
template <typename DueDay>
double Rate(const char* what, const std::vector<Dossier>& dossiers, std::vector<Day>& days,
            DueDay due_day) {
  days.clear();
  days.reserve(dossiers.size());
  const std::clock_t begin = std::clock();
  for (const Dossier& dossier : dossiers) days.push_back(due_day(dossier));
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const double rate = dossiers.size() / seconds;
  std::printf("%12.0f due dates/s  %s\n", rate, what);
  return rate;
}

void Agree(const std::vector<Day>& one, const std::vector<Day>& other) {
  if (one != other) throw std::runtime_error("the answers differ");
}

void Run() {
  const Calendar calendar = ReadCalendar();
  const MapLoop map = InAMap(calendar);
  const PlainLoop loop = InAnArray(calendar);
  const std::vector<Dossier> dossiers = Dossiers(absl::GetFlag(FLAGS_dossiers));
  const auto legal = [](const Dossier& it) {
    return worktime::LegalTime{worktime::Unit::kWorkingDays, it.working_days};
  };
  std::vector<Day> plain, days;
  double slow = Rate("no pause: loop over days in a map", dossiers, plain,
                     [&](const Dossier& it) { return map.DueDay(it); });
  Rate("no pause: loop over days in an array", dossiers, days,
       [&](const Dossier& it) { return loop.DueDay(it); });
  Agree(days, plain);
  double fast = Rate("no pause: library", dossiers, days, [&](const Dossier& it) {
    return worktime::Reckon(calendar, legal(it), it.received)->due.day;
  });
  Agree(days, plain);
  std::printf("%12.1f times the loop over a map\n", fast / slow);
  slow = Rate("one pause: loop over days in an array, by hours", dossiers, plain,
              [&](const Dossier& it) { return loop.DueDay(it, it.pauses); });
  fast = Rate("one pause: library", dossiers, days, [&](const Dossier& it) {
    return worktime::Reckon(calendar, legal(it), it.received, it.pauses)->due.day;
  });
  Agree(days, plain);
  std::printf("%12.1f times that loop\n", fast / slow);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
