#include "gmock/gmock.h"
#include "services/portal/portal_fixture.h"

namespace motcua::portal {
namespace {

using ::testing::SizeIs;

class PublishedTest : public PortalFixture {
 protected:
  v1::NationalTable Published() { return National(v1::BASIS_PUBLISHED); }
  bool AwaitReceived(std::int64_t received) {
    return Eventually([&] { return Published().total().received() == received; });
  }

  FakeProvince quang_tri_{"quang-tri"};
};

TEST_F(PublishedTest, TheNewestCompleteSnapshotOfThePeriodCounts) {
  quang_tri_.Close(kFirst, kLast, 4);
  quang_tri_.Close(kFirst, kLast - 1, 100);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitReceived(4));
  quang_tri_.Close(kFirst, kLast, 6);
  ASSERT_TRUE(AwaitReceived(6));
  const v1::NationalTable table = Published();
  EXPECT_EQ(table.provinces(0).snapshot_number(), 2);
  EXPECT_EQ(table.provinces(0).open(), 7);
  EXPECT_THAT(table.provinces(0).reasons(), SizeIs(0));
  Restart();
  EXPECT_EQ(Published().provinces_size(), 0);
  quang_tri_.snapshots.Fail(true);
  Follow(quang_tri_);
  EXPECT_EQ(Published().total().received(), 6);
}

TEST_F(PublishedTest, WhatWasNotPublishedIsMissing) {
  Follow(quang_tri_);
  const v1::NationalTable table = Published();
  ASSERT_THAT(table.missing(), SizeIs(1));
  EXPECT_EQ(table.missing(0).kind(), v1::PROBLEM_KIND_NOT_PUBLISHED);
}

TEST_F(PublishedTest, AProvisionalOneIsQualifiedAndNeverReplacesACompleteOne) {
  quang_tri_.Close(kFirst, kLast, 3, true);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitReceived(3));
  EXPECT_TRUE(HasReason(Published().provinces(0), v1::PROBLEM_KIND_PROVISIONAL));
  quang_tri_.Close(kFirst, kLast, 4);
  ASSERT_TRUE(AwaitReceived(4));
  quang_tri_.Close(kFirst, kLast, 5, true);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_INCOMPLETE_OVER_COMPLETE));
  EXPECT_EQ(Published().total().received(), 4);
  EXPECT_TRUE(HasReason(Published().provinces(0), v1::PROBLEM_KIND_INCOMPLETE_OVER_COMPLETE));
  quang_tri_.Close(kFirst, kLast, 6);
  ASSERT_TRUE(AwaitReceived(6));
  EXPECT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_INCOMPLETE_OVER_COMPLETE));
}

TEST_F(PublishedTest, AnotherKeysSignatureIsRefused) {
  const auto stranger = signing::SigningKey::Generate();
  quang_tri_.snapshots.Close("quang-tri", stranger, kFirst, kLast, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_BAD_SIGNATURE));
  EXPECT_THAT(Published().provinces(), SizeIs(0));
}

TEST_F(PublishedTest, AnOlderKeyOfTheProvinceStillCounts) {
  quang_tri_.Close(kFirst, kLast, 4);
  signing::Keyring keys = signing::SigningKey::Generate().public_key();
  keys.Add(quang_tri_.key().public_key());
  Follow(quang_tri_, keys);
  EXPECT_TRUE(AwaitReceived(4));
}

TEST_F(PublishedTest, WithoutAKeyNothingIsBelieved) {
  quang_tri_.Close(kFirst, kLast, 4);
  FollowWithoutKeys(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_NO_KEY));
  EXPECT_THAT(Published().provinces(), SizeIs(0));
}

TEST_F(PublishedTest, AFlippedBitInHeadOrFactsIsDamage) {
  const std::string name = quang_tri_.Close(kFirst, kLast, 4);
  quang_tri_.snapshots.Spoil(name, [](auto& head) { head.set_provisional(true); });
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_DAMAGED));
  EXPECT_EQ(SubjectOf(v1::PROBLEM_KIND_DAMAGED), name);
  quang_tri_.snapshots.Spoil(
      name, [](auto& head) { head.set_provisional(false); }, [](auto& fact) { fact.set_flow(5); });
  ASSERT_TRUE(Eventually([&] {
    const v1::Province province = First();
    for (const v1::Problem& problem : province.problems()) {
      if (problem.detail().find("facts") != std::string::npos) return true;
    }
    return false;
  }));
  EXPECT_THAT(Published().provinces(), SizeIs(0));
  quang_tri_.snapshots.Spoil(
      name, [](auto&) {}, [](auto& fact) { fact.set_flow(4); });
  EXPECT_TRUE(AwaitReceived(4));
  EXPECT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_DAMAGED));
}

TEST_F(PublishedTest, ASnapshotThatSupersedesNothingHeldIsOutOfOrder) {
  const std::string first = quang_tri_.Close(kFirst, kLast, 4);
  quang_tri_.Close(kFirst, kLast, 5);
  quang_tri_.snapshots.Remove(first);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_OUT_OF_ORDER));
  EXPECT_THAT(Published().provinces(), SizeIs(0));
}

TEST_F(PublishedTest, WhatWasPublishedCannotBeSignedAnew) {
  const std::string name = quang_tri_.Close(kFirst, kLast, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitReceived(4));
  quang_tri_.snapshots.Remove(name);
  quang_tri_.Close(kFirst, kLast, 9);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_REWRITTEN_HISTORY));
  EXPECT_EQ(Published().total().received(), 4);
  EXPECT_TRUE(HasReason(Published().provinces(0), v1::PROBLEM_KIND_REWRITTEN_HISTORY));
}

TEST_F(PublishedTest, ADamagedCopyIsNamedAndFetchedAgain) {
  const std::string name = quang_tri_.Close(kFirst, kLast, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitReceived(4));
  sql::Connection connection(database_);
  EXPECT_EQ(CheckHeldSnapshots(connection).fault_count, 0);
  connection.Update("UPDATE portal_snapshot_sum SET flow = flow + 1");
  const Checked checked = CheckHeldSnapshots(connection);
  ASSERT_EQ(checked.fault_count, 1);
  EXPECT_EQ(checked.faults[0].place, name + " of quang-tri");
  Restart();
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitReceived(4));
  EXPECT_EQ(CheckHeldSnapshots(connection).fault_count, 0);
}

TEST_F(PublishedTest, AProvinceThatDoesNotListItsSnapshotsIsNoted) {
  quang_tri_.snapshots.Fail(true);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_UNREACHABLE));
  quang_tri_.snapshots.Fail(false);
  EXPECT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_UNREACHABLE));
}

TEST_F(PublishedTest, SumsThatNoProvinceCanHaveAreRefused) {
  const std::string name = quang_tri_.Close(kFirst, kLast, std::int64_t{1} << 62);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_DAMAGED));
  EXPECT_EQ(SubjectOf(v1::PROBLEM_KIND_DAMAGED), name);
  EXPECT_THAT(Published().provinces(), SizeIs(0));
}

TEST_F(PublishedTest, FactsThatContradictThemselvesQualifyTheLine) {
  quang_tri_.Close(kFirst, kLast, -4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitReceived(-4));
  EXPECT_TRUE(HasReason(Published().provinces(0), v1::PROBLEM_KIND_IDENTITY_FAILS));
}

}  // namespace
}  // namespace motcua::portal
