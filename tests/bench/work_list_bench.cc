// How long a page of a work list takes among many open dossiers, and what its indexes cost.
//
//   work_list_bench [--dossiers 1000000] [--pages 500]   (a million takes some minutes to fill)
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/testing/database.h"
#include "common/worktime/calendars_for_test.h"
#include "services/processing/hand_over_list.h"
#include "services/processing/work_list.h"
#include "tests/bench/load.h"
#include "tests/bench/open_dossiers.h"

ABSL_FLAG(int, dossiers, 100'000, "open dossiers of the province");
ABSL_FLAG(int, pages, 500, "pages read of each list");

namespace motcua::bench {
namespace {

namespace v1 = processing::v1;
using Request = v1::ListWorkRequest;

double Percentile(std::vector<double> values, int percent) {
  std::sort(values.begin(), values.end());
  return values[(values.size() - 1) * percent / 100];
}

std::int64_t RowsRead(sql::Connection& connection) {
  sql::Rows rows = connection.Query("SHOW SESSION STATUS LIKE 'Handler_read%'");
  std::int64_t reads = 0;
  while (rows.Next()) reads += rows.Int(2);
  return reads;
}

// Pages of one list after the other, from the beginning again after its end. `read` gives the
// number of items and moves the request on.
template <typename Read>
void Measure(sql::Connection& connection, const std::string& name, const Read& read) {
  std::vector<double> milliseconds;
  std::int64_t items = 0;
  std::int64_t rows = 0;
  for (int page = 0; page < absl::GetFlag(FLAGS_pages); ++page) {
    const std::int64_t rows_before = RowsRead(connection);
    const absl::Time begin = absl::Now();
    items += read();
    milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
    rows += RowsRead(connection) - rows_before;
  }
  std::printf("%-44s %7.2f %7.2f %8.1f %10.1f\n", name.c_str(), Percentile(milliseconds, 50),
              Percentile(milliseconds, 99), 1.0 * items / absl::GetFlag(FLAGS_pages),
              1.0 * rows / absl::GetFlag(FLAGS_pages));
}

void MeasureWork(sql::Connection& connection, Request::View view, const std::string& agency,
                 const std::string& officer) {
  Request request;
  request.set_view(view);
  request.set_days(5);
  if (!agency.empty()) request.set_agency("agencies/" + agency);
  request.set_officer(officer);
  Measure(connection, absl::StrCat(Request::View_Name(view), " ", agency, officer), [&] {
    const auto query = processing::ParseWorkQuery(request, OpenToday()).value();
    const v1::ListWorkResponse page = processing::ReadWork(connection, query);
    request.set_page_token(page.next_page_token());
    return page.items_size();
  });
}

void MeasureHandOvers(sql::Connection& connection, v1::ListUnmatchedHandOversRequest::Side side,
                      const std::string& agency) {
  v1::ListUnmatchedHandOversRequest request;
  request.set_agency("agencies/" + agency);
  request.set_side(side);
  Measure(connection, absl::StrCat(v1::ListUnmatchedHandOversRequest::Side_Name(side), " ", agency),
          [&] {
            const auto query = processing::ParseHandOverQuery(request).value();
            const auto page = processing::ReadUnmatchedHandOvers(connection, query);
            request.set_page_token(page.next_page_token());
            return page.hand_overs_size();
          });
}

// Microseconds a dossier takes to be stored, with the indexes named.
double StoreCost(const process::MariaDb& database, const catalog::Catalog& catalog,
                 const std::vector<std::string>& dropped) {
  constexpr int kCount = 20'000;
  const sql::Settings empty = FillOpenDossiers(database, 0, catalog);
  sql::Connection connection(empty);
  for (const std::string& index : dropped) {
    connection.Execute(absl::StrCat("ALTER TABLE leg DROP KEY ", index));
  }
  const absl::Time begin = absl::Now();
  StoreOpenDossiers(connection, kCount, catalog);
  return absl::ToDoubleMicroseconds(absl::Now() - begin) / kCount;
}

void MeasureIndexes(const process::MariaDb& database, const catalog::Catalog& catalog) {
  std::vector<double> both, agency, none;
  for (int run = 0; run < 3; ++run) {
    both.push_back(StoreCost(database, catalog, {}));
    agency.push_back(StoreCost(database, catalog, {"leg_officer"}));
    none.push_back(StoreCost(database, catalog, {"leg_officer", "leg_agency"}));
  }
  std::printf("stored, µs each: %.1f without index, %.1f with leg_agency, %.1f with both\n",
              Median(none), Median(agency), Median(both));
}

void Run() {
  const auto catalog = OpenCatalog(1, worktime::StateCalendar());
  const testing::TempDir dir;
  process::MariaDb database(dir.path(),
                            {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=2G"});
  MeasureIndexes(database, *catalog);
  sql::Connection connection(FillOpenDossiers(database, absl::GetFlag(FLAGS_dossiers), *catalog));
  std::printf("%-44s %7s %7s %8s %10s\n", "", "p50 ms", "p99 ms", "items", "rows read");
  for (const Request::View view :
       {Request::VIEW_UNSPECIFIED, Request::VIEW_OVERDUE, Request::VIEW_DUE_SOON,
        Request::VIEW_WAITING, Request::VIEW_UNDATED, Request::VIEW_LATE_SOON}) {
    MeasureWork(connection, view, AgencyId(0), "");
    MeasureWork(connection, view, AgencyId(1), "");
    MeasureWork(connection, view, "", OfficerId(0, 1));
  }
  MeasureHandOvers(connection, v1::ListUnmatchedHandOversRequest::SIDE_SENT, AgencyId(0));
  MeasureHandOvers(connection, v1::ListUnmatchedHandOversRequest::SIDE_RECEIVED, AgencyId(32));
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
