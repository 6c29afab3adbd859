// What a province may do to the portal that follows it.
#include "services/portal/sync/following.h"

#include "services/portal/sync/sync_fixture.h"

namespace motcua::portal::sync {
namespace {

constexpr char kCode[] = "H50.01-220301-0001";
constexpr char kOther[] = "H50.01-220301-0002";

std::int64_t CountIn(const sql::Settings& database, const std::string& from) {
  sql::Connection connection(database);
  sql::Rows rows = connection.Query("SELECT COUNT(*) FROM " + from);
  return rows.Next() ? rows.Int(1) : -1;
}

TEST(FollowingTest, AReplayTakesNothingFromARestoredJournal) {
  FakeIntake intake(FakeIntake::Fresh());
  FakeIntake restored(FakeIntake::Fresh());
  const sql::Settings database = FreshPortal();
  {
    Portal portal(database, {{"quang-tri", intake.channel()}});
    intake.Tell(kCode, 2);
    ASSERT_TRUE(portal.AwaitSequence(1));
  }
  {
    Portal portal(
        database,
        {{"quang-tri", grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials())}});
    ASSERT_TRUE(portal.Replay().ok()) << "begun, but nobody is there";
  }
  restored.Tell(kOther, 2);
  Portal portal(database, {{"quang-tri", restored.channel()}});
  ASSERT_TRUE(
      Eventually([&] { return portal.Report().state().state() == v1::SyncState::STATE_FORKED; }));
  absl::SleepFor(absl::Milliseconds(500));  // time to do harm; too short, nothing fails
  EXPECT_EQ(CountIn(database, "synced_status WHERE generation = 0"), 1);

  ASSERT_TRUE(portal.Rejoin().ok());
  ASSERT_TRUE(portal.AwaitSequence(1));
  EXPECT_TRUE(portal.AwaitReplay()) << "the old journal's replay went with it";
  EXPECT_EQ(portal.Report().totals().dossiers(), 1);
}

TEST(FollowingTest, AStatusNobodyKnowsIsAConflictAndAGap) {
  FakeIntake intake(FakeIntake::Fresh());
  const sql::Settings database = FreshPortal();
  Portal portal(database, {{"quang-tri", intake.channel()}});
  for (const int status : {2, 99, 9}) intake.Tell(kCode, status);
  for (const int status : {2, -1, 9}) intake.Tell(kOther, status);
  ASSERT_TRUE(portal.AwaitSequence(6));
  const v1::SyncReport report = portal.Report();
  EXPECT_EQ(report.totals().fully_synced(), 0);
  ASSERT_EQ(report.gaps_size(), 2);
  EXPECT_EQ(report.gaps(0).gaps(0).missing_events(), 1);
  EXPECT_EQ(CountIn(database, "conflict WHERE reason = 'STATUS_UNKNOWN'"), 2);
}

}  // namespace
}  // namespace motcua::portal::sync
