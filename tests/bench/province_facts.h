// What the four sources of a province like Quảng Trị count over two years.
#ifndef MOTCUA_TESTS_BENCH_PROVINCE_FACTS_H_
#define MOTCUA_TESTS_BENCH_PROVINCE_FACTS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/statistics/batch.h"
#include "services/aggregator/facts.h"

namespace motcua::bench {

// To the end of the month that is reported.
inline constexpr Day kFirstDay = 18'367;
inline constexpr Day kDays = 730;

std::shared_ptr<const catalog::Catalog> BenchProvince();

// Cells by source, each there once. Dossiers are scattered by a multiplicative hash; one in nine
// stays open, one in three bears a fee.
std::map<std::string, std::vector<statistics::CellValue>> CountDossiers(
    const catalog::Catalog& catalog, std::int64_t dossiers);

// The same as facts, sources in the usual order.
aggregator::Facts MakeFacts(std::int64_t dossiers);

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_PROVINCE_FACTS_H_
