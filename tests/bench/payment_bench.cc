// How many confirmations of begun payments a second are answered after COMMIT, against intake's
// receipts.
//
//   payment_bench [--payments 20000] [--runs 3]
//
// Each row is a median; ratios are of one run of this program, whose parts take turns.
#include <atomic>
#include <cstdio>
#include <latch>
#include <map>
#include <memory>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/process/mariadb.h"
#include "common/rpc/channel.h"
#include "common/rpc/serve.h"
#include "common/testing/database.h"
#include "tests/bench/journaled_intake.h"
#include "tests/bench/journaled_payment.h"

ABSL_FLAG(int, payments, 20'000, "payments of one measurement");
ABSL_FLAG(int, runs, 3, "measurements of each row; the median is printed");

namespace motcua::bench {
namespace {

using Stub = payment::v1::PaymentService::Stub;

std::shared_ptr<grpc::Channel> Dial(const rpc::Server& server) {
  return grpc::CreateChannel(absl::StrCat("127.0.0.1:", server.port()),
                             grpc::InsecureChannelCredentials());
}

// One place of a closed loop: confirms payment after payment until none is left.
class Slot {
 public:
  Slot(Stub& stub, std::atomic<int>& next, std::latch& done)
      : stub_(stub), next_(next), done_(done) {}

  void Start() {
    const int index = next_.fetch_add(1);
    if (index >= absl::GetFlag(FLAGS_payments)) return done_.count_down();
    request_.set_request_id(absl::StrCat("confirm-", index));
    request_.set_gateway(payment::v1::PAYMENT_CHANNEL_QR_TRANSFER);
    request_.set_gateway_transaction(absl::StrCat("FT", index));
    request_.set_reference(absl::StrCat("dossiers/", AccountCode(index), "/payments/1"));
    request_.mutable_amount()->set_currency("VND");
    request_.mutable_amount()->set_dong(kFeeDong);
    context_ = rpc::ContextFor(absl::Seconds(30));
    stub_.async()->ConfirmPayment(
        context_.get(), &request_, &response_, [this](const grpc::Status& status) {
          posted += status.ok() && response_.outcome() == payment::v1::Confirmation::OUTCOME_POSTED;
          Start();
        });
  }

  int posted = 0;

 private:
  Stub& stub_;
  std::atomic<int>& next_;
  std::latch& done_;
  payment::v1::ConfirmPaymentRequest request_;
  payment::v1::Confirmation response_;
  std::unique_ptr<grpc::ClientContext> context_;
};

double ConfirmationsPerSecond(const process::MariaDb& database, int in_flight) {
  JournaledPayment payment(database);
  const int count = absl::GetFlag(FLAGS_payments);
  const absl::Time now = SystemClock()();
  payment.ForEach(count, OpenWithFee, now);
  payment.ForEach(
      count,
      [](int) {
        return payment::StartPayment{payment::PaymentChannel::kQrTransfer, std::nullopt};
      },
      now);
  rpc::Server server({}, {&payment.service()});
  const auto stub = payment::v1::PaymentService::NewStub(Dial(server));
  std::atomic<int> next = 0;
  std::latch done(in_flight);
  std::vector<std::unique_ptr<Slot>> slots;
  for (int i = 0; i < in_flight; ++i) slots.push_back(std::make_unique<Slot>(*stub, next, done));
  const absl::Time begin = absl::Now();
  for (const auto& slot : slots) slot->Start();
  done.wait();
  const absl::Duration elapsed = absl::Now() - begin;
  int posted = 0;
  for (const auto& slot : slots) posted += slot->posted;
  if (posted != count) std::fprintf(stderr, "%d of %d posted\n", posted, count);
  return posted / absl::ToDoubleSeconds(elapsed);
}

double ReceiptsPerSecond(const process::MariaDb& database, int in_flight) {
  JournaledIntake intake(database);
  rpc::Server server({}, {&intake.service()});
  return Receive(Dial(server), in_flight, absl::Seconds(2)).PerSecond();
}

void Run() {
  const testing::TempDir dir;
  process::MariaDb database(dir.path(),
                            {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=2G"});
  for (const int in_flight : {64, 256}) {
    std::vector<double> confirmations;
    std::vector<double> receipts;
    for (int run = 0; run < absl::GetFlag(FLAGS_runs); ++run) {
      confirmations.push_back(ConfirmationsPerSecond(database, in_flight));
      receipts.push_back(ReceiptsPerSecond(database, in_flight));
    }
    std::printf("%d in flight, median of %d\n", in_flight, absl::GetFlag(FLAGS_runs));
    std::printf("%10.0f  confirmations/s\n%10.0f  receipts/s\n%10.2f  confirmations / receipts\n",
                Median(confirmations), Median(receipts), Median(confirmations) / Median(receipts));
  }
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
