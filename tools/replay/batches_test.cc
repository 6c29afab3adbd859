#include "tools/replay/batches.h"

#include "gmock/gmock.h"

namespace motcua::replay {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(BatchesTest, GroupsStayWholeAndBatchesAreNeverTooLong) {
  std::vector<Group<int>> groups(700, Group<int>(3, 0));
  const auto batches = Pack(groups);
  ASSERT_THAT(batches, SizeIs(3));
  EXPECT_THAT(batches[0], SizeIs(333));
  for (const auto& group : batches[2]) EXPECT_THAT(group, SizeIs(3));
}

TEST(BatchesTest, OnlyGroupsWithAnEntryPutOffAreSentAgainAndWhole) {
  std::vector<std::vector<Group<int>>> calls;
  std::size_t settled = 0;
  const absl::Status sent = SendBatch<int>(
      {{1, 2}, {3, 4}}, absl::Seconds(5),
      [&](const std::vector<Group<int>>& groups, std::vector<Fate>& fates) {
        calls.push_back(groups);
        if (calls.size() == 1) return absl::UnavailableError("down");
        fates = {Fate::kDone, Fate::kRefused, Fate::kDone, Fate::kAgain};
        if (calls.size() == 3) fates = {Fate::kDone, Fate::kDone};
        return absl::OkStatus();
      },
      [&](std::size_t entries) { settled += entries; });
  EXPECT_TRUE(sent.ok());
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_THAT(calls[1], ElementsAre(Group<int>{1, 2}, Group<int>{3, 4}));
  EXPECT_THAT(calls[2], ElementsAre(Group<int>{3, 4}));
  EXPECT_EQ(settled, 4u);
}

TEST(BatchesTest, AnErrorThatWillNotPassEndsTheWork) {
  int calls = 0;
  const absl::Status sent = SendBatch<int>(
      {{1}}, absl::Seconds(5),
      [&](const std::vector<Group<int>>&, std::vector<Fate>&) {
        ++calls;
        return absl::PermissionDeniedError("no");
      },
      [](std::size_t) {});
  EXPECT_TRUE(absl::IsPermissionDenied(sent));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace motcua::replay
