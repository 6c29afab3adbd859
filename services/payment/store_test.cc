#include "services/payment/store.h"

#include "gmock/gmock.h"
#include "services/payment/domain/random_commands.h"
#include "services/payment/payment_fixture.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PaymentChannel kQr = PaymentChannel::kQrTransfer;

using StoreTest = PaymentTest;

TEST_F(StoreTest, AccountsComeBackAsTheyWereDecided) {
  RandomCommands commands(7);
  std::map<std::string, std::shared_ptr<const Account>> known;
  const auto find = [&](const std::string& code) -> const Account* {
    const auto found = known.find(code);
    return found == known.end() ? nullptr : found->second.get();
  };
  for (int batch = 0; batch < 60; ++batch) {
    std::vector<std::pair<std::shared_ptr<AccountChange>, Answer>> sent;
    for (int i = 0; i < 25; ++i) {
      const Asked asked = commands.Next(find);
      std::shared_ptr<AccountChange> change = Change(asked.code, asked.command);
      change->wants_account = true;
      change->event_time = asked.time;
      Answer answer = Send(change);
      sent.emplace_back(std::move(change), std::move(answer));
    }
    for (auto& [change, answer] : sent) {
      if (answer.get().ok() && change->after != nullptr) known[change->code] = change->after;
    }
  }
  sql::Connection connection(database_);
  EXPECT_GT(known.size(), 30);
  for (const auto& [code, account] : known) {
    EXPECT_EQ(LoadAccounts(connection, {code}).at(0), *account) << code;
  }
  EXPECT_GT(Count("SELECT COUNT(*) FROM receipt"), 20);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM (SELECT 1 FROM receipt GROUP BY agency, book"
                  " HAVING MAX(serial) <> COUNT(*)) gaps"),
            0);
}

TEST_F(StoreTest, WhatWasNotReceivedIsUnknown) {
  Do("d1", End{});
  sql::Connection connection(database_);
  EXPECT_EQ(ReadAccount(connection, "d1"), std::nullopt);
  EXPECT_EQ(ReadAccount(connection, "d2"), std::nullopt);
  EXPECT_THAT(LoadAccounts(connection, {}), IsEmpty());
  EXPECT_EQ(EventCount(), 0);
}

TEST_F(StoreTest, TransactionsAreReadInPages) {
  OpenAccount("d1");
  Do("d1", Money("FT1", 40));
  Do("d1", Money("FT2", 40));
  sql::Connection connection(database_);
  const auto numbers = [&](int after, int limit) {
    std::vector<int> found;
    for (const Transaction& one : ReadTransactions(connection, "d1", after, limit)) {
      found.push_back(one.number);
    }
    return found;
  };
  EXPECT_THAT(numbers(0, 2), ElementsAre(1, 2));
  EXPECT_THAT(numbers(2, 2), ElementsAre(3));
  EXPECT_THAT(numbers(3, 2), IsEmpty());
  EXPECT_THAT(numbers(9, 2), IsEmpty());
}

TEST_F(StoreTest, ConfirmationsAreAnsweredAgainFromTheTables) {
  OpenAccount("d1");
  const Confirmation first = *Do("d1", Money("FT1", 40))->confirmation;
  const Confirmation waiting = *Do("", Money("FT2", 40))->confirmation;
  sql::Connection connection(database_);
  EXPECT_EQ(ReadConfirmation(connection, Money("FT1", 40)), first);
  EXPECT_EQ(ReadConfirmation(connection, Money("FT2", 40)), waiting);
  EXPECT_EQ(ReadConfirmation(connection, Money("FT1", 41))->outcome, Outcome::kContradicted);
  EXPECT_EQ(ReadConfirmation(connection, Money("FT3", 40)), std::nullopt);
  ConfirmPayment elsewhere = Money("FT1", 40);
  elsewhere.gateway = PaymentChannel::kNationalPortal;
  EXPECT_EQ(ReadConfirmation(connection, elsewhere), std::nullopt);
}

TEST_F(StoreTest, TheNewestStatementCounts) {
  ImportStatement statement{kQr, April(1), "upload1", std::string(32, 'a'), 10, 1000};
  EXPECT_EQ(Do("", statement)->statement->version, 1);
  statement.upload = "upload2";
  EXPECT_EQ(Do("", statement)->statement->upload, "upload1");
  statement.digest = std::string(32, 'b');
  EXPECT_EQ(Do("", statement)->statement->version, 2);
  sql::Connection connection(database_);
  EXPECT_EQ(ReadStatement(connection, kQr, April(1))->upload, "upload2");
  EXPECT_EQ(ReadStatement(connection, kQr, April(2)), std::nullopt);
  EXPECT_EQ(EventCount(), 2);
}

TEST_F(StoreTest, DrillDownFindsTheDossiersOfAnAgencyAndProcedure) {
  OpenAccount("d1");
  OpenAccount("d2", 100, "so-xay-dung");
  OpenAccount("d3");
  Do("d4", End{});
  Do("d3", Correct{"so-y-te", "cap-phep", statistics::Channel::kPost, AprilAt(1, 8)});
  sql::Connection connection(database_);
  const auto codes = [&](const std::string& after, int limit, const statistics::v1::Leaf& leaf) {
    std::vector<std::string> found;
    for (const auto& one : CountAfter(connection, after, limit, leaf)) found.push_back(one.dossier);
    return found;
  };
  statistics::v1::Leaf leaf;
  EXPECT_THAT(codes("", 2, leaf), ElementsAre("d1", "d2"));
  EXPECT_THAT(codes("d2", 2, leaf), ElementsAre("d3"));
  leaf.add_agencies("so-tu-phap");
  leaf.add_agencies("so-y-te");
  EXPECT_THAT(codes("", 10, leaf), ElementsAre("d1", "d3"));
  leaf.add_procedures("cap-phep");
  EXPECT_THAT(codes("", 10, leaf), ElementsAre("d3"));
}

TEST_F(StoreTest, ARecountFindsTheCountEqual) {
  OpenAccount("d1");
  Do("d1", Money("FT1", 100));
  Do("d1", IssueReceipt{"01BL"});
  sql::Connection connection(database_);
  EXPECT_TRUE(statistics::Recount(connection, kCounterVersion, CountAll));
  connection.Update("UPDATE cell SET value = value + 1 LIMIT 1");
  EXPECT_FALSE(statistics::Recount(connection, kCounterVersion, CountAll));  // and repaired
}

}  // namespace
}  // namespace motcua::payment
