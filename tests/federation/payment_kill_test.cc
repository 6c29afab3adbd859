// Three callers pay the same thousand dossiers while payment is killed: each is posted exactly
// once.
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/sql/connection.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/payment/v1/payment.grpc.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "tests/federation/desk.h"
#include "tests/federation/figures.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

using payment::v1::PaymentService;

constexpr int kCallers = 3;
constexpr int kKeys = 1000;
constexpr std::int64_t kDong = 150'000;

// A gateway and the officer behind it, trying until they are answered. Thread-safe.
class Till {
 public:
  explicit Till(const local::Federation& federation)
      : payment_(PaymentService::NewStub(federation.Dial("payment", "importer"))) {}

  void Raise(const std::string& code) {
    payment::v1::RaiseObligationRequest request;
    request.set_request_id("raise-" + code);
    request.set_name("dossiers/" + code);
    request.set_kind(payment::v1::Obligation::KIND_FEE);
    *request.mutable_amount() = Amount();
    request.set_reason_code("test");
    Do(&PaymentService::Stub::RaiseObligation, request);
  }
  // Name of the payment.
  std::string Start(const std::string& code) {
    payment::v1::StartPaymentRequest request;
    request.set_request_id("start-" + code);
    request.set_name("dossiers/" + code);
    request.set_channel(payment::v1::PAYMENT_CHANNEL_QR_TRANSFER);
    return Do(&PaymentService::Stub::StartPayment, request).name();
  }
  // A gateway knows nothing of request ids: the transaction is the key.
  payment::v1::Confirmation Confirm(const std::string& payment, const std::string& key,
                                    const std::string& request_id) {
    payment::v1::ConfirmPaymentRequest request;
    request.set_request_id(request_id);
    request.set_gateway(payment::v1::PAYMENT_CHANNEL_QR_TRANSFER);
    request.set_gateway_transaction(key);
    request.set_reference(payment);
    *request.mutable_amount() = Amount();
    return Do(&PaymentService::Stub::ConfirmPayment, request);
  }

 private:
  static type::v1::Money Amount() {
    type::v1::Money money;
    money.set_currency("VND");
    money.set_dong(kDong);
    return money;
  }
  template <typename Request, typename Response>
  Response Do(grpc::Status (PaymentService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                           Response*),
              const Request& request) {
    const std::atomic<bool> never = false;
    Response response;
    Persist(never, [&](grpc::ClientContext* context) {
      return (*payment_.*method)(context, request, &response);
    });
    return response;
  }

  const std::unique_ptr<PaymentService::Stub> payment_;
};

// What the database of payment holds.
class Books {
 public:
  explicit Books(local::Federation& federation) : connection_(SettingsOf(federation, "payment")) {}

  std::int64_t Number(const std::string& query) {
    sql::Rows rows = connection_.Query(query);
    rows.Next();
    return rows.Int(1);
  }
  std::int64_t Transactions(const std::string& kind) {
    return Number("SELECT COUNT(*) FROM ledger_transaction WHERE kind = '" + kind + "'");
  }

 private:
  sql::Connection connection_;
};

std::int64_t Counted(const Cells& cells, statistics::v1::Counter counter) {
  std::int64_t sum = 0;
  for (const auto& [key, value] : SumByAgency(cells)) {
    if (key.ends_with(absl::StrCat("|", static_cast<int>(counter)))) sum += value;
  }
  return sum;
}

void ExpectEachPostedOnce(local::Federation& federation) {
  Books books(federation);
  EXPECT_EQ(books.Transactions("obligation_raised"), kKeys);
  EXPECT_EQ(books.Transactions("payment_started"), kKeys);
  EXPECT_EQ(books.Transactions("payment_posted"), kKeys);
  EXPECT_EQ(books.Number("SELECT COUNT(*) FROM ledger_transaction"), 3 * kKeys);
  EXPECT_EQ(books.Number("SELECT COUNT(DISTINCT account, gateway_transaction)"
                         " FROM ledger_transaction WHERE kind = 'payment_posted'"),
            kKeys);
  EXPECT_EQ(books.Number("SELECT COUNT(*) FROM account WHERE state = 4"), kKeys);  // paid
  EXPECT_EQ(books.Number("SELECT SUM(amount_dong) FROM ledger_entry"
                         " WHERE ledger_account = 'clearing/qr_transfer'"),
            kKeys * kDong);
  EXPECT_EQ(books.Number("SELECT COUNT(*) FROM (SELECT 1 FROM ledger_entry"
                         " GROUP BY account, number HAVING SUM(amount_dong) <> 0) unequal"),
            0);
  EXPECT_EQ(books.Number("SELECT COUNT(*) FROM payment_finding"), 0);

  const Cells counted = CountedBy(federation, "payment");
  EXPECT_EQ(Counted(counted, statistics::v1::COUNTER_PAYMENTS_QR_TRANSFER), kKeys);
  EXPECT_EQ(Counted(counted, statistics::v1::COUNTER_AMOUNT_QR_TRANSFER), kKeys * kDong);
  EXPECT_EQ(HeldOf(federation, "payment"), counted);
}

TEST(PaymentKillTest, ThreeCallersAndAKilledServicePostEachPaymentOnce) {
  const motcua::testing::TempDir dir;
  local::Federation federation({.var = dir.path(),
                                .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
                                .source = std::filesystem::current_path()});
  LoadCatalog(federation);
  Desk desk(federation);
  Till till(federation);
  std::atomic<int> answered = 0;
  std::vector<std::vector<std::string>> answers(kCallers, std::vector<std::string>(kKeys));
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&, caller] {
      const std::atomic<bool> never = false;
      for (int i = 0; i < kKeys; ++i) {
        const std::string key = absl::StrCat("key-", i);
        const std::string code = desk.Receive(key, never);
        till.Raise(code);
        const std::string payment = till.Start(code);
        const auto told = till.Confirm(payment, key, caller == 0 ? "" : "confirm-" + key);
        EXPECT_EQ(told.payment(), payment);
        answers[caller][i] = told.SerializeAsString();
        ++answered;
      }
    });
  }
  for (const int mark : {200, 700, 1200, 1700, 2200, 2700}) {
    while (answered < mark) std::this_thread::yield();
    federation.Kill("payment");
    federation.Start("payment");
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(answers[1], answers[0]);
  EXPECT_EQ(answers[2], answers[0]);
  EXPECT_EQ(std::set<std::string>(answers[0].begin(), answers[0].end()).size(),
            static_cast<std::size_t>(kKeys));
  ASSERT_TRUE(AwaitComplete(federation, absl::Seconds(60)));
  ExpectEachPostedOnce(federation);
  EXPECT_TRUE(RecountsEqual(federation, "payment", dir.path()));
}

}  // namespace
}  // namespace motcua::federation
