#include "services/digitization/domain/crc32.h"

#include <string>

#include "gtest/gtest.h"

namespace motcua::digitization {
namespace {

TEST(Crc32Test, IsThePublishedOne) {
  EXPECT_EQ(Crc32(""), 0u);
  EXPECT_EQ(Crc32("a"), 0xE8B7BE43u);
  EXPECT_EQ(Crc32("123456789"), 0xCBF43926u);
  EXPECT_EQ(Crc32("The quick brown fox jumps over the lazy dog"), 0x414FA339u);
  EXPECT_EQ(Crc32(std::string(32, '\xff')), 0xFF6CAB0Bu);
}

}  // namespace
}  // namespace motcua::digitization
