// Payment's journal on a real database, with a standing clock. After every test: the cells equal
// the stored accounts, the heads their ledgers, and every transaction sums to zero. From
// the beginning the database refuses to change or delete a row of the ledger.
#ifndef MOTCUA_SERVICES_PAYMENT_PAYMENT_FIXTURE_H_
#define MOTCUA_SERVICES_PAYMENT_PAYMENT_FIXTURE_H_

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/journal/journal.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/testing/clock.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/domain/invariants.h"
#include "services/payment/domain/testing.h"
#include "services/payment/plugin.h"
#include "services/payment/store.h"

namespace motcua::payment {

class PaymentTest : public ::testing::Test {
 protected:
  PaymentTest() : database_(testing::FreshDatabase()) {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    ForbidChanges();
    Restart();
  }

  // As after the end of the process.
  void Restart() {
    journal_.reset();
    journal_ = std::make_unique<journal::Journal>(
        journal::Options{
            .database = database_, .counter_version = kCounterVersion, .clock = clock_.clock()},
        MakePlugin());
  }

  void TearDown() override {
    journal_->Stop();
    sql::Connection connection(database_);
    statistics::Deltas counted;
    for (const auto& [key, value] : statistics::ReadBatch(connection, std::nullopt).cells) {
      counted.Add(key, value);
    }
    EXPECT_EQ(counted.values(), CountAll(connection).values());
    EXPECT_EQ(Count("SELECT COUNT(*) FROM (SELECT 1 FROM ledger_entry GROUP BY account, number"
                    " HAVING SUM(amount_dong) <> 0) unequal"),
              0);
    ExpectHeadsFollow(connection);
  }

  std::shared_ptr<AccountChange> Change(const std::string& code, Command command) {
    auto change = std::make_shared<AccountChange>();
    change->code = code;
    change->command = std::move(command);
    change->event_time = clock_.clock()();
    return change;
  }

  using Answer = std::future<absl::StatusOr<journal::Receipt>>;
  Answer Send(std::shared_ptr<AccountChange> change, const std::string& request_id = "") {
    journal::Submission submission;
    submission.command = std::move(change);
    submission.key = {"quang-tri", "Test", request_id, std::string(32, 'b')};
    submission.organisation = "quang-tri";
    const auto done = std::make_shared<std::promise<absl::StatusOr<journal::Receipt>>>();
    Answer answer = done->get_future();
    journal_->Submit(std::move(submission), [done](auto outcome) { done->set_value(outcome); });
    return answer;
  }
  // What must succeed: as the decision left it.
  std::shared_ptr<AccountChange> Do(const std::string& code, Command command) {
    std::shared_ptr<AccountChange> change = Change(code, std::move(command));
    const absl::StatusOr<journal::Receipt> receipt = Send(change).get();
    EXPECT_TRUE(receipt.ok()) << RefusalOf(receipt.status()).reason;
    return change;
  }
  // The reason of what must be refused.
  std::string Refusal(const std::string& code, Command command) {
    return RefusalOf(Send(Change(code, std::move(command))).get().status()).reason;
  }
  void OpenAccount(const std::string& code, std::int64_t fee_dong = 100,
                   const std::string& agency = "so-tu-phap") {
    Do(code, Open{agency, "khai-sinh", statistics::Channel::kOnline, fee_dong, 0, 0});
  }
  static ConfirmPayment Money(const std::string& transaction, std::int64_t amount_dong) {
    return {PaymentChannel::kQrTransfer, transaction, "dossiers/x", 0, amount_dong};
  }

  Account Read(const std::string& key) {
    sql::Connection connection(database_);
    return ReadAccount(connection, key).value_or(Account());
  }
  std::int64_t Count(const std::string& query) {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query(query);
    return rows.Next() ? rows.Int(1) : -1;
  }
  std::int64_t EventCount() { return Count("SELECT COUNT(*) FROM event"); }

  const sql::Settings database_;
  testing::FakeClock clock_{AprilAt(1, 8)};
  std::unique_ptr<journal::Journal> journal_;

 private:
  void ForbidChanges() {
    sql::Connection connection(database_);
    for (const char* table : {"ledger_transaction", "ledger_entry", "payment_finding", "receipt",
                              "confirmation", "statement"}) {
      for (const char* verb : {"UPDATE", "DELETE"}) {
        connection.Execute(absl::StrCat("CREATE TRIGGER no_", verb, "_", table, " BEFORE ", verb,
                                        " ON ", table, " FOR EACH ROW SIGNAL SQLSTATE '45000'"));
      }
    }
  }

  static void ExpectHeadsFollow(sql::Connection& connection) {
    sql::Rows rows = connection.Query("SELECT code, opened, state, expire_time FROM account");
    while (rows.Next()) {
      const Account account = LoadAccounts(connection, {rows.Text(1)}).at(0);
      EXPECT_EQ(FaultOf(account), "") << account.key;
      if (rows.Int(2) == 0) continue;
      EXPECT_EQ(rows.Int(3), static_cast<int>(StateOf(account))) << account.key;
      EXPECT_EQ(rows.IsNull(4), PendingPayment(account) == 0) << account.key;
    }
  }
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_PAYMENT_FIXTURE_H_
