#include "tests/bench/national_facts.h"

#include <array>

#include "absl/strings/str_cat.h"

namespace motcua::bench {
namespace {

using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;

constexpr std::array kCounted = {Counter::kReceived, Counter::kFinishedEarly,
                                 Counter::kFinishedOnTime, Counter::kFinishedLate,
                                 Counter::kOverdue};
constexpr int kChannels = 3;
constexpr int kAllDays = kFactsDays + 60;  // the last ones end later

// The values of one unit, by counter, channel and day.
class Tally {
 public:
  void Add(int counted, int channel, Day day, int value) {
    values_[static_cast<std::size_t>((counted * kChannels + channel - 1) * kAllDays + day -
                                     kFactsFirst)] += value;
  }

  void AppendTo(std::vector<statistics::CellValue>& cells, const std::string& agency) const {
    for (std::size_t place = 0; place < values_.size(); ++place) {
      if (values_[place] == 0) continue;
      const int series = static_cast<int>(place) / kAllDays;
      cells.push_back({CellKey{agency, "", static_cast<Channel>(series % kChannels + 1),
                               kFactsFirst + static_cast<Day>(place % kAllDays),
                               kCounted[series / kChannels], ""},
                       values_[place]});
    }
  }

 private:
  std::vector<int> values_ = std::vector<int>(kCounted.size() * kChannels * kAllDays);
};

// As processing counts a leg: overdue is written on the due day, and taken back where the leg
// leaves at another.
void Count(const Dossier& dossier, Tally& tally) {
  tally.Add(0, dossier.channel, dossier.receive_day, 1);
  tally.Add(4, dossier.channel, dossier.due_day, 1);
  if (dossier.finish_day == kNever) return;
  const int outcome = dossier.finish_day < dossier.due_day    ? 1
                      : dossier.finish_day == dossier.due_day ? 2
                                                              : 3;
  tally.Add(outcome, dossier.channel, dossier.finish_day, 1);
  tally.Add(4, dossier.channel, outcome == 3 ? dossier.finish_day : dossier.due_day, -1);
}

// splitmix64: numbers in a row become unrelated.
std::uint64_t Scatter(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

}  // namespace

Dossier DossierOf(const Nation& nation, std::int64_t number) {
  const std::uint64_t hash = Scatter(static_cast<std::uint64_t>(number));
  const auto bits = [hash](int from, int values) {
    return static_cast<int>((hash >> from) % static_cast<std::uint64_t>(values));
  };
  const int province = static_cast<int>(number % nation.provinces);
  const int units = (nation.units - province - 1) / nation.provinces + 1;
  Dossier dossier;
  dossier.unit = province + bits(0, units) * nation.provinces;
  dossier.channel = 1 + bits(8, kChannels);
  dossier.receive_day = kFactsFirst + bits(16, kFactsDays);
  dossier.due_day = dossier.receive_day + 1 + bits(32, 20);
  dossier.finish_day = bits(40, 40) == 0 ? kNever : dossier.receive_day + bits(48, 24);
  return dossier;
}

std::string ProvinceId(int province) { return absl::StrCat("province-", province); }

std::string UnitId(int unit) { return absl::StrCat("unit-", unit); }

statistics::Batch CountProvince(const Nation& nation, int province, std::FILE* facts) {
  std::vector<Tally> tallies(static_cast<std::size_t>(nation.units / nation.provinces + 1));
  for (std::int64_t number = province; number < nation.dossiers; number += nation.provinces) {
    const Dossier dossier = DossierOf(nation, number);
    std::fprintf(facts, "%d\t%d\t%d\t%d\t%d\n", dossier.unit, dossier.channel, dossier.receive_day,
                 dossier.due_day, dossier.finish_day);
    Count(dossier, tallies[static_cast<std::size_t>(dossier.unit / nation.provinces)]);
  }
  statistics::Batch batch{.source = ProvinceId(province),
                          .epoch = "1",
                          .full = true,
                          .from = 0,
                          .through = 1,
                          .cells = {},
                          .digest = {}};
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    tallies[i].AppendTo(batch.cells, UnitId(province + static_cast<int>(i) * nation.provinces));
  }
  statistics::Digest digest;
  for (const auto& [key, value] : batch.cells) digest.Add(key, value);
  batch.digest = digest.ToBytes();
  return batch;
}

}  // namespace motcua::bench
