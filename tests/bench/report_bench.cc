// A whole province's report: every shipped table over two years of a province like Quảng Trị, its
// findings, and the spreadsheet file; the parts in one run.
//
//   report_bench [--dossiers 1600000] [--runs 9]
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/clock.h"
#include "common/testing/database.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/findings/check_sources.h"
#include "services/aggregator/findings/check_tables.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/quang_tri_for_test.h"
#include "tests/bench/load.h"
#include "tests/bench/province_facts.h"
#include "tools/export/html.h"
#include "tools/export/xlsx.h"

ABSL_FLAG(std::int64_t, dossiers, 1'600'000, "dossiers of two years");
ABSL_FLAG(int, runs, 9, "reports; the median is printed");

namespace motcua::bench {
namespace {

using namespace motcua::aggregator;  // NOLINT: the bench is about nothing else
// Milliseconds of each part of one report.
struct Parts {
  double tables, findings, xlsx, html;
};

class Stopwatch {
 public:
  double Lap() {
    const absl::Time now = absl::Now();
    const double milliseconds = absl::ToDoubleMilliseconds(now - begin_);
    begin_ = now;
    return milliseconds;
  }

 private:
  absl::Time begin_ = absl::Now();
};

using InForce = std::vector<const v1::TableDefinition*>;

Parts MakeReport(const InForce& definitions, const Facts& facts, exports::Document& document,
                 const std::string& path) {
  Parts parts{};
  Stopwatch watch;
  std::vector<Computed> computed;
  for (const v1::TableDefinition* definition : definitions) {
    computed.push_back(Compute(*definition, facts, kApril));
    *document.report.add_tables() = ToProto(*definition, computed.back(), kApril, facts);
  }
  parts.tables = watch.Lap();
  auto& between = *document.report.mutable_findings();
  int i = 0;
  for (const v1::TableDefinition* definition : definitions) {
    AddFindings(CheckComputed(*definition, computed[i], facts, kApril), definition->id(),
                *document.report.mutable_tables(i)->mutable_findings());
    const Sheet sheet = SheetOf(*definition, computed[i++], facts);
    AddFindings(CheckTables(Shipped(), *definition, sheet, facts, kApril), definition->id(),
                between);
  }
  AddFindings(CheckSources(facts, kApril), "", between);
  AddFindings(FindUndated(facts, kApril), "", between);
  parts.findings = watch.Lap();
  exports::WriteXlsx(document, path);
  parts.xlsx = watch.Lap();
  if (exports::HtmlOf(document).empty()) throw std::runtime_error("no page");
  parts.html = watch.Lap();
  return parts;
}

std::size_t CountFindings(const exports::Document& document) {
  std::size_t count = document.report.findings_size();
  for (const auto& table : document.report.tables()) count += table.findings_size();
  return count;
}

void Run() {
  const testing::TempDir dir;
  const std::string path = dir.path() + "/report.xlsx";
  const Facts facts = MakeFacts(absl::GetFlag(FLAGS_dossiers));
  const InForce definitions = Shipped().InForce(kApril.last);
  std::vector<double> tables, findings, xlsx, html, all;
  exports::Document document;
  for (int i = 0; i < absl::GetFlag(FLAGS_runs); ++i) {
    document = {};
    for (const v1::TableDefinition* definition : definitions) {
      document.definitions[definition->id()] = *definition;
    }
    const Parts parts = MakeReport(definitions, facts, document, path);
    tables.push_back(parts.tables);
    findings.push_back(parts.findings);
    xlsx.push_back(parts.xlsx);
    html.push_back(parts.html);
    all.push_back(parts.tables + parts.findings + parts.xlsx);
  }
  const double whole = Median(all);
  std::printf("report of %d tables, %zu findings, %zu bytes of xlsx over %ld dossiers: %.1f ms\n",
              document.report.tables_size(), CountFindings(document),
              static_cast<std::size_t>(std::filesystem::file_size(path)),
              static_cast<long>(absl::GetFlag(FLAGS_dossiers)), whole);
  for (const auto& [name, times] :
       {std::pair("evaluation", tables), std::pair("findings", findings), std::pair("xlsx", xlsx),
        std::pair("html, besides", html)}) {
    std::printf("%10.1f ms %5.2f  %s\n", Median(times), Median(times) / whole, name);
  }
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
