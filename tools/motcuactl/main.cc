// motcuactl: the command line of a federation.
#include <exception>
#include <functional>
#include <iostream>
#include <map>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "tools/motcuactl/commands.h"

ABSL_FLAG(std::string, federation, "var/demo", "folder of a running federation");
ABSL_FLAG(std::string, as, "admin", "identity: officer, importer, analyst, admin, service …");
ABSL_FLAG(std::string, format, "table", "table, tsv or json");

namespace motcua::ctl {
namespace {

constexpr char kUsage[] = R"(motcuactl COMMAND …

  methods                                       every method of every service
  call PROCESS SERVICE.METHOD JSON              any call; streams print until interrupted
  table DEFINITION FIRST_DAY LAST_DAY           a table with what it rests on [--english]
  drill DEFINITION FIRST_DAY LAST_DAY ROW COLUMN  the dossiers behind a cell [--denominator]
  compare-cells FIRST_DAY LAST_DAY DEFINITION ROW COLUMN DEFINITION ROW COLUMN
                                                two cells side by side, and what stands between them
  drill-gap FIRST_DAY LAST_DAY DEFINITION ROW COLUMN DEFINITION ROW COLUMN GROUP
                                                the dossiers of such a group
  export FORMAT FIRST_DAY LAST_DAY OUT [DEFINITION…]
                                                a whole report as tsv (a folder), xlsx, html or pdf
  findings FIRST_DAY LAST_DAY                   what does not add up
  audit PATH…                                   what does not add up in a printed report: tables
                                                DEFINITION.tsv, headings.tsv, claims.tsv, or
                                                scenario folders of one province and period;
                                                3 if an identity is violated
                                                [--period FIRST_DAY/LAST_DAY] [--agencies FILE]
                                                [--beside_computed]
  definitions check [FOLDER|FILE…]              faults of definitions, by file, line and field
  sources                                       what the aggregator knows of its sources
  national FIRST_DAY LAST_DAY                   the portal's table over its provinces
  import FILE                                   takes reported numbers in, from a file with columns
                                                agency_id counter day value [channel procedure_id];
                                                --document=TEXT --import_id=ID --reporter=AGENCY
                                                --replace another document of this id
  imports                                       what was taken in
  withdraw IMPORT                               takes its numbers out again
  calendar FILE                                 adds a file's years and days to the catalogue's
  await SECONDS                                 until the portal has everything of now
  watch PROCESS                                 events as they happen
  verify PROCESS                                the hash chain of a whole journal

Exits with 0: done; 1: refused, or nobody answers; 2: used wrongly, or a bad file;
3: done, and what was looked at does not hold.
PROCESS is intake, processing, payment, digitization, aggregator or portal; days are
YYYY-MM-DD. For instance:
  motcuactl call intake IntakeService.GetPublicStatus '{"name":"dossiers/H50.01-220315-0001"}'
  motcuactl --format tsv table pl3_resolution 2022-03-15 2022-04-14)";

struct Command {
  std::size_t arguments;
  std::function<int(const Federation&, const Arguments&, Format)> run;
  bool takes_more = false;  // arguments than these
};

const std::map<std::string, Command>& Commands() {
  static const auto* commands = new std::map<std::string, Command>{
      {"call", {3, [](auto& f, auto& a, Format) { return Call(f, a); }}},
      {"table", {3, PrintTable}},
      {"drill", {5, Drill}},
      {"compare-cells", {8, CompareCells}},
      {"drill-gap", {9, DrillGap}},
      {"export", {4, [](auto& f, auto& a, Format) { return Export(f, a); }, true}},
      {"findings", {2, PrintFindings}},
      {"audit", {1, Audit, true}},
      {"national", {2, PrintNational}},
      {"sources", {0, [](auto& f, auto&, Format format) { return PrintSources(f, format); }}},
      {"import", {1, ImportFile}},
      {"imports", {0, [](auto& f, auto&, Format format) { return PrintImports(f, format); }}},
      {"withdraw", {1, WithdrawImport}},
      {"calendar", {1, [](auto& f, auto& a, Format) { return SendCalendar(f, a); }}},
      {"await", {1, [](auto& f, auto& a, Format) { return Await(f, a); }}},
      {"watch", {1, [](auto& f, auto& a, Format) { return Watch(f, a); }}},
      {"verify", {1, [](auto& f, auto& a, Format) { return Verify(f, a); }}},
  };
  return *commands;
}

bool Takes(const Command& command, std::size_t arguments) {
  return command.takes_more ? arguments >= command.arguments : arguments == command.arguments;
}

int Run(const Arguments& words) {
  if (words.size() == 1 && words[0] == "methods") return ListMethods();
  if (words.size() >= 2 && words[0] == "definitions" && words[1] == "check") {
    return CheckDefinitions({words.begin() + 2, words.end()});
  }
  const auto command = words.empty() ? Commands().end() : Commands().find(words[0]);
  const auto format = ParseFormat(absl::GetFlag(FLAGS_format));
  if (command == Commands().end() || !Takes(command->second, words.size() - 1) || !format) {
    std::cerr << kUsage << "\n";
    return 2;
  }
  const Federation federation(absl::GetFlag(FLAGS_federation), absl::GetFlag(FLAGS_as));
  return command->second.run(federation, {words.begin() + 1, words.end()}, *format);
}

}  // namespace
}  // namespace motcua::ctl

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(motcua::ctl::kUsage);
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  try {
    return motcua::ctl::Run({words.begin() + 1, words.end()});
  } catch (const std::exception& error) {
    std::cerr << "motcuactl: " << error.what() << "\n";
    return 1;
  }
}
