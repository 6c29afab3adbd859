#include "services/aggregator/domain/printed.h"

#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

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

}  // namespace
}  // namespace motcua::aggregator
