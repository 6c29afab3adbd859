#include "services/aggregator/definitions/measure_check.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/counter_unit.h"
#include "services/aggregator/definitions/faults_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// The faults of a column whose value is such a measure.
std::vector<std::string> Faulty(const std::string& measure, const std::string& more = "") {
  return FaultsOf(Sound(kSoundRows, Column(measure, more)));
}

void ExpectFault(const std::string& measure, const std::string& fault) {
  SCOPED_TRACE(measure);
  EXPECT_THAT(Faulty(measure), ElementsAre(StartsWith("columns[2].value." + fault)));
}

TEST(MeasureCheckTest, ATermNeedsALeafThatCountsSomething) {
  ExpectFault("", "terms: at least one");
  ExpectFault("terms { minus: true }", "terms[0]: needs a leaf");
  ExpectFault("terms { stock { } }", "terms[0].stock.stock: is required");
  ExpectFault("terms { flow { } }", "terms[0].flow.counters: at least one");
  ExpectFault("terms { flow { counters: 40000 } }", "terms[0].flow.counters[0]: is no counter");
  ExpectFault("terms { flow { counters: [COUNTER_FILED, COUNTER_FILED] } }",
              "terms[0].flow.counters[1]: is there twice");
  ExpectFault("terms { stock { stock: STOCK_OPEN channels: [CHANNEL_POST, CHANNEL_POST] } }",
              "terms[0].stock.channels[1]: is there twice");
  ExpectFault("terms { distinct_count { counters: COUNTER_FILED channels: 9 } }",
              "terms[0].distinct_count.channels[0]: is no channel");
}

TEST(MeasureCheckTest, LimitsNameLevelsKindsOrFields) {
  const std::string term = "terms { flow { counters: COUNTER_RECEIVED } } ";
  EXPECT_THAT(Faulty(term + "agencies { levels: LEVEL_COMMUNE with_below: true } fields: \"f\""),
              IsEmpty());
  ExpectFault(term + "agencies { }", "agencies: needs levels or kinds");
  ExpectFault(term + "agencies { kinds: [\"k\", \"k\"] }", "agencies.kinds[1]: is there twice");
  ExpectFault(term + "fields: \"\"", "fields[0]: is empty");
}

TEST(MeasureCheckTest, ACatalogCountStatesWhatItCounts) {
  const auto fault = [](const std::string& leaf, const std::string& text) {
    ExpectFault("terms { catalog_count { " + leaf + " } }", "terms[0].catalog_count." + text);
  };
  EXPECT_THAT(Faulty("terms { catalog_count { what: WHAT_PROCEDURES offered_at: [LEVEL_DISTRICT, "
                     "LEVEL_COMMUNE] } }"),
              IsEmpty());
  EXPECT_THAT(Faulty("terms { catalog_count { what: WHAT_AGENCIES has_site: true } }"), IsEmpty());
  fault("has_fee: true", "what: is required");
  fault("what: WHAT_PROCEDURES offered_at: LEVEL_UNSPECIFIED", "offered_at[0]: is no level");
  fault("what: WHAT_AGENCIES offered_at: LEVEL_DISTRICT", "offered_at: belongs to procedures");
  fault("what: WHAT_AGENCIES has_fee: true", "has_fee: belongs to procedures");
  fault("what: WHAT_PROCEDURES has_site: true", "has_site: belongs to agencies");
  fault("what: WHAT_PROCEDURES service_levels: SERVICE_LEVEL_UNSPECIFIED", "service_levels[0]: ");
}

TEST(MeasureCheckTest, OnlyLateStepsHaveSomebodyResponsible) {
  EXPECT_THAT(
      Faulty("terms { flow { counters: COUNTER_LATE_STEP responsible { kinds: \"tax\" } } }"),
      IsEmpty());
  ExpectFault("terms { flow { counters: COUNTER_RECEIVED responsible { kinds: \"tax\" } } }",
              "terms[0].flow.responsible: belongs to COUNTER_LATE_STEP alone");
  ExpectFault(
      "terms { flow { counters: COUNTER_LATE_STEP responsible { levels: LEVEL_UNSPECIFIED } } }",
      "terms[0].flow.responsible.levels[0]: is no level");
}

TEST(MeasureCheckTest, DifferentUnitsAreNotAddedUp) {
  EXPECT_THAT(Faulty("terms { flow { counters: [COUNTER_RECEIVED, COUNTER_FILED] } }"), IsEmpty());
  ExpectFault("terms { flow { counters: [COUNTER_RECEIVED, COUNTER_AMOUNT_OWED] } }",
              "terms: add up different units: UNIT_DOSSIER, UNIT_DONG");
  ExpectFault(
      "terms { stock { stock: STOCK_OPEN } } terms { stock { stock: STOCK_RESULTS_IN_FORCE } }",
      "terms: add up different units: UNIT_DOSSIER, UNIT_RESULT");
}

TEST(MeasureCheckTest, AColumnCountsWhatItStates) {
  const std::string payments = "terms { flow { counters: COUNTER_PAYMENTS_POST } }";
  const std::string visits = "denominator { terms { flow { counters: COUNTER_SITE_VISITS } } }";
  EXPECT_THAT(Faulty(payments, "unit: UNIT_TRANSACTION"), IsEmpty());
  EXPECT_THAT(Faulty(payments, "unit: UNIT_DOSSIER"),
              ElementsAre("columns[2].unit: the column counts UNIT_TRANSACTION"));
  EXPECT_THAT(Faulty(payments, visits + " unit: UNIT_VISIT"), IsEmpty());
}

TEST(MeasureCheckTest, EveryCounterHasAUnit) {
  const auto* const counters = statistics::v1::Counter_descriptor();
  for (int i = 1; i < counters->value_count(); ++i) {
    const auto counter = static_cast<statistics::v1::Counter>(counters->value(i)->number());
    EXPECT_NE(UnitOf(counter), v1::UNIT_UNSPECIFIED) << counters->value(i)->name();
  }
  EXPECT_EQ(UnitOf(static_cast<statistics::v1::Counter>(99)), v1::UNIT_UNSPECIFIED);
}

}  // namespace
}  // namespace motcua::aggregator
