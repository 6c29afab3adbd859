#include "tools/replay/tsv.h"

#include <filesystem>
#include <fstream>

#include "common/testing/database.h"
#include "gtest/gtest.h"

namespace motcua::replay {
namespace {

namespace fs = std::filesystem;

TEST(TsvTest, ABareNameStandsInTheWorkingFolder) {
  const testing::TempDir dir;
  std::ofstream(dir.path() + "/a.tsv") << "id\nso_y_te\n";
  const fs::path before = fs::current_path();
  fs::current_path(dir.path());
  const fs::path bare = "a.tsv";
  const auto read = ReadTsv(bare.parent_path(), bare.filename());
  fs::current_path(before);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->rows.front().cells.front(), "so_y_te");
  EXPECT_TRUE(ReadTsv(dir.path(), "a.tsv").ok());
}

}  // namespace
}  // namespace motcua::replay
