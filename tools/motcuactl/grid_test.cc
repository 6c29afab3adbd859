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
  EXPECT_EQ(Render({"a", "b"}, {{"x\ty", "1\n2"}}, Format::kTsv), "a\tb\nx y\t1 2\n");
}

TEST(GridTest, JsonQuotesWhatItIsGiven) {
  EXPECT_EQ(Render({"a"}, {{"\"q\""}}, Format::kJson),
            "[\n  {\n    \"a\": \"\\\"q\\\"\"\n  }\n]\n");
}

TEST(GridTest, UnknownFormatIsRefused) { EXPECT_FALSE(ParseFormat("xlsx").has_value()); }

}  // namespace
}  // namespace motcua::ctl
