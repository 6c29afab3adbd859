// motcua-replay: sends a scenario's month, dossier by dossier, to a province's services.
#include <algorithm>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "tools/replay/late_counts.h"
#include "tools/replay/plan.h"
#include "tools/replay/send.h"
#include "tools/replay/settle.h"
#include "tools/replay/visits.h"

ABSL_FLAG(std::string, scenario, "", "folder of the scenario");
ABSL_FLAG(std::string, intake, "", "address of intake, host:port; empty: plan only");
ABSL_FLAG(std::string, processing, "", "address of processing, host:port");
ABSL_FLAG(std::string, payment, "", "address of payment, host:port; empty: left out");
ABSL_FLAG(std::string, digitization, "", "address of digitization, host:port; empty: left out");
ABSL_FLAG(std::string, aggregator, "", "address of the aggregator, host:port; empty: left out");
ABSL_FLAG(std::string, certs, "", "folder with ca.pem, IDENTITY.pem and IDENTITY.key");
ABSL_FLAG(std::string, identity, "importer", "name of the certificate");
ABSL_FLAG(bool, repair, false, "replay rows that cannot hold as far as possible");
ABSL_FLAG(bool, progress, false, "print lines 'progress DONE/ALL'");

namespace motcua::replay {
namespace {

int Fail(const absl::Status& status) {
  std::cerr << "motcua-replay: " << std::string(status.message()) << "\n";
  return 1;
}

void Print(const Scenario& scenario, bool fees_stated, const Plan& plan,
           const std::vector<Remark>& remarks) {
  for (const std::string& notice : scenario.notices) std::cout << notice << "\n";
  for (const std::string& line : Report(remarks)) std::cout << line << "\n";
  std::cout << "chosen: carried-over dossiers were filed as most new ones of their row; late "
               "linked steps that no row counts lie before the period\n";
  const bool by_step = std::any_of(scenario.rows.begin(), scenario.rows.end(),
                                   [](const auto& row) { return StatesLateSteps(row.counts); });
  if (by_step) {
    std::cout
        << "chosen: late steps that are not the receiver's lie at the nearest agency of their "
           "column, those of one dossier side by side\n";
  }
  if (plan.catalog.made() > 0) {
    std::cout << "chosen: " << plan.catalog.made() << " procedures the scenario does not state\n";
  }
  if (!fees_stated) {
    std::cout << "chosen: no row states fees, so dossiers bear those of their procedures, unpaid\n";
  }
  if (plan.catalog.fees_chosen() > 0) {
    std::cout << "chosen: a fee of " << kPlausibleFee << " đồng for " << plan.catalog.fees_chosen()
              << " procedures with a fee that is not stated\n";
  }
}

// A percent at a time: more lines would only slow down whoever draws them.
void PrintProgress(std::size_t done, std::size_t all) {
  static std::size_t printed = 0;
  if (done < all && (done - printed) * 100 < all) return;
  printed = done;
  std::cout << "progress " << done << "/" << all << std::endl;
}

std::string Figures(const SendReport::Part& part, const char* what) {
  const double seconds = absl::ToDoubleSeconds(part.time);
  return absl::StrFormat("%d %s in %.1f s (%.0f/s)", part.entries, what, seconds,
                         static_cast<double>(part.entries) / seconds);
}

void PrintFigures(const SendReport& report) {
  std::string line = Figures(report.receipts, "dossiers");
  absl::StrAppendFormat(&line, ", known to the others %.1f s later",
                        absl::ToDoubleSeconds(report.following));
  const std::pair<const SendReport::Part&, const char*> parts[] = {
      {report.payments, "steps of payment"},
      {report.files, "files"},
      {report.papers, "steps of papers"},
      {report.cases, "changes"},
  };
  for (const auto& [part, what] : parts) {
    if (part.entries > 0) absl::StrAppend(&line, ", ", Figures(part, what));
  }
  std::cout << line << "\n";
}

rpc::Credentials Credentials() {
  return rpc::CredentialsIn(absl::GetFlag(FLAGS_certs), absl::GetFlag(FLAGS_identity));
}

absl::StatusOr<SendReport> SendPlan(const Plan& plan, const std::string& digest) {
  const rpc::Credentials credentials = Credentials();
  const auto dial = [&](const std::string& address, const char* left_out) {
    if (!address.empty()) return rpc::Dial(address, credentials);
    std::cout << "left out: " << left_out << "\n";
    return std::shared_ptr<grpc::Channel>();
  };
  SendOptions options;
  options.intake = rpc::Dial(absl::GetFlag(FLAGS_intake), credentials);
  options.processing = rpc::Dial(absl::GetFlag(FLAGS_processing), credentials);
  options.payment = dial(absl::GetFlag(FLAGS_payment), "how dossiers are paid");
  options.digitization = dial(absl::GetFlag(FLAGS_digitization), "papers");
  options.key = digest;
  if (absl::GetFlag(FLAGS_progress)) options.progress = PrintProgress;
  return Send(plan, options);
}

// What the scenario states that is not made of dossiers.
absl::Status SendReported(const Scenario& scenario, const std::vector<CountsRow>& rows) {
  const aggregator::v1::ImportCountsRequest visits = VisitsOf(scenario, rows);
  if (visits.counts().empty()) return absl::OkStatus();
  const std::string address = absl::GetFlag(FLAGS_aggregator);
  if (address.empty()) {
    std::cout << "left out: visits of sites\n";
    return absl::OkStatus();
  }
  return SendVisits(visits, rpc::Dial(address, Credentials()), SendOptions().patience);
}

int Run() {
  const absl::StatusOr<Scenario> scenario = ReadScenario(absl::GetFlag(FLAGS_scenario));
  if (!scenario.ok()) return Fail(scenario.status());
  if (StartOfDay(scenario->period_end + 1) > absl::Now()) {
    return Fail(absl::InvalidArgumentError("scenario.json, period_end: the period is not over"));
  }
  std::vector<Remark> remarks;
  const std::vector<CountsRow> rows = Settle(*scenario, remarks);
  const Plan plan = MakePlan(*scenario, rows, remarks);
  const absl::Status refusal = RefusalOf(remarks);
  if (!refusal.ok() && !absl::GetFlag(FLAGS_repair)) return Fail(refusal);
  const bool fees_stated = rows.front().counts[Column::kFeeDossiers].has_value();
  Print(*scenario, fees_stated, plan, remarks);
  if (absl::GetFlag(FLAGS_intake).empty()) return 0;

  const absl::StatusOr<SendReport> report = SendPlan(plan, scenario->digest);
  if (!report.ok()) return Fail(report.status());
  const absl::Status reported = SendReported(*scenario, rows);
  if (!reported.ok()) return Fail(reported);
  PrintFigures(*report);
  for (const std::string& refused : report->refusals) std::cerr << "refused: " << refused << "\n";
  if (report->refused == 0) return 0;
  std::cerr << "motcua-replay: " << report->refused << " entries were refused\n";
  return 1;
}

}  // namespace
}  // namespace motcua::replay

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "motcua-replay --scenario=DIR --intake=HOST:PORT --processing=HOST:PORT --certs=DIR "
      "[--payment=HOST:PORT] [--digitization=HOST:PORT] [--aggregator=HOST:PORT]");
  absl::ParseCommandLine(argc, argv);
  try {
    return motcua::replay::Run();
  } catch (const std::exception& error) {
    std::cerr << "motcua-replay: " << error.what() << "\n";
    return 1;
  }
}
