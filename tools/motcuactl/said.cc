#include <iostream>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "motcua/aggregator/v1/said.grpc.pb.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/findings_text.h"

ABSL_FLAG(std::string, against, "",
          "then-now, carry-over: a snapshot instead of what is known now");
ABSL_FLAG(std::string, previous, "",
          "carry-over: the snapshot of the period before, instead of the newest complete one");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using GridRows = std::vector<std::vector<std::string>>;

constexpr char kSnapshots[] = "snapshots/";

// A name may be given without its collection.
std::string NameOf(const std::string& snapshot) {
  const bool whole = snapshot.empty() || absl::StartsWith(snapshot, kSnapshots);
  return whole ? snapshot : absl::StrCat(kSnapshots, snapshot);
}

std::string Signed(std::int64_t value) { return absl::StrCat(value > 0 ? "+" : "", value); }

void AddCauses(const agg::Causes& causes, std::vector<std::string>& row) {
  for (const std::int64_t part :
       {causes.restatement(), causes.reorganisation(), causes.definition(), causes.unexplained()}) {
    row.push_back(Signed(part));
  }
}

std::string CounterOf(statistics::v1::Counter counter) {
  return std::string(absl::StripPrefix(statistics::v1::Counter_Name(counter), "COUNTER_"));
}

std::string PartsOf(const agg::CellComparison& cell) {
  return absl::StrJoin(cell.restated(), ", ", [](std::string* text, const auto& part) {
    absl::StrAppend(text, part.source(), " ", CounterOf(part.counter()), " ", Signed(part.value()));
  });
}

bool Differs(const agg::Causes& causes) { return causes.ByteSizeLong() > 0; }

// A line for each number that differs: of a rate, numerator and denominator.
void AddCell(const std::vector<std::string>& place, const agg::CellComparison& cell,
             GridRows& rows) {
  const auto add = [&](const char* side, std::int64_t said, std::int64_t known,
                       const agg::Causes& causes, const std::string& parts) {
    if (!Differs(causes)) return;
    std::vector<std::string>& row = rows.emplace_back(place);
    row.insert(row.end(), {side, absl::StrCat(said), absl::StrCat(known)});
    AddCauses(causes, row);
    row.push_back(parts);
  };
  const bool rate = cell.said().rate() || cell.known().rate();
  add(rate ? "numerator" : "", cell.said().numerator(), cell.known().numerator(), cell.numerator(),
      PartsOf(cell));
  add("denominator", cell.said().denominator(), cell.known().denominator(), cell.denominator(), "");
}

GridRows RowsOf(const agg::SnapshotComparison& answer) {
  GridRows rows;
  for (const agg::TableComparison& table : answer.tables()) {
    for (const agg::RowComparison& row : table.rows()) {
      for (int i = 0; i < row.cells_size(); ++i) {
        AddCell({table.definition(), row.id(), table.columns(i)}, row.cells(i), rows);
      }
    }
  }
  return rows;
}

// To standard error, so that a pipe gets the lines alone.
void PrintSums(const agg::SnapshotComparison& answer) {
  std::cerr << answer.name() << " beside "
            << (answer.against().empty() ? "what is known now" : answer.against()) << "\n";
  for (const agg::RestatedCounter& restated : answer.difference().restated()) {
    std::cerr << "  " << restated.source() << " " << CounterOf(restated.counter()) << ": "
              << restated.fact_count() << " facts changed, " << Signed(restated.flow())
              << " in the period, " << Signed(restated.before()) << " before it\n";
  }
  for (const std::string& agency : answer.difference().reorganised_agencies()) {
    std::cerr << "  " << agency << " stands elsewhere in the catalogue, or is another\n";
  }
}

// 3 if something is unexplained.
int Judge(int unexplained) {
  if (unexplained == 0) return 0;
  std::cerr << unexplained << " numbers are not explained\n";
  return 3;
}

std::vector<std::string> RowOf(const std::string& id, const agg::CarryOverLine& line) {
  std::vector<std::string> row = {id, line.label_vi(), absl::StrCat(line.published()),
                                  absl::StrCat(line.carried_over())};
  AddCauses(line.difference(), row);
  return row;
}

}  // namespace

int ThenNow(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::SaidService::NewStub(federation.Connect("aggregator"));
  agg::CompareSnapshotRequest request;
  request.set_name(NameOf(arguments[0]));
  if (arguments.size() > 1) request.set_definition(arguments[1]);
  request.set_against(NameOf(absl::GetFlag(FLAGS_against)));
  request.set_differing_only(true);
  agg::SnapshotComparison answer;
  const grpc::Status status =
      stub->CompareSnapshot(rpc::ContextFor(kTimeout).get(), request, &answer);
  if (!status.ok()) return PrintError(status);
  PrintSums(answer);
  std::cout << Render({"definition", "row", "column", "side", "said", "known", "restatement",
                       "reorganisation", "redefinition", "unexplained", "restated_by"},
                      RowsOf(answer), format);
  return Judge(answer.difference().unexplained_count());
}

int CarryOver(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::SaidService::NewStub(federation.Connect("aggregator"));
  agg::GetCarryOverRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_previous(NameOf(absl::GetFlag(FLAGS_previous)));
  request.set_against(NameOf(absl::GetFlag(FLAGS_against)));
  agg::CarryOver answer;
  const grpc::Status status = stub->GetCarryOver(rpc::ContextFor(kTimeout).get(), request, &answer);
  if (!status.ok()) return PrintError(status);
  std::cerr << "open as " << answer.previous() << " published it"
            << (answer.published_in().empty() ? "" : " in " + answer.published_in())
            << ", carried over into " << arguments[0] << " to " << arguments[1] << "\n";
  GridRows rows;
  for (const agg::CarryOverLine& line : answer.lines()) rows.push_back(RowOf(line.agency(), line));
  rows.push_back(RowOf("total", answer.total()));
  std::cout << Render({"agency", "name", "published", "carried_over", "restatement",
                       "reorganisation", "redefinition", "unexplained"},
                      rows, format);
  if (!answer.findings().empty()) {
    std::cerr << "\n" << FindingsText(answer.findings(), Format::kTable);
  }
  return Judge(answer.findings_size());
}

}  // namespace motcua::ctl
