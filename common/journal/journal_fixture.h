// A journal over a fresh ledger, and what tests do with it.
#ifndef MOTCUA_COMMON_JOURNAL_JOURNAL_FIXTURE_H_
#define MOTCUA_COMMON_JOURNAL_JOURNAL_FIXTURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/journal/journal.h"
#include "common/testing/database.h"
#include "common/testing/ledger.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::journal {

// Keeps the head lock from journals, so that what is submitted meanwhile becomes one batch.
class HeadLock {
 public:
  explicit HeadLock(const sql::Settings& database) : connection_(database), open_(connection_) {
    connection_.Query("SELECT sequence FROM journal_head WHERE id = 1 FOR UPDATE");
  }

  // True once a journal waits for the lock.
  bool AwaitedByAJournal() { return testing::AwaitLockWait(connection_); }

 private:
  sql::Connection connection_;
  sql::Transaction open_;
};

class JournalTest : public ::testing::Test {
 protected:
  JournalTest() : database_(testing::FreshLedger()) {}
  void TearDown() override { EXPECT_EQ(testing::LedgerFault(database_), ""); }

  Options OptionsOf() {
    Options options;
    options.database = database_;
    return options;
  }
  std::unique_ptr<Journal> Open() {
    return std::make_unique<Journal>(OptionsOf(), testing::LedgerPlugin());
  }

  // Submits all so that one transaction decides them. A first command occupies the writer.
  std::vector<absl::StatusOr<Receipt>> SendAsOneBatch(Journal& journal,
                                                      std::vector<Submission> submissions) {
    std::vector<testing::Answer> answers;
    {
      HeadLock lock(database_);
      answers.push_back(testing::Send(journal, testing::Command({.account = "first"}, RandomId())));
      EXPECT_TRUE(lock.AwaitedByAJournal());
      for (Submission& submission : submissions) {
        answers.push_back(testing::Send(journal, std::move(submission)));
      }
    }
    std::vector<absl::StatusOr<Receipt>> receipts;
    for (testing::Answer& answer : answers) receipts.push_back(testing::Await(answer));
    EXPECT_THAT(receipts.front(), testing::IsOk());
    receipts.erase(receipts.begin());
    return receipts;
  }

  std::int64_t Number(const std::string& query) {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query(query);
    return rows.Next() ? rows.Int(1) : -1;
  }

  sql::Settings database_;
};

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_JOURNAL_FIXTURE_H_
