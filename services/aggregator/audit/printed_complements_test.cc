#include "services/aggregator/audit/printed_complements.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_file.h"

namespace motcua::aggregator {
namespace {

constexpr char kDefinition[] = R"(
    id: "channels" version: 1 title_vi: "Kênh"
    rows { levels: LEVEL_DISTRICT scope: SCOPE_OWN }
    columns {
      id: "online" title_vi: "Trực tuyến"
      value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE } } }
      denominator { terms { flow { counters: COUNTER_RECEIVED } } }
      rounding { decimals: 2 comma: true mode: MODE_TRUNCATE }
    }
    columns {
      id: "direct" title_vi: "Trực tiếp"
      value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_IN_PERSON } } }
      denominator { terms { flow { counters: COUNTER_RECEIVED } } }
      rounding { decimals: 2 comma: true mode: MODE_COMPLEMENT complement_of: "online" }
    })";

std::vector<Finding> Check(const std::string& online, const std::string& direct) {
  static const v1::TableDefinition definition = *ParseDefinition(kDefinition, "channels");
  v1::PrintedTable table;
  table.add_columns("online");
  table.add_columns("direct");
  v1::PrintedRow* const row = table.add_rows();
  row->set_id("huyen-a");
  row->add_cells(online);
  row->add_cells(direct);
  return CheckComplements(*ParsePrinted(definition, table, std::make_shared<Rows>(), ""));
}

TEST(PrintedComplementsTest, TwoPartsMakeAHundred) {
  EXPECT_THAT(Check("66,66", "33,34"), ::testing::IsEmpty());
  EXPECT_THAT(Check("66,66", ""), ::testing::IsEmpty());
  const auto findings = Check("66,66", "33,33");
  ASSERT_THAT(findings, ::testing::SizeIs(1));
  EXPECT_EQ(findings[0].expected, 3334);
  EXPECT_EQ(findings[0].difference(), -1);
}

}  // namespace
}  // namespace motcua::aggregator
