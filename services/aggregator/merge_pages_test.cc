#include "services/aggregator/merge_pages.h"

#include <algorithm>
#include <map>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

// A leaf's whole list; pages of it as a source gives them, sometimes short.
struct FakeLeaf {
  LeafPage Page(const std::string& token, int page_size, std::mt19937& random) const {
    LeafPage page{source, sign, {}, ""};
    std::size_t at = token.empty() ? 0 : std::stoul(token);
    const std::size_t size = random() % 4 == 0 ? random() % page_size : page_size;
    while (at < dossiers.size() && page.dossiers.size() < size)
      page.dossiers.push_back(dossiers[at++]);
    if (at < dossiers.size()) page.next_token = std::to_string(at);
    return page;
  }
  std::string source;
  int sign = 1;
  std::vector<std::pair<std::string, std::int64_t>> dossiers;
};

FakeLeaf RandomLeaf(std::mt19937& random) {
  FakeLeaf leaf{random() % 2 == 0 ? "intake" : "processing", random() % 3 == 0 ? -1 : 1, {}};
  std::map<std::string, std::int64_t> dossiers;
  for (int i = static_cast<int>(random() % 60); i > 0; --i) {
    dossiers["dossiers/" + std::to_string(100 + random() % 80)] = 1;
  }
  leaf.dossiers.assign(dossiers.begin(), dossiers.end());
  return leaf;
}

TEST(MergePagesTest, PagesTogetherAreTheSumOfTheLeaves) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    std::vector<FakeLeaf> leaves(1 + random() % 4);
    std::map<std::pair<std::string, std::string>, std::int64_t> expected;
    for (FakeLeaf& leaf : leaves) {
      leaf = RandomLeaf(random);
      for (const auto& [dossier, value] : leaf.dossiers) {
        expected[{dossier, leaf.source}] += leaf.sign * value;
      }
    }
    std::erase_if(expected, [](const auto& entry) { return entry.second == 0; });

    std::map<std::pair<std::string, std::string>, std::int64_t> seen;
    std::string last;
    MergePlace place;
    ASSERT_TRUE(Decode("", leaves.size(), place));
    for (int round = 0; !place.done(); ++round) {
      ASSERT_LT(round, 1000);
      std::vector<LeafPage> pages;
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        pages.push_back(place.leaves[i].done ? LeafPage{leaves[i].source, leaves[i].sign, {}, ""}
                                             : leaves[i].Page(place.leaves[i].token, 7, random));
      }
      const std::string before = last;
      for (const Contribution& given : MergePages(pages, 7, place)) {
        ASSERT_GT(given.dossier, before);
        ASSERT_GE(given.dossier, last);
        ASSERT_TRUE(seen.emplace(std::pair(given.dossier, given.source), given.value).second);
        last = given.dossier;
      }
      MergePlace decoded;
      ASSERT_TRUE(Decode(Encode(place), leaves.size(), decoded));
      ASSERT_EQ(decoded.after, place.after);
      ASSERT_EQ(decoded.leaves, place.leaves);
    }
    ASSERT_EQ(seen, expected);
  }
}

TEST(MergePagesTest, WordsOfAForeignSourceComeBackAsTheyWere) {
  const MergePlace place{"hồ\nsơ", {{false, "a\nb\\"}, {true, ""}}};
  MergePlace decoded;
  ASSERT_TRUE(Decode(Encode(place), 2, decoded));
  EXPECT_EQ(decoded.after, place.after);
  EXPECT_EQ(decoded.leaves, place.leaves);
}

TEST(MergePagesTest, AForeignPlaceIsRefused) {
  MergePlace place;
  EXPECT_FALSE(Decode("dossiers/1\nT", 2, place));
  EXPECT_FALSE(Decode("dossiers/1\n", 1, place));
  EXPECT_TRUE(Decode("dossiers/1\nTabc\nD", 2, place));
  EXPECT_TRUE(place.leaves[1].done);
}

}  // namespace
}  // namespace motcua::aggregator
