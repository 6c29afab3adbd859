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
// sources
int PrintSources(const Federation& federation, Format format);

// import FILE: takes a file's reported numbers in; the same file again changes nothing. Another
// document under an id that stands is refused, but with --replace.
int ImportFile(const Federation& federation, const Arguments& arguments, Format format);
// withdraw IMPORT
int WithdrawImport(const Federation& federation, const Arguments& arguments, Format format);
// imports
int PrintImports(const Federation& federation, Format format);

// definitions check [FOLDER|FILE…]: every fault of definitions, with file, line, column and field;
// without a federation. Without paths those that are shipped. 3 if there is one.
int CheckDefinitions(const Arguments& paths);

// calendar FILE: gives the catalogue the years and days of a file like
// deploy/catalog/calendar_vn.tsv.
int SendCalendar(const Federation& federation, const Arguments& arguments);

// await SECONDS: until the portal holds everything that had happened when it was called; prints
// how long that took.
int Await(const Federation& federation, const Arguments& arguments);

// watch PROCESS: events as they become durable, one JSON object a line, until interrupted.
int Watch(const Federation& federation, const Arguments& arguments);
// verify PROCESS: recomputes the hash chain of a whole journal; 3 if it is broken.
int Verify(const Federation& federation, const Arguments& arguments);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_COMMANDS_H_
