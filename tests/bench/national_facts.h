// Two years of a nation's dossiers, made up: as facts, one a line, and as the cells a province
// counts.
#ifndef MOTCUA_TESTS_BENCH_NATIONAL_FACTS_H_
#define MOTCUA_TESTS_BENCH_NATIONAL_FACTS_H_

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "common/statistics/batch.h"

namespace motcua::bench {

inline constexpr Day kFactsFirst = 18'700;  // the first day a dossier is received
inline constexpr int kFactsDays = 730;
inline constexpr Day kNever = 99'999;  // finish day of a dossier that is open

struct Nation {
  int provinces = 34;
  int units = 3'300;  // in all; unit u lies in province u % provinces
  std::int64_t dossiers = 60'000'000;
};

struct Dossier {
  int unit;
  int channel;  // 1 to 3
  Day receive_day;
  Day due_day;
  Day finish_day;
};

// Dossier `number`, always the same; provinces take turns.
Dossier DossierOf(const Nation& nation, std::int64_t number);

std::string ProvinceId(int province);
std::string UnitId(int unit);

// Writes `unit channel receive_day due_day finish_day` for every dossier of a province, and gives
// the whole count of its aggregator as a batch.
statistics::Batch CountProvince(const Nation& nation, int province, std::FILE* facts);

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_NATIONAL_FACTS_H_
