#include "services/aggregator/findings/list_cuts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_file.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kDefinition[] = R"(
    id: "departments" version: 1 title_vi: "Các sở"
    rows { levels: LEVEL_DEPARTMENT scope: SCOPE_OWN }
    columns {
      id: "received" title_vi: "Tiếp nhận" value { terms { flow { counters: COUNTER_RECEIVED } } }
    }
    lists {
      id: "most" title_vi: "Nhiều nhất" columns: "received" first: 1
      sort { column: "received" descending: true }
    })";

TEST(ListCutsTest, AListThatEndsAmongEqualsIsNoted) {
  const v1::TableDefinition definition = *ParseDefinition(kDefinition, "departments");
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 3);
  sample.Add("so-xay-dung", Counter::kReceived, 2);
  EXPECT_THAT(FindCutTies(definition, Compute(definition, sample.facts, kApril)), IsEmpty());
  sample.Add("so-xay-dung", Counter::kReceived, 3);
  const auto findings = FindCutTies(definition, Compute(definition, sample.facts, kApril));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].row, "so-tu-phap");
  EXPECT_EQ(findings[0].severity, Severity::kNote);
  EXPECT_EQ(findings[0].difference(), 1);
}

}  // namespace
}  // namespace motcua::aggregator
