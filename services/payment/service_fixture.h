// PaymentService on a real database behind an in-process channel, with a standing clock. After
// every test: the cells equal the stored accounts and every transaction sums to zero.
#ifndef MOTCUA_SERVICES_PAYMENT_SERVICE_FIXTURE_H_
#define MOTCUA_SERVICES_PAYMENT_SERVICE_FIXTURE_H_

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/journal/journal.h"
#include "common/rpc/request.h"
#include "common/rpc/serve.h"
#include "common/service/pending_times.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/cell_store.h"
#include "common/testing/clock.h"
#include "common/testing/database.h"
#include "common/testing/grpc.h"
#include "gtest/gtest.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/plugin.h"
#include "services/payment/service.h"
#include "services/payment/store.h"

namespace motcua::payment {

inline Day D(const char* date) { return *motcua::ParseDay(date); }
inline absl::Time At(const char* date, int hour) { return StartOfDay(D(date)) + absl::Hours(hour); }

// One process of payment without its followers.
class Instance {
 public:
  Instance(const sql::Settings& database, Clock clock, BankAccount bank_account)
      : pending(clock),
        reads(database, 2),
        journal({.database = database, .counter_version = kCounterVersion, .clock = clock},
                MakePlugin()),
        service({journal, reads}, clock, pending, std::move(bank_account)),
        server({}, {&service}),
        stub(v1::PaymentService::NewStub(server.InProcessChannel())) {}
  ~Instance() { server.Shutdown(); }

  service::PendingTimes pending;
  sql::ReadPool reads;
  journal::Journal journal;
  PaymentService service;
  rpc::Server server;
  std::unique_ptr<v1::PaymentService::Stub> stub;
};

class ServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::PaymentService::Stub;
  template <typename Request, typename Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

  ServiceTest() : database_(testing::FreshDatabase()) {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    Restart({"970436", "0011001234567"});
  }

  void Restart(BankAccount bank_account) {
    instance_.reset();
    instance_ = std::make_unique<Instance>(database_, clock_.clock(), std::move(bank_account));
  }

  void TearDown() override {
    instance_->journal.Stop();
    sql::Connection connection(database_);
    statistics::Deltas counted;
    for (const auto& [key, value] : statistics::ReadBatch(connection, std::nullopt).cells) {
      counted.Add(key, value);
    }
    EXPECT_EQ(counted.values(), CountAll(connection).values());
    EXPECT_EQ(Count("SELECT COUNT(*) FROM (SELECT 1 FROM ledger_entry GROUP BY account, number"
                    " HAVING SUM(amount_dong) <> 0) x"),
              0);
  }

  std::int64_t Count(const std::string& query) {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query(query);
    rows.Next();
    return rows.Int(1);
  }

  // An account as a receipt at intake opens it, on 1 April at eight.
  absl::Status OpenAccount(const std::string& code, std::int64_t fee_dong = 100'000,
                           const std::string& agency = "so-tu-phap") {
    Open open;
    open.agency = agency;
    open.procedure = "khai-sinh";
    open.fee_dong = fee_dong;
    auto change = std::make_shared<AccountChange>();
    change->code = code;
    change->command = std::move(open);
    change->event_time = At("2022-04-01", 8);
    journal::Submission submission;
    submission.command = change;
    submission.organisation = "quang-tri";
    const auto done = std::make_shared<std::promise<absl::Status>>();
    instance_->journal.Submit(std::move(submission),
                              [done](auto outcome) { done->set_value(outcome.status()); });
    return done->get_future().get();
  }

  template <typename Request>
  static Request For(const std::string& name) {
    Request request;
    request.set_name(name.find('/') == std::string::npos ? "dossiers/" + name : name);
    return request;
  }
  static v1::ConfirmPaymentRequest Confirmed(const std::string& transaction,
                                             const std::string& reference, std::int64_t dong) {
    v1::ConfirmPaymentRequest request;
    request.set_gateway(v1::PAYMENT_CHANNEL_QR_TRANSFER);
    request.set_gateway_transaction(transaction);
    request.set_reference(reference);
    request.mutable_amount()->set_currency("VND");
    request.mutable_amount()->set_dong(dong);
    return request;
  }

  template <typename Request, typename Response>
  grpc::Status Call(Method<Request, Response> method, const Request& request, Response* response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    return (*instance_->stub.*method)(&context, request, response);
  }
  // The answer of a call that must succeed.
  template <typename Request, typename Response>
  Response Do(Method<Request, Response> method, const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    EXPECT_TRUE(status.ok()) << testing::DetailsOf(status).reason << " " << status.error_message();
    return response;
  }
  // The reason of a call that must be refused, and the field if one is named: `REASON field`.
  template <typename Request, typename Response>
  std::string Refusal(Method<Request, Response> method, const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    EXPECT_FALSE(status.ok());
    return Told(status);
  }
  static std::string Told(const grpc::Status& status) {
    EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_NE(status.error_code(), grpc::StatusCode::UNKNOWN);
    const testing::ErrorDetails details = testing::DetailsOf(status);
    return details.fields.empty() ? details.reason : details.reason + " " + details.fields.front();
  }

  v1::Account Get(const std::string& code) {
    return Do(&Stub::GetAccount, For<v1::GetAccountRequest>(code));
  }

  // Streams a statement in pieces of `piece` bytes.
  grpc::Status Import(v1::PaymentChannel gateway, const std::string& day, const std::string& text,
                      v1::Statement* statement, const std::string& request_id = "",
                      std::size_t piece = 100) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    const auto writer = instance_->stub->ImportStatement(&context, statement);
    v1::ImportStatementRequest part;
    part.mutable_head()->set_request_id(request_id);
    part.mutable_head()->set_gateway(gateway);
    part.mutable_head()->set_day(day);
    bool open = writer->Write(part);
    for (std::size_t at = 0; open && at < text.size(); at += piece) {
      part.set_data(text.substr(at, piece));
      open = writer->Write(part);
    }
    writer->WritesDone();
    return writer->Finish();
  }

  const sql::Settings database_;
  testing::FakeClock clock_{At("2022-04-05", 9)};
  std::unique_ptr<Instance> instance_;
};

inline constexpr char kStatementHeader[] =
    "gateway_transaction\treference\tamount\tcurrency\ttime\n";

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_SERVICE_FIXTURE_H_
