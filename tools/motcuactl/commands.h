// The commands. Each returns the exit code: 0 done; 1 refused, or nobody answers; 2 used wrongly,
// or a file is not what it should be; 3 done, and what was looked at does not hold: an identity is
// violated, a hash chain broken, a definition faulty.
#ifndef MOTCUA_TOOLS_MOTCUACTL_COMMANDS_H_
#define MOTCUA_TOOLS_MOTCUACTL_COMMANDS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "motcua/type/v1/period.pb.h"
#include "tools/motcuactl/federation.h"
#include "tools/motcuactl/grid.h"

namespace motcua::ctl {

using Arguments = std::vector<std::string>;

// A call failed: prints code, reason, field and both texts. Returns 1.
int PrintError(const grpc::Status& status);
// The fields that a call was refused for.
std::vector<std::string> FieldsOf(const grpc::Status& status);

// Of every call that answers at once.
inline constexpr absl::Duration kTimeout = absl::Seconds(30);
void SetPeriod(type::v1::Period* period, const std::string& first_day, const std::string& last_day);

// methods
int ListMethods();
// call PROCESS METHOD JSON: any method of any service, also streaming answers.
int Call(const Federation& federation, const Arguments& arguments);

// table DEFINITION FIRST_DAY LAST_DAY
int PrintTable(const Federation& federation, const Arguments& arguments, Format format);
// series DEFINITION ROW COLUMN FIRST_DAY LAST_DAY: month by month from the first day on.
int PrintSeries(const Federation& federation, const Arguments& arguments, Format format);
// drill DEFINITION FIRST_DAY LAST_DAY ROW COLUMN
int Drill(const Federation& federation, const Arguments& arguments, Format format);
// compare-cells FIRST_DAY LAST_DAY DEFINITION ROW COLUMN DEFINITION ROW COLUMN
int CompareCells(const Federation& federation, const Arguments& arguments, Format format);
// drill-gap FIRST_DAY LAST_DAY DEFINITION ROW COLUMN DEFINITION ROW COLUMN GROUP
int DrillGap(const Federation& federation, const Arguments& arguments, Format format);
// export FORMAT FIRST_DAY LAST_DAY OUT [DEFINITION…]
int Export(const Federation& federation, const Arguments& arguments);
// findings FIRST_DAY LAST_DAY
int PrintFindings(const Federation& federation, const Arguments& arguments, Format format);
// audit PATH…: a printed report in files and scenario folders; 3 if an identity is violated.
int Audit(const Federation& federation, const Arguments& arguments, Format format);
// national FIRST_DAY LAST_DAY
int PrintNational(const Federation& federation, const Arguments& arguments, Format format);
// rank-provinces FIRST_DAY LAST_DAY MEASURE
int RankProvinces(const Federation& federation, const Arguments& arguments, Format format);
// provinces: as the portal knows them, with what is wrong
int PrintProvinces(const Federation& federation, Format format);
// faults PROVINCE [KEY=NUMBER…]
int Faults(const Federation& federation, const Arguments& arguments, Format format);
// accept-history PROVINCE EPOCH REASON
int AcceptHistory(const Federation& federation, const Arguments& arguments);
// sync PROVINCE: the statuses of its dossiers at the portal; 3 if some are missing.
int PrintSync(const Federation& federation, const Arguments& arguments, Format format);
// replay-statuses PROVINCE
int ReplayStatuses(const Federation& federation, const Arguments& arguments, Format format);
// bridge PROVINCE FILE: puts statuses in the loose shape, and what nobody can guarantee of each.
int BridgeFile(const Federation& federation, const Arguments& arguments, Format format);
// sources
int PrintSources(const Federation& federation, Format format);

// import FILE: takes a file's reported numbers in; the same file again changes nothing. Another
// document under an id that stands is refused, but with --replace.
int ImportFile(const Federation& federation, const Arguments& arguments, Format format);
// withdraw IMPORT
int WithdrawImport(const Federation& federation, const Arguments& arguments, Format format);
// imports
int PrintImports(const Federation& federation, Format format);

// close FIRST_DAY LAST_DAY: closes a period, or states it again
int ClosePeriod(const Federation& federation, const Arguments& arguments, Format format);
// snapshots: every closed period
int PrintSnapshots(const Federation& federation, Format format);
// snapshot NAME [FILE]: its tables as text, or all of it in a file
int FetchSnapshot(const Federation& federation, const Arguments& arguments, Format format);
// verify-snapshot FILE PUBLIC_KEY: without a federation; 3 if it is not what was signed.
int VerifySnapshot(const Arguments& arguments, Format format);

// definitions check [FOLDER|FILE…]: every fault of definitions, with file, line, column and field;
// without a federation. Without paths those that are shipped. 3 if there is one.
int CheckDefinitions(const Arguments& paths);

// plans
int PrintPlans(const Federation& federation, Format format);
// plans check [FOLDER…]: every fault of plans, with file, line, column and field, beside the
// definitions in the folder next to it; without a federation. Without folders those that are
// shipped. Units are looked for in --agencies, if that is given. 3 if there is a fault.
int CheckPlans(const Arguments& folders);
// progress PLAN DAY [GROUP]
int PrintProgress(const Federation& federation, const Arguments& arguments, Format format);
// ranking PLAN DAY [GROUP]
int PrintRanking(const Federation& federation, const Arguments& arguments, Format format);
// plan-findings PLAN: what the plan itself prints wrongly; 3 if an identity is violated.
int PrintPlanFindings(const Federation& federation, const Arguments& arguments, Format format);

// then-now SNAPSHOT [DEFINITION]: what was said beside what is known, line by line where they
// differ, by cause; 3 if something is unexplained.
int ThenNow(const Federation& federation, const Arguments& arguments, Format format);
// carry-over FIRST_DAY LAST_DAY: what the period carried over beside what was published as open
// before it; 3 if something is unexplained.
int CarryOver(const Federation& federation, const Arguments& arguments, Format format);

// calendar FILE: gives the catalogue the years and days of a file like
// deploy/catalog/calendar_vn.tsv.
int SendCalendar(const Federation& federation, const Arguments& arguments);

// await SECONDS: until the portal holds everything that had happened when it was called; prints
// how long that took.
int Await(const Federation& federation, const Arguments& arguments);

// watch PROCESS: events as they become durable, one JSON object a line, until interrupted.
int Watch(const Federation& federation, const Arguments& arguments);
// verify PROCESS…|all: every stored row is read again and held against what covers it; with `all`
// also each journal against what its followers read. 3 if something does not hold.
int Verify(const Federation& federation, const Arguments& arguments);
// followed [PROCESS…]: the journals that are followed, and how; 3 if one is forked.
int PrintFollowed(const Federation& federation, const Arguments& arguments, Format format);
// rejoin PORTAL PROVINCE [EPOCH]: after the province was restored from an older backup, until the
// portal holds its present history and no other; 3 if it does not in time.
int Rejoin(const Federation& federation, const Arguments& arguments);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_COMMANDS_H_
