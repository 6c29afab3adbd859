// motcua-compare: a scenario's printed tables beside those the aggregator computes.
#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/compare/difference.h"
#include "tools/compare/layout.h"
#include "tools/compare/lists.h"
#include "tools/compare/printed.h"
#include "tools/replay/scenario.h"

ABSL_FLAG(std::string, scenario, "", "folder of the scenario");
ABSL_FLAG(std::string, aggregator, "", "address of the aggregator, host:port");
ABSL_FLAG(std::string, certs, "", "folder with ca.pem, IDENTITY.pem and IDENTITY.key");
ABSL_FLAG(std::string, identity, "analyst", "name of the certificate");
ABSL_FLAG(std::string, out, "", "folder for the computed tables; empty: none are written");
ABSL_FLAG(bool, print, false, "print every table beside the printed one");

namespace motcua::compare {
namespace {

namespace v1 = motcua::aggregator::v1;

constexpr absl::Duration kCallTimeout = absl::Seconds(30);

// What is asked of the aggregator about one printed table.
struct Answer {
  v1::Table table;
  v1::CheckTableResponse check;
};

v1::CheckTableRequest CheckRequest(const PrintedTable& printed, const v1::GetTableRequest& asked,
                                   const v1::Table& table) {
  v1::CheckTableRequest request;
  request.set_definition(printed.definition);
  // A list has an order of its own, so that only its numbers are looked at.
  if (printed.list.empty()) *request.mutable_period() = asked.period();
  if (printed.heading) {
    request.mutable_heading()->set_first_day(FormatDay(printed.heading->first));
    request.mutable_heading()->set_last_day(FormatDay(printed.heading->second));
  }
  for (const PrintedTable::Row& row : printed.rows) {
    v1::PrintedRow* shown = request.add_rows();
    shown->set_id(row.id);
    for (std::size_t i = 0; i < printed.columns.size(); ++i) {
      const auto& known = table.columns();
      if (std::find(known.begin(), known.end(), printed.columns[i]) == known.end()) continue;
      shown->add_cells(row.cells[i]);
      if (request.rows_size() == 1) request.add_columns(printed.columns[i]);
    }
  }
  return request;
}

grpc::Status Ask(v1::ReportService::Stub& stub, const PrintedTable& printed,
                 const replay::Scenario& scenario, Answer& answer) {
  v1::GetTableRequest request;
  request.set_definition(printed.definition);
  request.mutable_period()->set_first_day(FormatDay(scenario.period_start));
  request.mutable_period()->set_last_day(FormatDay(scenario.period_end));
  const grpc::Status got =
      stub.GetTable(rpc::ContextFor(kCallTimeout).get(), request, &answer.table);
  if (!got.ok()) return got;
  if (!printed.list.empty()) {
    std::optional<v1::Table> list = ListOf(answer.table, printed.list);
    if (!list) return {grpc::StatusCode::NOT_FOUND, "the definition has no such list"};
    answer.table = *std::move(list);
  }
  if (printed.rows.empty()) return grpc::Status::OK;
  return stub.CheckTable(rpc::ContextFor(kCallTimeout).get(),
                         CheckRequest(printed, request, answer.table), &answer.check);
}

void Write(const std::string& folder, const PrintedTable& printed, const v1::Table& table) {
  std::filesystem::create_directories(folder);
  std::ofstream file(absl::StrCat(folder, "/", printed.Name(), ".tsv"), std::ios::binary);
  file << AsTsv(printed, table);
  if (!file.flush()) throw std::runtime_error("cannot write into " + folder);
}

// A list has a place more for each row, also for one that is not printed.
std::size_t PlacesOf(const PrintedTable& printed, const v1::Table& list) {
  return std::max<std::size_t>(printed.rows.size(), list.rows_size());
}

// Prints what differs; gives the number of differences that nothing explains.
int Print(const PrintedTable& printed, const Answer& answer) {
  const std::vector<Difference> differences =
      Compare(printed, answer.table, answer.check.findings());
  if (absl::GetFlag(FLAGS_print)) std::cout << SideBySide(printed, answer.table, differences);
  int unexplained = 0;
  for (const Difference& difference : differences) {
    const bool explained = !difference.explanation.empty();
    unexplained += explained ? 0 : 1;
    std::cout << absl::StrCat(printed.Name(), " ", replay::SlugOfId(difference.row), " ",
                              difference.column, ": printed ", difference.printed, ", computed ",
                              difference.computed.empty() ? "nothing" : difference.computed,
                              explained ? "; " : "; NO FINDING explains it", difference.explanation,
                              "\n");
  }
  std::size_t cells = printed.list.empty() ? 0 : PlacesOf(printed, answer.table);
  for (const PrintedTable::Row& row : printed.rows) {
    cells += row.cells.size() - std::count(row.cells.begin(), row.cells.end(), "");
  }
  std::cout << absl::StrCat(printed.Name(), ": ", cells, " printed cells, ",
                            cells - differences.size(), " equal, ", differences.size(), " differ, ",
                            unexplained, " without a finding\n");
  const std::vector<std::string> summary = Summarise(answer.check.findings());
  if (!summary.empty()) std::cout << "findings in the printed table:\n";
  for (const std::string& line : summary) std::cout << "  " << line << "\n";
  for (const std::string& source : answer.table.unreachable()) {
    std::cout << "unreachable: " << source << ", its last data were used\n";
  }
  std::cout << "\n";
  return unexplained;
}

int Run() {
  const std::string folder = absl::GetFlag(FLAGS_scenario);
  const absl::StatusOr<replay::Scenario> scenario = replay::ReadScenario(folder);
  const auto expected = ReadExpected(folder);
  for (const absl::Status& read : {scenario.status(), expected.status()}) {
    if (read.ok()) continue;
    std::cerr << "motcua-compare: " << std::string(read.message()) << "\n";
    return 2;
  }
  const auto channel =
      rpc::Dial(absl::GetFlag(FLAGS_aggregator),
                rpc::CredentialsIn(absl::GetFlag(FLAGS_certs), absl::GetFlag(FLAGS_identity)));
  const auto stub = v1::ReportService::NewStub(channel);
  int unexplained = 0;
  for (PrintedTable printed : *expected) {
    for (PrintedTable::Row& row : printed.rows) {
      if (printed.axis == "agency_id") row.id = scenario->Canonical(row.id);
    }
    Answer answer;
    const grpc::Status asked = Ask(*stub, printed, *scenario, answer);
    if (!asked.ok()) {
      std::cout << printed.Name() << ": not computed, " << asked.error_message() << "\n";
      ++unexplained;
      continue;
    }
    const std::string out = absl::GetFlag(FLAGS_out);
    if (!out.empty()) Write(out, printed, answer.table);
    unexplained += Print(printed, answer);
  }
  return unexplained == 0 ? 0 : 1;
}

}  // namespace
}  // namespace motcua::compare

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "motcua-compare --scenario=DIR --aggregator=HOST:PORT --certs=DIR [--out=DIR] [--print]");
  absl::ParseCommandLine(argc, argv);
  try {
    return motcua::compare::Run();
  } catch (const std::exception& error) {
    std::cerr << "motcua-compare: " << error.what() << "\n";
    return 2;
  }
}
