// A day of many payments: how long its statement takes to import and its reconciliation to compute,
// and how much memory that takes beyond what the process had.
//
//   reconcile_bench [--payments 100000]
#include <cstdio>
#include <fstream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/process/mariadb.h"
#include "common/rpc/channel.h"
#include "common/rpc/serve.h"
#include "common/testing/database.h"
#include "services/payment/reconcile.h"
#include "tests/bench/journaled_payment.h"

ABSL_FLAG(int, payments, 100'000, "payments of the day");

namespace motcua::bench {
namespace {

using payment::PaymentChannel;

constexpr char kDay[] = "2022-04-04";
constexpr auto kGateway = payment::v1::PAYMENT_CHANNEL_QR_TRANSFER;

// Every hundredth payment is in no statement, every fiftieth has no receipt.
bool IsStated(int index) { return index % 100 != 0; }
bool IsReceipted(int index) { return index % 50 != 1; }

std::string TransactionOf(int index) { return absl::StrCat("FT", index); }

// KiB of this process: VmHWM, VmRSS.
long KiB(const std::string& what) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(what + ":", 0) == 0) return std::stol(line.substr(what.size() + 1));
  }
  return 0;
}

// Seconds of `work`, and by how much it raised the peak of memory.
template <typename Work>
void Measure(const char* name, const Work& work) {
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
  const long before = KiB("VmRSS");
  const absl::Time begin = absl::Now();
  work();
  std::printf("%-28s %6.2f s   peak %7.1f MiB, %5.1f MiB above the start\n", name,
              absl::ToDoubleSeconds(absl::Now() - begin), KiB("VmHWM") / 1024.0,
              (KiB("VmHWM") - before) / 1024.0);
}

void MakeDay(JournaledPayment& payment, int count) {
  const absl::Time opened = StartOfDay(*ParseDay("2022-04-01")) + absl::Hours(8);
  const absl::Time paid = StartOfDay(*ParseDay(kDay)) + absl::Hours(10);
  payment.ForEach(count, OpenWithFee, opened);
  payment.ForEach(
      count,
      [](int index) {
        return payment::ConfirmPayment{PaymentChannel::kQrTransfer, TransactionOf(index),
                                       "dossiers/" + AccountCode(index), 0, kFeeDong};
      },
      paid);
  payment.ForEach(
      count,
      [](int index) -> payment::Command {
        if (IsReceipted(index)) return payment::IssueReceipt{"BL"};
        return payment::RaiseObligation{payment::ObligationKind::kFee, 1, "bench"};
      },
      paid);
}

payment::v1::Statement Import(payment::v1::PaymentService::Stub& stub, int count) {
  const auto context = rpc::ContextFor(absl::Minutes(5));
  payment::v1::Statement statement;
  const auto writer = stub.ImportStatement(context.get(), &statement);
  payment::v1::ImportStatementRequest part;
  part.mutable_head()->set_gateway(kGateway);
  part.mutable_head()->set_day(kDay);
  writer->Write(part);
  std::string data = "gateway_transaction\treference\tamount\tcurrency\ttime\n";
  for (int index = 0; index < count; ++index) {
    if (IsStated(index)) {
      absl::StrAppend(&data, TransactionOf(index), "\tdossiers/", AccountCode(index), "\t",
                      kFeeDong, "\tVND\t2022-04-04T10:00:00+07:00\n");
    }
    if (data.size() < 200'000 && index + 1 < count) continue;
    part.set_data(data);
    writer->Write(part);
    data.clear();
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.error_message().c_str());
  return statement;
}

void Run() {
  const int count = absl::GetFlag(FLAGS_payments);
  const testing::TempDir dir;
  process::MariaDb database(dir.path(),
                            {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=2G"});
  JournaledPayment payment(database);
  Measure("made, by the journal", [&] { MakeDay(payment, count); });
  rpc::Server server({}, {&payment.service()});
  const auto stub = payment::v1::PaymentService::NewStub(server.InProcessChannel());
  Measure("statement imported", [&] { Import(*stub, count); });

  sql::Connection connection(payment.database());
  const payment::ReconcileQuery query{*ParseDay(kDay), PaymentChannel::kNone};
  for (const char* name : {"reconciled", "reconciled again"}) {
    payment::v1::Reconciliation day;
    Measure(name, [&] {
      const sql::Transaction snapshot(connection);
      day = payment::ReconcileAll(connection, query, [] { return false; }).value();
    });
    for (const auto& sum : day.sums()) {
      std::printf("    %-50s %8ld\n",
                  payment::v1::ReconciliationOutcome_Name(sum.outcome()).c_str(),
                  static_cast<long>(sum.count()));
    }
  }
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
