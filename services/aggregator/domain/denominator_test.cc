#include "services/aggregator/domain/denominator.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

using ::testing::HasSubstr;

// Quảng Trị's prose: 3827 late of 43179 resolved, printed 9,7%.
TEST(DenominatorTest, ThoseNotLateInsteadOfAllResolved) {
  const NamedCount late{"quá hạn", "overdue", 3827};
  const NamedCount resolved{"đã giải quyết", "resolved", 43179};
  const NamedCount received{"tiếp nhận", "received", 67918};
  const auto found = FindDenominator(late, resolved, {received}, {97, 1});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count.value, 39352);
  EXPECT_EQ(found->count.name_en, "resolved − overdue");
  Finding finding;
  ExplainByDenominator(late, *found, finding);
  EXPECT_THAT(finding.cause_en, HasSubstr("3827/39352, that is by resolved − overdue"));
  EXPECT_THAT(finding.cause_vi, HasSubstr("đã giải quyết − quá hạn"));
  EXPECT_FALSE(FindDenominator(late, resolved, {received}, {96, 1}));
}

TEST(DenominatorTest, ANumberThatIsPrintedComesFirst) {
  const auto found = FindDenominator({"", "late", 3369}, {"", "resolved", 4895},
                                     {{"", "received", 19416}, {"", "on time", 1526}}, {220, 0});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count.name_en, "on time");
  EXPECT_EQ(found->fit, Fit::kTruncated);
}

TEST(DenominatorTest, TwoPartsTogether) {
  const auto found =
      FindDenominator({"", "x", 1}, {"", "all", 1000}, {{"", "a", 3}, {"", "b", 5}}, {125, 1});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count.name_en, "a + b");
}

TEST(DenominatorTest, NothingIsNothingOverWhatever) {
  EXPECT_FALSE(FindDenominator({"", "x", 0}, {"", "all", 10}, {{"", "a", 3}}, {0, 0}));
}

}  // namespace
}  // namespace motcua::aggregator
