#include "services/aggregator/domain/findings.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// total = online + direct; online ≤ total.
const std::vector<Identity> kIdentities = {
    {.name = "I1", .left = {0}, .right = {1, 2}, .explained_by_vi = {}, .explained = {}},
    {.name = "I7",
     .left = {1},
     .at_most = true,
     .right = {0},
     .explained_by_vi = {},
     .explained = {}}};

Sheet SheetOf(std::vector<SheetRow> rows) {
  Sheet sheet;
  sheet.columns = {{"total", "Tổng số"}, {"online", "Trực tuyến"}, {"direct", "Trực tiếp"}};
  sheet.rows = std::move(rows);
  return sheet;
}

TEST(FindingsTest, ASoundTableHasNone) {
  const Sheet sheet = SheetOf({{"a", {3, 1, 2}}, {"b", {0, 0, 0}}, {"c", {std::nullopt, 5, 5}}});
  EXPECT_THAT(CheckIdentities(sheet, kIdentities), IsEmpty());
}

TEST(FindingsTest, ABrokenSumTellsExpectedAndShown) {
  const auto findings = CheckIdentities(SheetOf({{"a", {4, 1, 2}}}), kIdentities);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].identity, "I1");
  EXPECT_EQ(findings[0].row, "a");
  EXPECT_THAT(findings[0].columns, ElementsAre("total", "online", "direct"));
  EXPECT_EQ(findings[0].expected, 3);
  EXPECT_EQ(findings[0].shown, 4);
  EXPECT_EQ(findings[0].difference(), 1);
  EXPECT_EQ(findings[0].severity, Severity::kViolation);
  EXPECT_EQ(findings[0].cause_en, "total is not online + direct; the difference is column online");
}

TEST(FindingsTest, SwappedColumnsAreSuggestedWhereTheSwapRepairs) {
  const std::vector<Identity> part_of_whole = {kIdentities[1]};
  const auto findings =
      CheckIdentities(SheetOf({{"a", {2657, 20605, std::nullopt}}}), part_of_whole);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].cause_en, HasSubstr("swapped"));
  // Here total = online + direct would break.
  const auto others = CheckIdentities(SheetOf({{"a", {1, 2, 9}}}), kIdentities);
  ASSERT_THAT(others, SizeIs(2));
  EXPECT_EQ(others[1].cause_en, "part over whole: online exceeds total");
}

TEST(FindingsTest, AKnownGapQualifiesInsteadOfViolating) {
  std::vector<Identity> identities = {kIdentities[0]};
  identities[0].explained_by_vi = "hồ sơ liên thông";
  const Sheet sheet = SheetOf({{"a", {1262, 0, 0}}, {"b", {5, 1, 1}}, {"c", {2, 1, 0}}});
  identities[0].explained = [](const std::string& row) -> std::optional<std::int64_t> {
    if (row == "c") return std::nullopt;
    return row == "a" ? 1262 : 2;
  };
  const auto findings = CheckIdentities(sheet, identities);
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(findings[0].severity, Severity::kWarning);
  EXPECT_EQ(findings[0].explained, 1262);
  EXPECT_EQ(findings[1].explained, 2);
  EXPECT_EQ(findings[2].explained, 0);
  EXPECT_THAT(findings[0].cause_vi, HasSubstr("hồ sơ liên thông: 1262"));
  EXPECT_EQ(findings[1].severity, Severity::kViolation);
  EXPECT_THAT(findings[1].cause_vi, HasSubstr("còn lệch 1"));
  EXPECT_THAT(findings[2].cause_vi, HasSubstr("có thể do hồ sơ liên thông"));
  EXPECT_EQ(findings[2].severity, Severity::kWarning);
  identities[0].gap_sign = -1;  // but there is more on the left
  EXPECT_EQ(CheckIdentities(sheet, identities)[2].severity, Severity::kViolation);
}

TEST(FindingsTest, AnIdentityMayOnlyWarn) {
  std::vector<Identity> identities = {kIdentities[1]};
  identities[0].severity = Severity::kWarning;
  const auto findings = CheckIdentities(SheetOf({{"a", {1, 2, 0}}}), identities);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].severity, Severity::kWarning);
  EXPECT_THAT(findings[0].cause_en, ::testing::Not(HasSubstr("swapped"))) << "it may be so";
}

}  // namespace
}  // namespace motcua::aggregator
