#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/journal/journal.h"
#include "common/testing/ledger.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::journal {
namespace {

using testing::Command;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;

class EventLogTest : public ::testing::Test {
 protected:
  // Commands of 1, 4, 2 and 100 events: they end at 1, 5, 7 and 107.
  EventLogTest() : database_(testing::FreshLedger()), connection_(database_) {
    Options options;
    options.database = database_;
    Journal journal(options, testing::LedgerPlugin());
    int id = 0;
    for (const int events : {1, 4, 2, 100}) {
      const auto receipt = testing::SendAndAwait(
          journal, Command({.account = "a", .amount = -0x7f, .events = events}, absl::StrCat(id)));
      EXPECT_FALSE(receipt.ok());
      EXPECT_THAT(
          testing::SendAndAwait(journal, Command({.account = "a", .amount = 255, .events = events},
                                                 absl::StrCat("+", id++))),
          IsOk());
      sql::Connection(database_).Execute("UPDATE account SET balance = 0");
    }
  }

  std::vector<std::int64_t> Read(std::int64_t after, std::int64_t through, int limit) {
    std::vector<std::int64_t> sequences;
    for (const StoredEvent& event : ReadEvents(connection_, after, through, limit)) {
      sequences.push_back(event.sequence);
    }
    return sequences;
  }

  sql::Settings database_;
  sql::Connection connection_;
};

TEST_F(EventLogTest, AReadEndsWithACommand) {
  EXPECT_THAT(Read(0, 107, 1), ElementsAre(1));
  EXPECT_THAT(Read(0, 107, 2), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(Read(0, 107, 5), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(Read(1, 107, 1), ElementsAre(2, 3, 4, 5));
  EXPECT_THAT(Read(7, 107, 3).size(), 100);
  EXPECT_THAT(Read(7, 107, 99).size(), 100);
}

TEST_F(EventLogTest, AReadStopsWhereItIsTold) {
  EXPECT_THAT(Read(1, 5, 1000), ElementsAre(2, 3, 4, 5));
  EXPECT_THAT(Read(0, 1, 1000), ElementsAre(1));
  EXPECT_THAT(Read(107, 1000, 1000), IsEmpty());
}

TEST_F(EventLogTest, EventsAreReadAsTheyWereDecided) {
  const std::vector<StoredEvent> events = ReadEvents(connection_, 1, 5, 1000);
  EXPECT_EQ(events[0].event.subject, "a");
  EXPECT_EQ(events[0].event.type, "motcua.testing.Entry");
  EXPECT_EQ(events[0].event.payload, std::string("\0\0\0\0\0\0\0\xff", 8));
  EXPECT_EQ(events[0].event.time, absl::FromUnixSeconds(1650000000));
  EXPECT_LT(absl::AbsDuration(events[0].record_time - absl::Now()), absl::Minutes(1));
  EXPECT_EQ(events[0].organisation, "so-tu-phap");
  EXPECT_FALSE(events[0].command_end);
  EXPECT_TRUE(events[3].command_end);
}

TEST_F(EventLogTest, ACursorStandsAtACommandsEndWithItsHash) {
  const std::vector<StoredEvent> events = ReadEvents(connection_, 0, 5, 1000);
  EXPECT_TRUE(HasCursor(connection_, {}));
  EXPECT_TRUE(HasCursor(connection_, {1, events[0].chain_hash}));
  EXPECT_TRUE(HasCursor(connection_, {5, events[4].chain_hash}));
  EXPECT_FALSE(HasCursor(connection_, {0, events[0].chain_hash}));
  EXPECT_FALSE(HasCursor(connection_, {3, events[2].chain_hash}));  // within a command
  EXPECT_FALSE(HasCursor(connection_, {1, events[4].chain_hash}));  // another journal's
  EXPECT_FALSE(HasCursor(connection_, {5, ""}));
  EXPECT_FALSE(HasCursor(connection_, {500, events[4].chain_hash}));  // one we lost
}

// The canonical form is a contract with other programs, written out by hand here.
TEST(ChainHashTest, IsWhatTheFeedDocuments) {
  StoredEvent event;
  event.sequence = 258;
  event.event = {"H50-1", "motcua.Event", std::string("\0\xff", 2), absl::FromUnixMicros(3)};
  event.record_time = absl::FromUnixMicros(4);
  event.organisation = "so-y-te";
  event.command_end = true;
  const std::string canonical(
      "\0\0\0\0\0\0\1\2"
      "\0\0\0\0\0\0\0\3"
      "\0\0\0\0\0\0\0\4"
      "\1"
      "\0\0\0\5H50-1"
      "\0\0\0\7so-y-te"
      "\0\0\0\14motcua.Event"
      "\0\0\0\2\0\xff",
      8 * 3 + 1 + 4 * 4 + 5 + 7 + 12 + 2);
  EXPECT_EQ(ChainHash("", event), Sha256(std::string(32, '\0') + canonical));
  const std::string previous(32, 'p');
  EXPECT_EQ(ChainHash(previous, event), Sha256(previous + canonical));
}

}  // namespace
}  // namespace motcua::journal
