// Random histories of a dossier: the counters must be what looking at every leg on every day gives.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/worktime/due.h"
#include "gtest/gtest.h"
#include "services/processing/domain/brute_force.h"
#include "services/processing/domain/clock.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/decide.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

constexpr int kHistories = 30000;
constexpr int kTries = 30;  // commands tried in a history; the state refuses many
const Day kFirst = March(-10);
const Day kLast = March(170);

std::uint64_t FirstSeed() {
  const char* stated = std::getenv("MOTCUA_SEED");
  return stated == nullptr ? 20220315 : std::strtoull(stated, nullptr, 10);
}

// Over all histories: a test that never met a case proves nothing about it.
struct Coverage {
  std::map<Counter, std::int64_t> counted;
  std::map<std::size_t, int> accepted;  // by index of the command
  int out_of_order = 0;
  int due_dates_moved = 0;
  int legal_due_dates = 0;   // moved by pauses
  int stated_due_dates = 0;  // moved by pauses
};

catalog::Procedure AProcedure(const std::string& id, int time, catalog::LegalTimeUnit unit) {
  catalog::Procedure procedure;
  procedure.id = id;
  procedure.legal_time = time;
  procedure.online_legal_time = time / 2;
  procedure.legal_time_unit = unit;
  return procedure;
}

// A dossier with a random life.
class History {
 public:
  History(std::uint64_t seed, Coverage& coverage) : random_(seed), coverage_(coverage) {
    // In every other history due dates also move for reasons of their own.
    moves_due_dates_ = Pick(2) == 0;
    now_ = StartOfDay(March(1)) + absl::Minutes(Pick(24 * 60));
    const Open opening = Opening();
    const Context context{now_, false, &calendar_, &procedures_.at(opening.procedure.id)};
    Keep(opening, Decide(nullptr, opening, context), context);
  }

  void Live() {
    for (int i = 0; i < kTries; ++i) {
      PassTime();
      Command command = AnyCommand();
      Context context{now_, Pick(10) < 4, &calendar_, &procedures_.at(dossier_.procedure)};
      if (context.imported) context.event_time = Earlier();
      const Correct* correct = std::get_if<Correct>(&command);
      if (correct != nullptr && correct->procedure) {
        context.procedure = &procedures_.at(correct->procedure->id);
      }
      Keep(command, Decide(&dossier_, command, context), context);
      if (moves_due_dates_ && Pick(6) == 0) MoveADueDate();
    }
  }

  const Case& dossier() const { return dossier_; }
  const worktime::Calendar& calendar() const { return calendar_; }
  std::optional<worktime::LegalTime> LegalTimeOf(const Leg& leg) const {
    return LegalTimeOfLeg(dossier_, leg, &procedures_.at(dossier_.procedure));
  }
  bool moves_due_dates() const { return moves_due_dates_; }
  // What the commands added, one after the other.
  const Deltas& added() const { return added_; }

 private:
  int Pick(int n) { return static_cast<int>(random_() % n); }
  std::string Agency() { return std::string(1, static_cast<char>('a' + Pick(4))); }
  int AnyLeg() {
    return dossier_.legs.size() > 1 && Pick(2) == 0 ? 1 + Pick(dossier_.legs.size() - 1) : 0;
  }
  Day Today() { return LocalDay(now_); }
  std::optional<Day> SomeDue() {
    if (Pick(8) == 0) return std::nullopt;
    return Today() - 2 + Pick(Pick(2) == 0 ? 7 : 20);
  }
  statistics::Channel OwnChannel() { return static_cast<statistics::Channel>(1 + Pick(3)); }

  Open Opening() {
    Open open;
    open.code = "H50-220301-0001";
    open.agency = Agency();
    open.procedure = {Pick(2) == 0 ? "p" : "q", 1, "f"};
    open.channel = OwnChannel();
    open.due_day = Pick(2) == 0 ? LegalDue(open) : SomeDue();
    return open;
  }
  std::optional<Day> LegalDue(const Open& open) const {
    const bool online = open.channel == statistics::Channel::kOnline;
    return catalog::DueDay(procedures_.at(open.procedure.id), &calendar_, online, now_).value();
  }

  // Some hours, some days, nothing at all, or until the next midnight.
  void PassTime() {
    const int how = Pick(8);
    if (how == 0) return;
    if (how == 1) {
      now_ = StartOfDay(Today() + 1);
    } else if (how < 5) {
      now_ += absl::Minutes(Pick(10 * 60));
    } else {
      now_ += absl::Hours(Pick(4 * 24));
    }
  }

  // From a little before the receipt until now; at times just when another fact was.
  absl::Time Earlier() {
    const Leg& leg = dossier_.legs[AnyLeg()];
    if (Pick(4) == 0) return leg.facts[Pick(leg.facts.size())].time;
    const absl::Time from = dossier_.legs[0].receive_time - absl::Hours(2);
    return from + absl::Minutes(Pick(absl::ToInt64Minutes(now_ - from) + 1));
  }

  Correct AnyCorrection() {
    Correct correct;
    if (Pick(3) == 0) correct.receive_time = now_ - absl::Hours(Pick(100));
    if (Pick(3) == 0) correct.channel = OwnChannel();
    if (Pick(3) == 0) correct.procedure = PinnedProcedure{Pick(2) == 0 ? "p" : "q", 1, "f"};
    if (Pick(3) == 0) correct.agency = Agency();
    if (Pick(3) == 0) correct.due_day = SomeDue();
    return correct;
  }

  Command AnyCommand() {
    const auto kind = static_cast<PauseKind>(1 + Pick(3));
    const int dice = Pick(100);
    if (dice < 12) return Finish{};
    if (dice == 12) return Withdraw{""};
    if (dice == 13) return Stop{""};
    if (dice == 14) return RefuseAfterReceipt{""};
    if (dice < 26) return HandOver{Agency(), SomeDue()};
    if (dice < 38) return FinishLeg{AnyLeg()};
    if (dice < 42) return Transfer{AnyLeg(), Agency()};
    if (dice < 44) return Acknowledge{AnyLeg()};
    if (dice < 46) return Return{AnyLeg(), ""};
    if (dice < 47) return Assign{AnyLeg(), "nga"};
    if (dice < 53) return Pause{AnyLeg(), kind, Pick(2) == 0 ? "again" : ""};
    if (dice < 62) return Resume{AnyLeg()};
    if (dice < 71) return Apologise{AnyLeg(), "", "12/PXL", Today() + Pick(40)};
    if (dice < 80) return Extend{AnyLeg(), Today() + Pick(Pick(2) == 0 ? 6 : 30), "", "13/PHL"};
    if (dice < 83) return HandOverResult{Pick(2) == 0};
    if (dice < 90) return Reopen{""};
    if (dice < 92) return RefuseWithdrawal{""};
    if (dice == 92) return NoteWithdrawal{Pick(1000), ""};
    if (dice == 93 && Pick(4) == 0) return Void{""};
    return AnyCorrection();
  }

  // A due date valid from any time on, before or after the one it replaces.
  void MoveADueDate() {
    Case moved = dossier_;
    Leg& leg = moved.legs[AnyLeg()];
    const Fact due{std::max(Earlier(), leg.receive_time), DueFrom{SomeDue()}};
    auto place = leg.facts.begin();
    while (place != leg.facts.end() && place->time <= due.time) ++place;
    leg.facts.insert(place, due);
    if (dossier_.voided || !Consistent(moved)) return;
    ++coverage_.due_dates_moved;
    Become(std::move(moved));
  }

  void Keep(const Command& command, absl::StatusOr<Decision> decision, const Context& context) {
    if (!decision.ok()) return;
    ++coverage_.accepted[command.index()];
    if (!dossier_.legs.empty() && context.event_time < LastTime(dossier_)) {
      coverage_.out_of_order += context.imported;
    }
    EXPECT_EQ(decision->events.back().status, StatusOf(decision->after));
    Become(std::move(decision->after));
  }

  void Become(Case after) {
    if (!dossier_.legs.empty()) added_.Add(Contributions(dossier_), -1);
    added_.Add(Contributions(after));
    dossier_ = std::move(after);
  }

  std::mt19937_64 random_;
  Coverage& coverage_;
  const worktime::Calendar calendar_ =
      worktime::PlainCalendar({"2022-03-14"})
          .With(March(19), {worktime::DayKind::kWorking, "Làm bù", "test"})
          .value();
  absl::Time now_;
  bool moves_due_dates_ = false;
  const std::map<std::string, catalog::Procedure> procedures_ = {
      {"p", AProcedure("p", 5, catalog::LegalTimeUnit::kWorkingDay)},
      {"q", AProcedure("q", 30, catalog::LegalTimeUnit::kHour)}};
  Case dossier_;
  Deltas added_;
};

// What a consumer of the cells computes: flows by day, stocks as running sums.
Table FromCells(const Deltas& cells) {
  static const std::map<Counter, int> kOpenBy = {
      {Counter::kReceived, 1},         {Counter::kMovedIn, 1},
      {Counter::kReopened, 1},         {Counter::kFinishedEarly, -1},
      {Counter::kFinishedOnTime, -1},  {Counter::kFinishedLate, -1},
      {Counter::kFinishedUndated, -1}, {Counter::kWithdrawn, -1},
      {Counter::kStopped, -1},         {Counter::kRefusedAfterReceipt, -1},
      {Counter::kMovedOut, -1}};
  Table table;
  const auto add = [&table](CellKey key, Day day, std::int64_t value) {
    auto& days = table[key];
    days.resize(kLast - kFirst + 1);
    days.at(day - kFirst) += value;
  };
  for (const auto& [key, value] : cells.values()) {
    if (key.day > kLast) continue;  // overdue, written in advance
    CellKey row = key;
    row.day = 0;
    add(row, key.day, value);
    const auto open = kOpenBy.find(key.counter);
    if (open == kOpenBy.end()) continue;
    row.counter = kOpenStock;
    add(row, key.day, value * open->second);
  }
  for (auto& [key, days] : table) {
    if (!IsStock(key.counter)) continue;
    for (std::size_t i = 1; i < days.size(); ++i) days[i] += days[i - 1];
  }
  std::erase_if(table, [](const auto& row) {
    return std::all_of(row.second.begin(), row.second.end(), [](auto value) { return value == 0; });
  });
  return table;
}

// The first place where two tables differ; empty if none.
std::string Difference(const Table& counted, const Table& expected) {
  if (counted == expected) return "";
  Table all = expected;
  all.insert(counted.begin(), counted.end());
  for (const auto& [key, ignored] : all) {
    for (Day day = kFirst; day <= kLast; ++day) {
      const auto value = [&](const Table& table) {
        const auto row = table.find(key);
        return row == table.end() ? 0 : row->second[day - kFirst];
      };
      if (value(counted) == value(expected)) continue;
      return absl::StrCat("counter ", static_cast<int>(key.counter), " of ", key.agency, "/",
                          key.procedure, "/", static_cast<int>(key.channel), "/",
                          key.responsible_agency, " on ", FormatDay(day), ": counted ",
                          value(counted), ", expected ", value(expected));
    }
  }
  return "";
}

// I9, day by day: a late dossier of an own leg is somebody's, and has a step for each.
void ExpectLateIsExplained(const Deltas& cells) {
  std::map<Day, std::int64_t> late, own_or_linked, steps;
  for (const auto& [key, value] : cells.values()) {
    if (key.channel == statistics::Channel::kLinked) continue;
    if (key.counter == Counter::kFinishedLate) late[key.day] += value;
    if (key.counter == Counter::kLateByOwn) own_or_linked[key.day] += value;
    if (key.counter == Counter::kLateByLinked) own_or_linked[key.day] += value;
    if (key.counter == Counter::kLateStep) steps[key.day] += value;
  }
  for (const auto& [day, dossiers] : late) {
    EXPECT_LE(dossiers, own_or_linked[day]);
    EXPECT_LE(dossiers, steps[day]);
  }
}

// In whatever order things became known, each due date behind a resumption is what the facts up to
// it give, and the last one what all of them give.
void ExpectDueDatesFollowFacts(const Leg& leg, const History& history, Coverage& coverage) {
  const auto legal_time = history.LegalTimeOf(leg);
  const auto due = [&](std::size_t facts) {
    const auto reckoning = ReckonLeg(leg, legal_time, history.calendar(), facts).value();
    return reckoning ? std::optional(reckoning->due.day) : std::nullopt;
  };
  bool moved = false;
  for (std::size_t i = 0; i < leg.facts.size(); ++i) {
    const Fact& fact = leg.facts[i];
    EXPECT_LE(leg.facts[i == 0 ? 0 : i - 1].time, fact.time);
    if (std::holds_alternative<Extended>(fact.what)) moved = false;
    if (!std::holds_alternative<Resumed>(fact.what) || !due(i + 1)) continue;
    ASSERT_LT(i + 1, leg.facts.size());
    EXPECT_EQ(leg.facts[i + 1], (Fact{fact.time, DueFrom{due(i + 1)}}));
    moved = true;
  }
  if (!moved) return;
  EXPECT_EQ(StateNow(leg).due, due(kAllFacts));
  ++(leg.first_due_is_legal ? coverage.legal_due_dates : coverage.stated_due_dates);
}

TEST(HistoriesTest, CountersEqualBruteForceOnEveryDay) {
  const std::uint64_t first = FirstSeed();
  Coverage coverage;
  for (std::uint64_t seed = first; seed < first + kHistories; ++seed) {
    History history(seed, coverage);
    history.Live();
    const Case& dossier = history.dossier();
    const Deltas cells = Contributions(dossier);
    EXPECT_EQ(Difference(FromCells(cells), BruteForce(dossier, kFirst, kLast).Count()), "");
    EXPECT_TRUE(history.added() == cells);
    EXPECT_TRUE(Consistent(dossier));
    ExpectLateIsExplained(cells);
    if (!history.moves_due_dates()) {
      for (const Leg& leg : dossier.legs) ExpectDueDatesFollowFacts(leg, history, coverage);
    }
    ASSERT_FALSE(testing::Test::HasFailure()) << "repeat with MOTCUA_SEED=" << seed;
    for (const auto& [key, value] : cells.values())
      coverage.counted[key.counter] += std::abs(value);
  }

  for (int counter = 20; counter <= 41; ++counter) {
    const int enough = counter < static_cast<int>(Counter::kLateByOwn) ? 500 : 30;
    EXPECT_GE(coverage.counted[Counter{counter}], enough) << "counter " << counter;
  }
  for (std::size_t command = 0; command < std::variant_size_v<Command>; ++command) {
    EXPECT_GE(coverage.accepted[command], 50) << "command " << command;
  }
  EXPECT_GE(coverage.out_of_order, 5000);
  EXPECT_GE(coverage.due_dates_moved, 5000);
  EXPECT_GE(coverage.legal_due_dates, 500);
  EXPECT_GE(coverage.stated_due_dates, 500);
}

}  // namespace
}  // namespace motcua::processing
