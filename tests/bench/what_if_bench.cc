// How long it takes to say what a new holiday does to many open due dates, and to do it.
//
//   what_if_bench [--dossiers 1000000]   (a million takes some minutes to fill)
#include <cstdio>
#include <future>
#include <memory>
#include <stdexcept>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/clock.h"
#include "common/journal/journal.h"
#include "common/service/pending_times.h"
#include "common/sql/read_pool.h"
#include "common/testing/database.h"
#include "common/worktime/calendars_for_test.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/due_date_preview.h"
#include "services/processing/plugin.h"
#include "services/processing/recalculation_table.h"
#include "services/processing/recalculation_walk.h"
#include "tests/bench/open_dossiers.h"

ABSL_FLAG(int, dossiers, 100'000, "open dossiers of the province");

namespace motcua::bench {
namespace {

constexpr char kHoliday[] = "2024-06-20";

using CatalogPointer = std::shared_ptr<const catalog::Catalog>;

processing::v1::DueDatePreview Preview(sql::ReadPool& reads, const CatalogPointer& catalog,
                                       const worktime::Calendar& proposed) {
  std::promise<processing::v1::DueDatePreview> done;
  std::make_shared<processing::DueDatePreview>(
      reads, catalog, proposed, OpenToday(), [] { return absl::OkStatus(); },
      [&](auto sum) { done.set_value(std::move(sum).value()); })
      ->GoOn();
  return done.get_future().get();
}

void MeasurePreview(const char* name, sql::ReadPool& reads, const CatalogPointer& catalog,
                    const worktime::Calendar& proposed) {
  const absl::Time begin = absl::Now();
  const auto sum = Preview(reads, catalog, proposed);
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  std::printf("%-28s %7.2f s %10.0f legs/s  %8ld of %ld move, %ld unknown\n", name, seconds,
              sum.open_count() / seconds, sum.later_count() + sum.earlier_count(), sum.open_count(),
              sum.unknown_count());
}

void Begin(journal::Journal& journal, const CatalogPointer& catalog) {
  auto change = std::make_shared<processing::CaseChange>();
  change->catalog = catalog;
  change->event_time = absl::Now();
  change->recalculation = processing::BeginRecalculation{catalog->revision(), "nghi_dinh", "bench"};
  journal::Submission submission;
  submission.command = std::move(change);
  std::promise<absl::Status> done;
  journal.Submit(std::move(submission),
                 [&](const auto& outcome) { done.set_value(outcome.status()); });
  if (const absl::Status status = done.get_future().get(); !status.ok()) {
    throw std::runtime_error(status.ToString());
  }
}

void MeasureRecalculation(const sql::Settings& database, sql::ReadPool& reads,
                          const CatalogPointer& catalog) {
  service::PendingTimes pending(SystemClock());
  journal::Journal journal({.database = database, .counter_version = processing::kCounterVersion},
                           processing::MakePlugin());
  const absl::Time begin = absl::Now();
  Begin(journal, catalog);
  std::optional<processing::Recalculation> now;
  {
    const processing::RecalculationWalk walk(journal, reads, pending, [&] { return catalog; });
    sql::Connection connection(database);
    do {
      absl::SleepFor(absl::Milliseconds(100));
      now = processing::ReadNewestRecalculation(connection);
    } while (now->running());
  }
  journal.Stop();
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  std::printf("%-28s %7.2f s %10.0f legs moved/s, %ld moved, %ld dossiers examined at last\n",
              "recalculated", seconds, now->moved / seconds, static_cast<long>(now->moved),
              static_cast<long>(now->examined));
}

void Run() {
  const auto catalog = OpenCatalog(1, worktime::StateCalendar());
  const worktime::Calendar changed = worktime::StateCalendarWith(kHoliday, worktime::DayKind::kOff);
  const testing::TempDir dir;
  process::MariaDb server(dir.path(),
                          {"--innodb-log-file-size=1G", "--innodb-buffer-pool-size=2G"});
  const sql::Settings database = FillOpenDossiers(server, absl::GetFlag(FLAGS_dossiers), *catalog);
  sql::ReadPool reads(database);
  MeasurePreview("preview, calendar as it is", reads, catalog, *catalog->calendar());
  MeasurePreview("preview, one holiday more", reads, catalog, changed);
  const auto decreed = OpenCatalog(2, changed);
  MeasureRecalculation(database, reads, decreed);
  MeasurePreview("preview afterwards", reads, decreed, changed);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
