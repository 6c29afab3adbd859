// How long the portal needs from nothing until it holds a year of every province, and what a table
// over them then costs.
//
//   catch_up_bench [--provinces 34] [--days 365]
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"
#include "services/portal/national.h"
#include "services/portal/province_for_test.h"

ABSL_FLAG(int, provinces, 34, "provinces that are followed");
ABSL_FLAG(int, days, 365, "days that each has cells of");

namespace motcua::portal {

extern const sql::Schema kSchema;

namespace {

constexpr Day kFirst = 19'000;
// What a province counts on a usual day.
constexpr int kCounters[] = {1,  2,  3,  20, 21, 22, 24, 25, 26, 27, 28, 29,
                             31, 32, 33, 35, 36, 41, 50, 51, 52, 55, 60, 61,
                             63, 64, 66, 69, 80, 81, 82, 84, 85, 87, 88, 90};

std::unique_ptr<FakeProvince> MakeProvince(int i) {
  auto province = std::make_unique<FakeProvince>(absl::StrCat("province-", i));
  for (int day = 0; day < absl::GetFlag(FLAGS_days); ++day) {
    for (const int counter : kCounters) {
      for (int channel = 1; channel <= 3; ++channel) {
        province->Set(static_cast<Counter>(counter), kFirst + day, 1 + (day * counter) % 97,
                      static_cast<Channel>(channel));
      }
    }
  }
  return province;
}

bool AllAreHeld(const Provinces& provinces) {
  for (const auto& province : provinces) {
    if (!province->standing()) return false;
  }
  return true;
}

double Seconds(absl::Time begin) { return absl::ToDoubleSeconds(absl::Now() - begin); }

void Run() {
  const sql::Settings database = testing::FreshDatabase();
  sql::Migrate(database, {received::kSchema, kSchema});
  std::vector<std::unique_ptr<FakeProvince>> fakes;
  for (int i = 0; i < absl::GetFlag(FLAGS_provinces); ++i) fakes.push_back(MakeProvince(i));

  received::Store store(database);
  sql::Connections connections(database);
  Problems problems(connections);
  Provinces provinces;
  const absl::Time begin = absl::Now();
  for (const auto& fake : fakes) {
    provinces.push_back(std::make_unique<Province>(Province::Options{.id = fake->id(),
                                                                     .channel = fake->channel(),
                                                                     .keys = {},
                                                                     .store = &store,
                                                                     .connections = &connections,
                                                                     .problems = &problems,
                                                                     .clock = SystemClock()}));
  }
  while (!AllAreHeld(provinces)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const double caught_up = Seconds(begin);
  std::int64_t cells = 0;
  for (const auto& province : provinces) cells += province->standing()->cell_count;
  std::printf("%zu provinces, %lld cells from nothing in %.2f s\n", provinces.size(),
              static_cast<long long>(cells), caught_up);

  const Day last = kFirst + absl::GetFlag(FLAGS_days) - 1;
  constexpr int kTables = 20;
  const absl::Time tables = absl::Now();
  std::int64_t received = 0;
  for (int i = 0; i < kTables; ++i) {
    received +=
        NationalTableOf(provinces, problems, last - 30, last, v1::BASIS_LIVE).total().received();
  }
  std::printf("a national table of a month in %.2f ms (received %lld)\n",
              1000 * Seconds(tables) / kTables, static_cast<long long>(received / kTables));
}

}  // namespace
}  // namespace motcua::portal

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::portal::Run();
  return 0;
}
