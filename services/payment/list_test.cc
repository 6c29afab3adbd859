#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/payment/service_fixture.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;

class ListTest : public ServiceTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(OpenAccount("H50.01-220401-0001").ok());
    ASSERT_TRUE(OpenAccount("H50.01-220401-0002", 0).ok());
    ASSERT_TRUE(OpenAccount("H50.01-220401-0003").ok());
    ASSERT_TRUE(OpenAccount("H50.02-220401-0001", 100'000, "so-y-te").ok());
  }
  void Collect(const std::string& code) {
    auto collect = For<v1::CollectPaymentRequest>(code);
    collect.set_channel(v1::PAYMENT_CHANNEL_COUNTER);
    collect.set_book("BL");
    Do(&Stub::CollectPayment, collect);
  }
};

// What `text` gives of each entry of all pages of one entry.
template <typename Request, typename Ask, typename Text>
std::vector<std::string> AllPages(Request request, Ask ask, Text text) {
  request.set_page_size(1);
  std::vector<std::string> all;
  for (int page = 0; page < 100; ++page) {
    const auto response = ask(request);
    for (const std::string& entry : text(response)) all.push_back(entry);
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
  }
  return all;
}

TEST_F(ListTest, AccountsComeByCode) {
  const auto codes = [this](const std::string& agency, v1::Account::State state) {
    v1::ListAccountsRequest request;
    request.set_agency(agency);
    request.set_state(state);
    return AllPages(
        request, [this](const auto& one) { return Do(&Stub::ListAccounts, one); },
        [](const v1::ListAccountsResponse& response) {
          std::vector<std::string> names;
          for (const auto& account : response.accounts()) names.push_back(account.name());
          return names;
        });
  };
  EXPECT_THAT(codes("", v1::Account::STATE_UNSPECIFIED),
              ElementsAre("dossiers/H50.01-220401-0001", "dossiers/H50.01-220401-0002",
                          "dossiers/H50.01-220401-0003", "dossiers/H50.02-220401-0001"));
  EXPECT_THAT(codes("agencies/so-y-te", v1::Account::STATE_UNSPECIFIED),
              ElementsAre("dossiers/H50.02-220401-0001"));
  EXPECT_THAT(codes("agencies/so-tu-phap", v1::Account::STATE_FREE),
              ElementsAre("dossiers/H50.01-220401-0002"));
}

TEST_F(ListTest, MoneyNobodyCouldAssignIsNoAccount) {
  Do(&Stub::ConfirmPayment, Confirmed("FT1", "", 1));
  EXPECT_EQ(Do(&Stub::ListAccounts, v1::ListAccountsRequest()).accounts_size(), 4);
}

TEST_F(ListTest, TransactionsComeByNumberAndSumToZero) {
  Collect("H50.01-220401-0001");
  const auto kinds = AllPages(
      For<v1::ListTransactionsRequest>("H50.01-220401-0001"),
      [this](const auto& one) { return Do(&Stub::ListTransactions, one); },
      [](const v1::ListTransactionsResponse& response) {
        std::vector<std::string> texts;
        for (const auto& transaction : response.transactions()) {
          std::int64_t sum = 0;
          for (const auto& entry : transaction.entries()) sum += entry.amount_dong();
          EXPECT_EQ(sum, 0);
          texts.push_back(absl::StrCat(transaction.number(), " ", transaction.kind()));
        }
        return texts;
      });
  EXPECT_THAT(kinds, ElementsAre("1 obligation_raised", "2 payment_posted", "3 receipt_issued"));
}

TEST_F(ListTest, ReceiptsComeBySerial) {
  Collect("H50.01-220401-0003");
  Collect("H50.02-220401-0001");
  Collect("H50.01-220401-0001");
  v1::ListReceiptsRequest request;
  request.set_agency("agencies/so-tu-phap");
  request.set_book("BL");
  const auto names = AllPages(
      request, [this](const auto& one) { return Do(&Stub::ListReceipts, one); },
      [](const v1::ListReceiptsResponse& response) {
        std::vector<std::string> texts;
        for (const auto& receipt : response.receipts()) {
          texts.push_back(absl::StrCat(receipt.serial(), " ", receipt.name()));
        }
        return texts;
      });
  EXPECT_THAT(names, ElementsAre("1 dossiers/H50.01-220401-0003/receipts/1",
                                 "2 dossiers/H50.01-220401-0001/receipts/1"));
}

TEST_F(ListTest, FindingsComeByTime) {
  const auto confirm = [this](const char* transaction, const std::string& code, int hour) {
    auto request = Confirmed(transaction, "dossiers/" + code, 100'000);
    *request.mutable_pay_time() = rpc::ToTimestamp(At("2022-04-04", hour));
    Do(&Stub::ConfirmPayment, request);
  };
  confirm("FT2", "H50.01-220401-0001", 10);
  confirm("FT1", "H50.01-220401-0003", 10);
  confirm("FT3", "unknown", 9);
  const auto findings = [this](const char* first, const char* last) {
    v1::ListPaymentFindingsRequest request;
    request.set_first_day(first);
    request.set_last_day(last);
    return AllPages(
        request, [this](const auto& one) { return Do(&Stub::ListPaymentFindings, one); },
        [](const v1::ListPaymentFindingsResponse& response) {
          std::vector<std::string> texts;
          for (const auto& finding : response.findings()) {
            texts.push_back(absl::StrCat(finding.kind(), " ", finding.dossier(), " ",
                                         finding.gateway_transaction()));
          }
          return texts;
        });
  };
  EXPECT_THAT(findings("2022-04-04", "2022-04-04"),
              ElementsAre("6  FT3", "5 dossiers/H50.01-220401-0001 FT2",
                          "5 dossiers/H50.01-220401-0003 FT1"));
  EXPECT_THAT(findings("2022-04-05", "2022-04-06"), ElementsAre());
  EXPECT_THAT(findings("2022-04-01", "2022-04-03"), ElementsAre());
}

TEST_F(ListTest, BadQueriesAreRefused) {
  v1::ListAccountsRequest accounts;
  accounts.set_agency("so-tu-phap");
  EXPECT_EQ(Refusal(&Stub::ListAccounts, accounts), "NAME_INVALID agency");
  accounts.set_agency("");
  accounts.set_page_size(-1);
  EXPECT_EQ(Refusal(&Stub::ListAccounts, accounts), "PAGE_SIZE_NEGATIVE page_size");
  accounts.set_page_size(1);
  accounts.set_page_token("xyz");
  EXPECT_EQ(Refusal(&Stub::ListAccounts, accounts), "PAGE_TOKEN_INVALID page_token");
  EXPECT_EQ(Refusal(&Stub::GetAccount, v1::GetAccountRequest()), "FIELD_REQUIRED name");
  EXPECT_EQ(Refusal(&Stub::GetAccount, For<v1::GetAccountRequest>("H50-9")),
            "ACCOUNT_NOT_FOUND name");
  EXPECT_EQ(Refusal(&Stub::ListTransactions, For<v1::ListTransactionsRequest>("H50-9")),
            "ACCOUNT_NOT_FOUND name");
  EXPECT_EQ(Refusal(&Stub::ListTransactions, For<v1::ListTransactionsRequest>("confirmations/no")),
            "CONFIRMATION_NOT_FOUND name");
  EXPECT_EQ(Refusal(&Stub::ListTransactions, For<v1::ListTransactionsRequest>("confirmations/a b")),
            "NAME_INVALID name");
  v1::ListReceiptsRequest receipts;
  receipts.set_agency("agencies/so-tu-phap");
  receipts.set_book("bl");
  EXPECT_EQ(Refusal(&Stub::ListReceipts, receipts), "BOOK_INVALID book");
  v1::ListPaymentFindingsRequest findings;
  findings.set_first_day("2022-04-02");
  EXPECT_EQ(Refusal(&Stub::ListPaymentFindings, findings), "FIELD_REQUIRED last_day");
  findings.set_last_day("2022-04-01");
  EXPECT_EQ(Refusal(&Stub::ListPaymentFindings, findings), "PERIOD_INVALID last_day");
}

}  // namespace
}  // namespace motcua::payment
