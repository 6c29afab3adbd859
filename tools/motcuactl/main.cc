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
                                                [--tree=DAY: in the organisation of that day]
  series DEFINITION ROW COLUMN FIRST_DAY LAST_DAY
                                                a cell month by month, in each month's organisation
                                                and in one, with what stands between [--tree=DAY]
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
  plans                                         the plans loaded
  plans check [FOLDER…]                         faults of plans, by file, line and field
                                                [--agencies FILE]
  progress PLAN DAY [GROUP]                     how far each target is, and whether it still can be
                                                reached
  ranking PLAN DAY [GROUP]                      the units of a plan by rate, with who answers
  plan-findings PLAN                            what does not add up in a plan as printed; 3 if an
                                                identity is violated
  sources                                       what the aggregator knows of its sources
  national FIRST_DAY LAST_DAY                   the portal's table over its provinces, live or as
                                                signed [--published]
  rank-provinces FIRST_DAY LAST_DAY MEASURE     by on_time, online, overdue or synced [--published]
  provinces                                     what the portal knows of each, and what is wrong
  faults PROVINCE [KEY=NUMBER…]                 lets the portal fail on request, of 1000 arrivals:
                                                refuse delay delay_ms duplicate forget seed;
                                                without any: no more
  accept-history PROVINCE EPOCH REASON          takes an epoch that was refused: recount, restored
                                                or restatement
  sync PROVINCE                                 statuses of dossiers at the portal, and what is
                                                missing; 3 if something is [--gaps=N]
  replay-statuses PROVINCE                      reads the province's journal again, to fill that
  bridge PROVINCE FILE                          puts statuses without a sequence: lines of code,
                                                status 1 to 10 and time; --as importer
  import FILE                                   takes reported numbers in, from a file with columns
                                                agency_id counter day value [channel procedure_id];
                                                --document=TEXT --import_id=ID --reporter=AGENCY
                                                --replace another document of this id
  imports                                       what was taken in
  withdraw IMPORT                               takes its numbers out again
  close FIRST_DAY LAST_DAY                      closes a period: signed, and never changed again
                                                [--provisional] [--restate=REASON]
  snapshots                                     what was closed
  snapshot NAME [FILE]                          its tables, or all of it in a file
  verify-snapshot FILE PUBLIC_KEY               such a file against the province's key, offline
  calendar FILE                                 adds a file's years and days to the catalogue's
  then-now SNAPSHOT [DEFINITION]                what was said beside what is known now, by cause,
                                                where they differ; 3 if something is unexplained
                                                [--against=SNAPSHOT]
  carry-over FIRST_DAY LAST_DAY                 what a period carried over beside what was published
                                                as open before it; 3 if something is unexplained
                                                [--previous=SNAPSHOT] [--against=SNAPSHOT]
  await SECONDS                                 until the portal has everything of now
  watch PROCESS                                 events as they happen
  verify PROCESS… | all                         what is stored, against its hashes, digests and
                                                signatures [--dossiers: also counted anew]
  followed [PROCESS…]                           the journals that are followed, and which forked
  rejoin portal PROVINCE [EPOCH]                after a province was restored from a backup
                                                [--wait=SECONDS]

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
      {"series", {5, PrintSeries}},
      {"drill", {5, Drill}},
      {"compare-cells", {8, CompareCells}},
      {"drill-gap", {9, DrillGap}},
      {"export", {4, [](auto& f, auto& a, Format) { return Export(f, a); }, true}},
      {"findings", {2, PrintFindings}},
      {"audit", {1, Audit, true}},
      {"national", {2, PrintNational}},
      {"rank-provinces", {3, RankProvinces}},
      {"provinces", {0, [](auto& f, auto&, Format format) { return PrintProvinces(f, format); }}},
      {"faults", {1, Faults, true}},
      {"accept-history", {3, [](auto& f, auto& a, Format) { return AcceptHistory(f, a); }}},
      {"plans", {0, [](auto& f, auto&, Format format) { return PrintPlans(f, format); }}},
      {"progress", {2, PrintProgress, true}},
      {"ranking", {2, PrintRanking, true}},
      {"plan-findings", {1, PrintPlanFindings}},
      {"sources", {0, [](auto& f, auto&, Format format) { return PrintSources(f, format); }}},
      {"sync", {1, PrintSync}},
      {"replay-statuses", {1, ReplayStatuses}},
      {"bridge", {2, BridgeFile}},
      {"import", {1, ImportFile}},
      {"imports", {0, [](auto& f, auto&, Format format) { return PrintImports(f, format); }}},
      {"withdraw", {1, WithdrawImport}},
      {"close", {2, ClosePeriod}},
      {"snapshots", {0, [](auto& f, auto&, Format format) { return PrintSnapshots(f, format); }}},
      {"snapshot", {1, FetchSnapshot, true}},
      {"calendar", {1, [](auto& f, auto& a, Format) { return SendCalendar(f, a); }}},
      {"then-now", {1, ThenNow, true}},
      {"carry-over", {2, CarryOver}},
      {"await", {1, [](auto& f, auto& a, Format) { return Await(f, a); }}},
      {"watch", {1, [](auto& f, auto& a, Format) { return Watch(f, a); }}},
      {"verify", {1, [](auto& f, auto& a, Format) { return Verify(f, a); }, true}},
      {"followed", {0, PrintFollowed, true}},
      {"rejoin", {2, [](auto& f, auto& a, Format) { return Rejoin(f, a); }, true}},
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
  if (words.size() >= 2 && words[0] == "plans" && words[1] == "check") {
    return CheckPlans({words.begin() + 2, words.end()});
  }
  const auto format = ParseFormat(absl::GetFlag(FLAGS_format));
  if (words.size() == 3 && words[0] == "verify-snapshot" && format) {
    return VerifySnapshot({words.begin() + 1, words.end()}, *format);
  }
  const auto command = words.empty() ? Commands().end() : Commands().find(words[0]);
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
