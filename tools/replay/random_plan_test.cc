// Any consistent scenario is given back: random provinces against the tally.
#include <map>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tools/replay/late_agencies.h"
#include "tools/replay/random.h"
#include "tools/replay/settle.h"
#include "tools/replay/tally_for_test.h"

namespace motcua::replay {
namespace {

using enum Column;

void AddFees(Counts& counts, Random& random) {
  const auto part = [&](std::int64_t whole) { return random.Between(0, static_cast<int>(whole)); };
  const std::int64_t fees = part(*counts[kReceivedOnline] + *counts[kReceivedInPerson]);
  counts[kFeeDossiers] = fees;
  for (const Column paid : {kPaidNationalPortal, kPaidProvinceGateway, kRecordedProvinceSystem}) {
    counts[paid] = part(fees);
  }
}

void AddPapers(Counts& counts, Random& random) {
  const auto part = [&](std::int64_t whole) { return random.Between(0, static_cast<int>(whole)); };
  const std::int64_t any = part(*counts[kReceivedOnline] + *counts[kReceivedInPerson]);
  const std::int64_t resolved =
      *counts[kResolvedEarly] + *counts[kResolvedOnTime] + *counts[kResolvedLate];
  const std::int64_t linked = part(std::min(resolved, *counts[kReceivedLinked]));
  // What is linked and not resolved must find a place among what is pending.
  const std::int64_t pending =
      *counts[kPendingInTime] + *counts[kPendingOverdue] + *counts[kWaiting];
  if (*counts[kReceivedLinked] - linked <= pending) counts[kResolvedLinked] = linked;
  const std::int64_t own = resolved - counts[kResolvedLinked].value_or(resolved);
  counts[kComponentsAny] = any;
  counts[kComponentsFull] = part(any);
  counts[kComponentsReused] = part(any) / 2;
  counts[kResultsDigitized] = part(own);
  counts[kReturnedPost] = part(own);
}

// Where the late dossiers of a row were late, as its late_own and late_linked allow.
void AddLateSteps(std::optional<Column> own_steps, Counts& counts, Random& random) {
  if (!own_steps) return;
  for (const Column column : kLateAt) counts[column] = 0;
  counts[*own_steps] = *counts[kLateOwn];
  const int linked = static_cast<int>(*counts[kLateLinked]);
  const int at_district = random.Between(0, linked);
  counts[kLateAtDistrict] = *counts[kLateAtDistrict] + at_district;
  counts[kLateAtDepartment] =
      *counts[kLateAtDepartment] + linked - at_district + random.Between(0, at_district);
}

// A row in which everything is stated and holds.
CountsRow RandomRow(const std::string& agency, const std::string& field, Random& random) {
  CountsRow row;
  row.agency = agency;
  row.field = field;
  Counts& counts = row.counts;
  std::int64_t left = 0;
  for (const Column in :
       {kReceivedOnline, kReceivedInPerson, kReceivedPost, kReceivedLinked, kCarriedOver}) {
    const bool carried = in == kCarriedOver;
    counts[in] = random.Between(carried ? 20 : 0, carried ? 60 : in == kReceivedLinked ? 8 : 30);
    left += *counts[in];
  }
  for (const Column out : {kResolvedEarly, kResolvedOnTime, kResolvedLate, kNotAccepted, kWithdrawn,
                           kStopped, kPendingOverdue, kWaiting}) {
    const bool rare = out == kNotAccepted || out == kWithdrawn || out == kStopped;
    counts[out] = random.Between(0, static_cast<int>(left) / (rare ? 10 : 3));
    left -= *counts[out];
  }
  counts[kPendingInTime] = left;
  const int late = static_cast<int>(*counts[kResolvedLate]);
  counts[kLateOwn] = random.Between(0, late);
  counts[kLateLinked] =
      late - *counts[kLateOwn] + random.Between(0, static_cast<int>(*counts[kLateOwn]));
  counts[kApologies] = random.Between(0, late);
  counts[kExtensions] = random.Between(0, late / 2);
  AddFees(counts, random);
  AddPapers(counts, random);
  return row;
}

Scenario RandomScenario(int seed) {
  Random random(static_cast<std::uint64_t>(seed));
  Scenario scenario;
  scenario.agency_code = "H1";
  scenario.digest = absl::StrCat(seed);
  scenario.period_start = *ParseDay("2022-03-01") + random.Between(0, 300);
  scenario.period_end = scenario.period_start + random.Between(10, 90);
  // Without rows, so that new dossiers can be late there.
  for (const auto level : {catalog::Level::kDepartment, catalog::Level::kDistrict}) {
    catalog::Agency agency;
    agency.id = absl::StrCat("other-", static_cast<int>(level));
    agency.level = level;
    scenario.agencies.push_back(agency);
  }
  const int agencies = random.Between(3, 7);
  for (int i = 0; i < agencies; ++i) {
    catalog::Agency agency;
    agency.id = absl::StrCat("agency-", i);
    agency.name_vi = agency.id;
    agency.code = absl::StrCat("H1.", i);
    agency.level = i % 2 == 0 ? catalog::Level::kDepartment : catalog::Level::kDistrict;
    if (random.Between(0, 3) == 0) {
      agency.level = catalog::Level::kBranch;
      agency.kind = "land_branch";
    }
    scenario.agencies.push_back(agency);
    if (random.Between(0, 2) > 0) {
      scenario.rows.push_back(RandomRow(agency.id, "", random));
    } else {
      scenario.rows.push_back(RandomRow(agency.id, "dat-dai", random));
      scenario.rows.push_back(RandomRow(agency.id, "ho-tich", random));
    }
    if (random.Between(0, 1) == 0) {
      AddLateSteps(LateColumnOf(scenario.agencies, agency.id), scenario.rows.back().counts, random);
    }
  }
  return scenario;
}

TEST(RandomPlanTest, EveryConsistentScenarioIsGivenBackOrTheDepartureIsTold) {
  constexpr int kSeeds = 300;
  int exact = 0;
  std::map<std::string, int> departures;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const Scenario scenario = RandomScenario(seed);
    std::vector<Remark> remarks;
    const std::vector<CountsRow> rows = Settle(scenario, remarks);
    ASSERT_TRUE(remarks.empty()) << seed << " " << ToString(remarks.front());
    const Plan plan = MakePlan(scenario, rows, remarks);
    for (const Remark& remark : remarks) ++departures[remark.why];
    if (!remarks.empty()) continue;
    ++exact;
    const Tally tally(plan, scenario.period_start, scenario.period_end);
    for (const CountsRow& row : scenario.rows) {
      for (std::size_t i = 0; i < kColumns; ++i) {
        const auto column = static_cast<Column>(i);
        if (!row.counts[column]) continue;
        ASSERT_EQ(tally.Get(row.agency, row.field, column), *row.counts[column])
            << seed << " " << row.agency << " " << row.field << " " << NameOf(column);
      }
    }
  }
  // Without this the test could pass by planning nothing.
  EXPECT_GT(exact, kSeeds * 3 / 4) << ::testing::PrintToString(departures);
}

}  // namespace
}  // namespace motcua::replay
