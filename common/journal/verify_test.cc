#include "common/journal/verify.h"

#include "absl/strings/str_cat.h"
#include "common/journal/tables.h"
#include "common/testing/bit_flip.h"
#include "common/testing/ledger.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::journal {
namespace {

using testing::BitFlip;
using ::testing::HasSubstr;

class VerifyTest : public ::testing::Test {
 protected:
  // 30 commands of one to three events.
  VerifyTest() : database_(testing::FreshLedger()), connection_(database_) {
    Options options;
    options.database = database_;
    Journal journal(options, testing::LedgerPlugin());
    for (int i = 0; i < 30; ++i) {
      testing::Entry entry{.account = absl::StrCat("a-", i % 4), .amount = i, .events = 1 + i % 3};
      EXPECT_THAT(testing::SendAndAwait(journal, testing::Command(entry, absl::StrCat(i))),
                  testing::IsOk());
    }
    durable_ = journal.durable();
  }

  CheckedJournal Checked() { return Verify(connection_, durable_); }
  std::string FirstFault() {
    const CheckedJournal found = Checked();
    if (found.checked.faults.empty()) return "none";
    return found.checked.faults[0].place + ": " + found.checked.faults[0].text;
  }

  const sql::Settings database_;
  sql::Connection connection_;
  Cursor durable_;
};

TEST_F(VerifyTest, WhatWasStoredIsIntact) {
  const CheckedJournal found = Checked();
  EXPECT_EQ(FirstFault(), "none");
  EXPECT_EQ(found.checked.count, durable_.sequence);
  EXPECT_EQ(found.head.sequence, durable_.sequence);
  EXPECT_EQ(found.head.chain_hash, durable_.chain_hash);
}

TEST_F(VerifyTest, EveryFlippedBitOfAnEventIsNamed) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  std::set<std::string> columns;
  for (int i = 0; i < 300; ++i) {
    auto flip = BitFlip::Of(connection_, "event", random);
    SCOPED_TRACE(flip->what());
    columns.insert(flip->column());
    const std::int64_t sequence = std::get<std::int64_t>(flip->before()[0]);
    const CheckedJournal found = Checked();
    ASSERT_FALSE(found.checked.faults.empty());
    if (flip->column() == "sequence") {
      // The next event says so; the last one is missed by the head.
      const bool last = sequence == durable_.sequence;
      EXPECT_THAT(FirstFault(), HasSubstr(last ? "event" : "is missing"));
    } else {
      EXPECT_EQ(found.checked.faults[0].place, absl::StrCat("event ", sequence));
    }
  }
  EXPECT_EQ(columns.size(), 13u);
  EXPECT_EQ(FirstFault(), "none");
}

TEST_F(VerifyTest, FlippedHeadIsNamed) {
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    const auto flip =
        BitFlip::Of(connection_, "journal_head", random, {"id", "counter_version", "pulse"});
    SCOPED_TRACE(flip->what());
    EXPECT_THAT(FirstFault(), HasSubstr("journal_head: says event"));
  }
}

TEST_F(VerifyTest, LostEventsAreNamedAndTheRestIsReadOn) {
  connection_.Update("DELETE FROM event WHERE sequence = 7");
  connection_.Update("UPDATE event SET organisation = 'else' WHERE sequence = 20");
  const CheckedJournal found = Checked();
  ASSERT_EQ(found.checked.fault_count, 2);
  EXPECT_EQ(found.checked.faults[0].place, "event 8");
  EXPECT_THAT(found.checked.faults[0].text, HasSubstr("follows event 6"));
  EXPECT_EQ(found.checked.faults[1].place, "event 20");
}

TEST_F(VerifyTest, AHashOfARequestThatWasTakenAwayIsMissed) {
  connection_.Update(
      "UPDATE event SET resource = 'else', request_hash = NULL WHERE command_end = 1"
      " AND sequence > 20 ORDER BY sequence LIMIT 1");
  EXPECT_THAT(FirstFault(), HasSubstr("the hash of its request is missing"));
}

// Whoever may write and knows the rules can make a whole chain; what was told before differs.
TEST_F(VerifyTest, RewrittenChainIsNotWhatReadersWereTold) {
  Cursor previous;
  for (StoredEvent event : ReadEvents(connection_, 0, durable_.sequence, 1000)) {
    if (event.sequence == 5) event.event.payload += "!";
    event.chain_hash = ChainHash(previous.chain_hash, event);
    connection_.Update(
        "UPDATE event SET payload = ?, chain_hash = ?, request_hash = NULL WHERE sequence = ?",
        {event.event.payload, event.chain_hash, event.sequence});
    previous = {event.sequence, event.chain_hash};
  }
  connection_.Update("UPDATE journal_head SET chain_hash = ?", {previous.chain_hash});
  EXPECT_EQ(FirstFault(), absl::StrCat("event ", durable_.sequence,
                                       ": readers were told of it with another hash"));
}

}  // namespace
}  // namespace motcua::journal
