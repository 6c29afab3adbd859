#include "tools/replay/send.h"

#include <utility>

#include "absl/time/clock.h"
#include "tools/replay/batches.h"
#include "tools/replay/ledger.h"
#include "tools/replay/paper_requests.h"
#include "tools/replay/payment_requests.h"
#include "tools/replay/requests.h"
#include "tools/replay/send_cases.h"
#include "tools/replay/send_papers.h"
#include "tools/replay/send_payments.h"

namespace motcua::replay {
namespace {

// Commands of one kind; a group for each dossier of the plan, empty for many.
template <typename Command>
using Groups = std::vector<Group<Command>>;

template <typename Command>
Groups<Command> GroupsOf(const Plan& plan, const std::string& key,
                         std::vector<Command> (*commands)(const PlannedDossier&, const WorkTime&,
                                                          const std::string&)) {
  Groups<Command> groups;
  for (const PlannedDossier& dossier : plan.dossiers) {
    groups.push_back(commands(dossier, plan.time, key));
  }
  return groups;
}

template <typename Command>
std::size_t CountOf(const Groups<Command>& groups) {
  std::size_t count = 0;
  for (const Group<Command>& group : groups) count += group.size();
  return count;
}

// What was refused at its receipt is somebody else's dossier, or nobody's.
template <typename Command>
void LeaveOutRefused(const Plan& plan, Ledger& ledger, Groups<Command>& groups) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!ledger.IsRefused(plan.dossiers[i].code)) continue;
    ledger.Done(groups[i].size());
    groups[i].clear();
  }
}

// Everything that is sent after the receipts.
struct Work {
  Groups<payment::v1::AccountCommand> payments;
  std::vector<GatewayStatement> statements;
  Groups<digitization::v1::FolderCommand> components;
  Groups<processing::v1::CaseCommand> cases;
  Groups<digitization::v1::FolderCommand> results;
};

Work WorkOf(const Plan& plan, const SendOptions& options, SendReport& report) {
  Work work;
  work.cases = GroupsOf(plan, options.key, Commands);
  if (options.payment) {
    work.payments = GroupsOf(plan, options.key, PaymentCommands);
    work.statements = StatementsOf(plan);
  }
  if (options.digitization) {
    work.components = GroupsOf(plan, options.key, ComponentCommands);
    work.results = GroupsOf(plan, options.key, ResultCommands);
    report.files.entries = CountFiles(plan);
    report.papers.entries = CountOf(work.components) + CountOf(work.results) + CountReuse(plan);
  }
  report.receipts.entries = plan.dossiers.size();
  report.payments.entries = CountOf(work.payments) + work.statements.size();
  report.cases.entries = CountOf(work.cases);
  return work;
}

absl::Status Receive(const Plan& plan, const SendOptions& options, Ledger& ledger) {
  absl::Status sent = SendCatalog(plan, options);
  if (sent.ok()) sent = SendReceipts(plan, options, ledger);
  return sent;
}

absl::Status Await(const Plan& plan, const SendOptions& options, const Ledger& ledger) {
  absl::Status known = AwaitProcessing(plan, options, ledger);
  if (known.ok() && options.payment) known = AwaitPayment(plan, options, ledger);
  if (known.ok() && options.digitization) known = AwaitDigitization(plan, options, ledger);
  return known;
}

absl::Status SendResultsAndReuse(const Plan& plan, Groups<digitization::v1::FolderCommand> results,
                                 const SendOptions& options, Ledger& ledger) {
  Documents documents;
  absl::Status sent = SendResults(plan, std::move(results), options, ledger, documents);
  if (sent.ok()) sent = SendReuse(plan, documents, options, ledger);
  return sent;
}

}  // namespace

absl::StatusOr<SendReport> Send(const Plan& plan, const SendOptions& options) {
  SendReport report;
  Work work = WorkOf(plan, options, report);
  Ledger ledger(options, report.receipts.entries + report.payments.entries + report.files.entries +
                             report.cases.entries + report.papers.entries);
  absl::Status sent;
  const auto step = [&sent](absl::Duration& time, const auto& send) {
    if (!sent.ok()) return;
    const absl::Time begun = absl::Now();
    sent = send();
    time += absl::Now() - begun;
  };
  step(report.receipts.time, [&] { return Receive(plan, options, ledger); });
  step(report.following, [&] { return Await(plan, options, ledger); });
  LeaveOutRefused(plan, ledger, work.payments);
  LeaveOutRefused(plan, ledger, work.components);
  LeaveOutRefused(plan, ledger, work.cases);
  LeaveOutRefused(plan, ledger, work.results);
  // A dossier is paid before it ends, because nothing is raised afterwards.
  if (options.payment) {
    step(report.payments.time,
         [&] { return SendPayments(std::move(work.payments), options, ledger); });
    step(report.payments.time, [&] { return SendStatements(work.statements, options, ledger); });
  }
  if (options.digitization) {
    step(report.files.time, [&] { return SendFiles(plan, options, ledger); });
    step(report.papers.time,
         [&] { return SendFolders(std::move(work.components), options, ledger); });
  }
  step(report.cases.time, [&] { return SendCases(std::move(work.cases), options, ledger); });
  if (options.digitization) {
    step(report.papers.time,
         [&] { return SendResultsAndReuse(plan, std::move(work.results), options, ledger); });
  }
  if (!sent.ok()) return sent;
  ledger.Report(report);
  return report;
}

}  // namespace motcua::replay
