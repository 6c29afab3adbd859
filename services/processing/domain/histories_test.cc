// Random histories of a dossier: the counters must be what looking at every leg on every day gives.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/processing/domain/brute_force.h"
#include "services/processing/domain/clock.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/random_history.h"

namespace motcua::processing {
namespace {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

constexpr int kHistories = 30000;
const Day kFirst = March(-10);
const Day kLast = March(170);

std::uint64_t FirstSeed() {
  const char* stated = std::getenv("MOTCUA_SEED");
  return stated == nullptr ? 20220315 : std::strtoull(stated, nullptr, 10);
}

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

  for (int counter = 20; counter <= 42; ++counter) {
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
