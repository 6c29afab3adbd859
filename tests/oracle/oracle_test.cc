// Whatever a definition asks for, the aggregator answers what SQL over the dossiers answers.
#include <cstdlib>

#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_check.h"
#include "services/aggregator/tables/evaluate.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/random_definition.h"
#include "tests/oracle/random_dossiers.h"
#include "tests/oracle/random_province.h"
#include "tests/oracle/sql_table.h"

namespace motcua::oracle {
namespace {

using aggregator::Computed;
using aggregator::ComputedRow;
using aggregator::Days;
using aggregator::Facts;
using aggregator::v1::TableDefinition;
using statistics::Counter;

constexpr int kProvinces = 4;
constexpr int kDefinitions = 40;  // of each province

// The same every time; ORACLE_SEED tries another.
std::uint64_t Seed() {
  const char* const given = std::getenv("ORACLE_SEED");
  return given == nullptr ? 20220415 : std::strtoull(given, nullptr, 10);
}

// Each counter at its own source.
Facts FactsOf(const statistics::Deltas& cells, std::shared_ptr<const catalog::Catalog> catalog) {
  Facts facts;
  facts.catalog = std::move(catalog);
  facts.sources.resize(5);
  for (const auto& [key, value] : cells.values()) {
    const int source = key.counter < Counter::kReceived             ? 0
                       : key.counter < Counter::kFeeBearingFee      ? 1
                       : key.counter < Counter::kComponentsReceived ? 2
                       : key.counter < Counter::kSiteVisits         ? 3
                                                                    : 4;
    facts.sources[source].cube.Set(key, value);
  }
  return facts;
}

Values ValuesOf(const Computed& computed) {
  Values values;
  const auto add = [&](const ComputedRow& row) {
    for (const aggregator::Ratio& ratio : row.values) {
      values[row.spec->id].emplace_back(ratio.numerator, ratio.denominator);
    }
  };
  for (const ComputedRow& row : computed.rows) add(row);
  if (computed.total) add(*computed.total);
  return values;
}

Days RandomDays(Dice& dice) {
  const Day first = kFirst + dice.Below(kDays);
  return {first, first + (dice.OneIn(4) ? 0 : dice.Below(kDays))};
}

TEST(OracleTest, TablesAreWhatSqlOverTheDossiersSays) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE("ORACLE_SEED=" + std::to_string(seed));
  Dice dice(seed);
  std::int64_t cells = 0, nonzero = 0;
  for (int province = 0; province < kProvinces; ++province) {
    sql::Connection connection(testing::FreshDatabase());
    const auto catalog = RandomProvince(dice);
    WriteProvince(*catalog, connection);
    PrepareSqlTables(connection);
    const Facts facts = FactsOf(MakeDossiers(*catalog, dice, connection), catalog);
    for (int i = 0; i < kDefinitions; ++i) {
      const TableDefinition definition = RandomDefinition(dice);
      for (const aggregator::Fault& fault : aggregator::FindFaults(definition)) {
        FAIL() << fault.field << ": " << fault.text << "\n" << definition.DebugString();
      }
      const Days days = RandomDays(dice);
      const Values expected = SqlTable(definition, days.first, days.last, connection);
      ASSERT_EQ(ValuesOf(Compute(definition, facts, days)), expected)
          << FormatDay(days.first) << " " << FormatDay(days.last) << "\n"
          << definition.DebugString();
      for (const auto& [row, values] : expected) {
        cells += static_cast<std::int64_t>(values.size());
        for (const auto& [numerator, denominator] : values) nonzero += numerator != 0;
      }
    }
  }
  RecordProperty("cells", static_cast<int>(cells));
  EXPECT_GT(nonzero, cells / 10);  // equal zeros prove little
}

}  // namespace
}  // namespace motcua::oracle
