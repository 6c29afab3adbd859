#include "tools/motcuactl/grid.h"

#include "gtest/gtest.h"

namespace motcua::ctl {
namespace {

TEST(GridTest, PadsVietnameseByCodePointsAndNumbersToTheRight) {
  EXPECT_EQ(Render({"đơn vị", "số"}, {{"Sở Y tế", "7"}, {"Hải Lăng", "1132"}}, Format::kTable),
            "đơn vị    số\n"
            "--------  ----\n"
            "Sở Y tế      7\n"
            "Hải Lăng  1132\n");
}

TEST(GridTest, TextsStandSideBySide) {
  EXPECT_EQ(SideBySide({"Hải\nLăng 7\n", "x\n"}),
            "Hải    │ x\n"
            "Lăng 7\n");
  EXPECT_EQ(SideBySide({"a\n", "bb\ncc\n", "d\n\ne\n"}),
            "a │ bb │ d\n"
            "  │ cc │ \n"
            "       │ e\n");
}

TEST(GridTest, TsvKeepsCellsOnOneLine) {
  EXPECT_EQ(Render({"a", "b"}, {{"x\ty", "1\n2"}}, Format::kTsv), "a\tb\nx[U+0009]y\t1[U+000A]2\n");
}

TEST(GridTest, WhatTurnsTheWritingIsShown) {
  const std::string turning =
      "S\xE2\x80\xAE"
      "a";
  EXPECT_EQ(Render({"a"}, {{turning}}, Format::kTsv), "a\nS[U+202E]a\n");
  EXPECT_EQ(Render({turning}, {{"x\x1B[2J"}}, Format::kTable),
            "S[U+202E]a\n"
            "------------\n"
            "x[U+001B][2J\n");
}

TEST(GridTest, TsvHasNoFormulasAndNumbersStayNumbers) {
  const std::vector<std::vector<std::string>> rows = {
      {"=1+1"}, {"+1 a"}, {"@a"}, {"-a"}, {"\"=1\""}, {" =1"}, {"-5"}, {"-5,3"}, {"-"}, {"a=b"}};
  EXPECT_EQ(Render({"=a"}, rows, Format::kTsv),
            "'=a\n'=1+1\n'+1 a\n'@a\n'-a\n'\"=1\"\n'=1\n-5\n-5,3\n-\na=b\n");
  EXPECT_EQ(Render({"a"}, {{"=1"}}, Format::kTable), "a\n--\n=1\n");
}

TEST(GridTest, JsonQuotesWhatItIsGiven) {
  EXPECT_EQ(Render({"a"}, {{"\"q\""}}, Format::kJson),
            "[\n  {\n    \"a\": \"\\\"q\\\"\"\n  }\n]\n");
}

TEST(GridTest, UnknownFormatIsRefused) { EXPECT_FALSE(ParseFormat("xlsx").has_value()); }

}  // namespace
}  // namespace motcua::ctl
