#include "services/aggregator/audit/printed_selection.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/check_printed.h"
#include "services/aggregator/audit/list_members.h"
#include "services/aggregator/definitions/definition_file.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kDefinition[] = R"(
    id: "departments" version: 1 title_vi: "Các sở"
    rows { levels: LEVEL_DEPARTMENT scope: SCOPE_OWN grouping: GROUPING_NONE }
    columns {
      id: "received" title_vi: "Tiếp nhận" value { terms { flow { counters: COUNTER_RECEIVED } } }
    }
    columns {
      id: "resolved" title_vi: "Giải quyết"
      value { terms { flow { counters: COUNTER_FINISHED_EARLY } } }
    }
    columns {
      id: "rate" title_vi: "Tỷ lệ"
      value { terms { flow { counters: COUNTER_FINISHED_EARLY } } }
      denominator { terms { flow { counters: COUNTER_RECEIVED } } }
    }
    lists {
      id: "most" title_vi: "Nhiều nhất" columns: "received" first: 2
      sort { column: "received" descending: true }
    }
    lists {
      id: "all_early" title_vi: "100% trước hạn" columns: "rate"
      conditions { column: "rate" value: 100 }
    })";

const v1::TableDefinition& Departments() {
  static const v1::TableDefinition definition = *ParseDefinition(kDefinition, "departments");
  return definition;
}

v1::PrintedTable Table(const std::string& list, const std::vector<std::vector<std::string>>& rows) {
  v1::PrintedTable table;
  table.set_definition("departments");
  table.set_list(list);
  for (const char* column : {"received", "resolved"}) table.add_columns(column);
  for (const std::vector<std::string>& row : rows) {
    v1::PrintedRow* const added = table.add_rows();
    added->set_id(row[0]);
    for (std::size_t i = 1; i < row.size(); ++i) added->add_cells(row[i]);
  }
  return table;
}

std::vector<std::string> Found(const std::string& list,
                               const std::vector<std::vector<std::string>>& rows) {
  const auto printed = ParsePrinted(Departments(), Table(list, rows), std::make_shared<Rows>(), "");
  if (!printed.ok()) return {std::string(printed.status().message())};
  std::vector<std::string> lines;
  for (const Finding& finding : CheckAlone(*printed, {})) {
    lines.push_back(finding.identity + " " + finding.row + " " + std::to_string(finding.expected) +
                    " " + std::to_string(finding.shown));
  }
  return lines;
}

TEST(PrintedSelectionTest, AListStandsInItsOwnOrder) {
  EXPECT_THAT(Found("most", {{"a", "9", "1"}, {"b", "7", "1"}}), IsEmpty());
  EXPECT_THAT(Found("most", {{"a", "7", "1"}, {"b", "9", "1"}}), ElementsAre("I12 b 1 2"));
}

TEST(PrintedSelectionTest, AListHasTheLengthItStates) {
  EXPECT_THAT(Found("most", {{"a", "9", "1"}, {"b", "7", "1"}, {"c", "5", "1"}}),
              ElementsAre("I12  2 3"));
}

TEST(PrintedSelectionTest, AListShowsTheBestOfItsTable) {
  const auto found = [](const std::vector<std::string>& shown) {
    const std::shared_ptr<const Rows> nobody = std::make_shared<Rows>();
    std::vector<Printed> report;
    report.push_back(*ParsePrinted(
        Departments(),
        Table("", {{"a", "9", "1"}, {"b", "7", "1"}, {"c", "7", "1"}, {"d", "5", "1"}}), nobody,
        ""));
    std::vector<std::vector<std::string>> rows;
    for (const std::string& row : shown) rows.push_back({row, "1", "1"});
    std::vector<std::string> lines;
    for (const Finding& finding :
         CheckMembers(*ParsePrinted(Departments(), Table("most", rows), nobody, ""), report)) {
      lines.push_back(finding.row + " " + std::to_string(finding.shown));
    }
    return lines;
  };
  EXPECT_THAT(found({"a", "b"}), IsEmpty());
  EXPECT_THAT(found({"a", "c"}), IsEmpty());  // equal to b
  EXPECT_THAT(found({"b", "c"}), ElementsAre("a 0"));
  EXPECT_THAT(found({"a", "d"}), ElementsAre("d 1"));
}

TEST(PrintedSelectionTest, ASetHasOnlyRowsThatBelongThere) {
  EXPECT_THAT(Found("all_early", {{"a", "9", "9"}, {"b", "7", "7"}}), IsEmpty());
  EXPECT_THAT(Found("all_early", {{"a", "9", "9"}, {"b", "7", "6"}}), ElementsAre("I12 b 100 86"));
  EXPECT_THAT(Found("all_early", {{"a", "0", "0"}}), ElementsAre("I12 a 100 0"));
}

TEST(PrintedSelectionTest, ATableIsNoList) {
  EXPECT_THAT(Found("", {{"a", "7", "1"}, {"b", "9", "1"}, {"c", "8", "8"}}), IsEmpty());
}

}  // namespace
}  // namespace motcua::aggregator
