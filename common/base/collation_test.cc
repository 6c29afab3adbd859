#include "common/base/collation.h"

#include <algorithm>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Sorted(std::vector<std::string> names) {
  std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return CollationKey(a) < CollationKey(b);
  });
  return names;
}

TEST(CollationTest, LettersStandAsTheyDoInVietnamese) {
  EXPECT_THAT(
      Sorted({"Đông Hà", "Ấp", "Duy Tiên", "Ăn", "An", "Ân", "Ea", "Ô Môn", "Ơn", "Ong"}),
      ElementsAre("An", "Ăn", "Ân", "Ấp", "Duy Tiên", "Đông Hà", "Ea", "Ong", "Ô Môn", "Ơn"));
}

TEST(CollationTest, TonesDecideOnlyBetweenEqualLetters) {
  EXPECT_THAT(Sorted({"Cẩm Phả", "Cam Lộ", "Cạn", "Càn", "Can", "Cản", "Cãn", "Cán"}),
              ElementsAre("Cam Lộ", "Can", "Càn", "Cản", "Cãn", "Cán", "Cạn", "Cẩm Phả"));
}

TEST(CollationTest, BothSpellingsOfACharacterAreOne) {
  EXPECT_EQ(CollationKey("Hải Lăng"), CollationKey("Ha\u0309i La\u0306ng"));
  EXPECT_NE(CollationKey("Hải Lăng"), CollationKey("Hải Lang"));
}

}  // namespace
}  // namespace motcua
