#include "services/aggregator/domain/printed.h"

#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

TEST(PrintedTest, OtherDashesAndSpacesAreReadAsWell) {
  EXPECT_TRUE(IsBlank(" — "));
  EXPECT_EQ(ParseCount("67\u202F918"), 67'918);
  EXPECT_EQ(ParseCount("67\u2009918"), 67'918);
  EXPECT_FALSE(ParseRate("9999999999999"));
}

TEST(PrintedTest, CountsHaveGroupsOfThree) {
  EXPECT_EQ(ParseCount("67918"), 67918);
  EXPECT_EQ(ParseCount("67.918"), 67918);
  EXPECT_EQ(ParseCount("1.067.918"), 1067918);
  EXPECT_EQ(ParseCount(" 67 918 "), 67918);
  EXPECT_EQ(ParseCount("67\xC2\xA0"
                       "918"),
            67918);
  EXPECT_EQ(ParseCount("-3"), -3);
  EXPECT_EQ(ParseCount("0"), 0);
}

TEST(PrintedTest, WhatIsNoCountIsRefused) {
  for (const char* text : {"26.03", "1.0679", "12,5", "1.067 918", ".067", "6a", "", "--3", "1.",
                           "12345678901234567890", "1234.567"}) {
    EXPECT_EQ(ParseCount(text), std::nullopt) << text;
  }
}

TEST(PrintedTest, RatesHaveCommaOrPoint) {
  EXPECT_EQ(ParseRate("26.03"), (PrintedRate{2603, 2}));
  EXPECT_EQ(ParseRate("26,03 %"), (PrintedRate{2603, 2}));
  EXPECT_EQ(ParseRate("100%"), (PrintedRate{100, 0}));
  EXPECT_EQ(ParseRate("0.00"), (PrintedRate{0, 2}));
  for (const char* text : {"26.03.1", "%", "", ",5", "5,", "một", "1.1234567"}) {
    EXPECT_EQ(ParseRate(text), std::nullopt) << text;
  }
}

TEST(PrintedTest, SpacesAndDashesAreBlank) {
  EXPECT_TRUE(IsBlank(""));
  EXPECT_TRUE(IsBlank(" \xC2\xA0"));
  EXPECT_TRUE(IsBlank("-"));
  EXPECT_TRUE(IsBlank("–"));
  EXPECT_FALSE(IsBlank("0"));
}

TEST(PrintedTest, CountsArePrintedAsTheFormWants) {
  EXPECT_EQ(PrintCount(67918, {}), "67918");
  EXPECT_EQ(PrintCount(67918, {.between = "."}), "67.918");
  EXPECT_EQ(PrintCount(1234567, {.between = kNoBreakSpace}), "1\u00A0234\u00A0567");
  EXPECT_EQ(PrintCount(-1000, {.between = "."}), "-1.000");
  EXPECT_EQ(PrintCount(999, {.between = "."}), "999");
  EXPECT_EQ(PrintCount(3, {.digits = 2}), "03");
  EXPECT_EQ(PrintCount(0, {.digits = 0}), "0");
  EXPECT_EQ(PrintCount(-7, {.digits = 3}), "-007");
  EXPECT_EQ(PrintCount(12, {.between = ".", .digits = 6}), "000.012");
}

TEST(PrintedTest, WhatIsPrintedCanBeRead) {
  for (const std::string_view between : {"", ".", kNoBreakSpace}) {
    for (const std::int64_t count : {0, 7, -7, 999, 1000, -123456, 987654321}) {
      EXPECT_EQ(ParseCount(PrintCount(count, {.between = between, .digits = 3})), count);
    }
  }
}

}  // namespace
}  // namespace motcua::aggregator
