// Random cells for property tests, and the slow, obvious sum over them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SAMPLE_CELLS_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SAMPLE_CELLS_FOR_TEST_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "services/aggregator/domain/cube.h"

namespace motcua::aggregator {

inline constexpr Counter kSampleCounters[] = {Counter::kFiled,
                                              Counter::kReceived,
                                              Counter::kMovedIn,
                                              Counter::kMovedOut,
                                              Counter::kFinishedLate,
                                              Counter::kFinishedEarly,
                                              Counter::kOverdue,
                                              Counter::kUndated,
                                              Counter::kWaitingSupplement,
                                              Counter::kWaitingObligation,
                                              Counter::kWaitingOtherBody,
                                              Counter::kLateStep,
                                              Counter::kPaidNoneRecorded,
                                              Counter::kPaidBothRecorded,
                                              Counter::kComponentsReceived,
                                              Counter::kComponentsAny,
                                              Counter::kResultsDigitized,
                                              Counter::kResultsInForce,
                                              Counter::kResultsInForceDigitized};

// Few agencies, procedures and days, so that cells meet again.
inline CellKey SampleKey(std::mt19937& random) {
  const auto pick = [&](int n) { return static_cast<int>(random() % n); };
  CellKey key;
  key.agency = "agency-" + std::to_string(pick(5));
  key.procedure = "procedure-" + std::to_string(pick(4));
  key.channel = static_cast<Channel>(1 + pick(4));
  key.day = 19000 + pick(20);
  key.counter = kSampleCounters[pick(std::size(kSampleCounters))];
  if (key.counter == Counter::kLateStep)
    key.responsible_agency = "agency-" + std::to_string(pick(3));
  return key;
}

using Cells = std::map<CellKey, std::int64_t>;

inline std::int64_t SlowTotal(const Cells& cells, const Sum& sum, const Scope& scope) {
  std::int64_t total = 0;
  for (const auto& [key, value] : cells) {
    const bool agency =
        scope.whole || std::count(scope.agencies.begin(), scope.agencies.end(), key.agency) > 0;
    const bool procedure = !scope.procedures || scope.procedures->contains(key.procedure);
    const bool day = sum.after() < key.day && key.day <= sum.through();
    const bool responsible =
        !sum.responsible() || std::count(sum.responsible()->begin(), sum.responsible()->end(),
                                         key.responsible_agency) > 0;
    if (!agency || !procedure || !day || !responsible || !sum.Takes(key.channel)) continue;
    total += sum.signs()[static_cast<int>(key.counter)] * value;
  }
  return total;
}

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SAMPLE_CELLS_FOR_TEST_H_
