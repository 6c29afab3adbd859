#include "deploy/local/own_flags.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "common/testing/database.h"
#include "gtest/gtest.h"

namespace motcua::local {
namespace {

std::string ContentOf(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(OwnFlagsTest, TheSecretIsNobodyElsesAndStaysOverRestarts) {
  const motcua::testing::TempDir var;
  ASSERT_EQ(mkdir((var.path() + "/conf").c_str(), 0755), 0);
  const auto flags = OwnFlags("digitization", "ninh-binh.digitization", var.path(), "certs");
  const std::string path = flags.at("owner_key_file");
  const std::string secret = ContentOf(path);
  EXPECT_EQ(secret.size(), 64u);
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  OwnFlags("digitization", "ninh-binh.digitization", var.path(), "certs");
  EXPECT_EQ(ContentOf(path), secret);
}

TEST(OwnFlagsTest, OnlyPaymentAndDigitizationHaveSome) {
  EXPECT_TRUE(OwnFlags("intake", "intake", "/nowhere", "certs").empty());
  EXPECT_EQ(OwnFlags("payment", "payment", "/nowhere", "certs").at("qr_bank_bin").size(), 6u);
}

}  // namespace
}  // namespace motcua::local
