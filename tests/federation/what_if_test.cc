// A decree adds a holiday: what would move is shown, stated with motcuactl, and applied.
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/process/child.h"
#include "common/rpc/channel.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "tests/federation/desk.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

using processing::v1::Recalculation;
using Stub = processing::v1::ProcessingService::Stub;

// The answer of a method, asked again until the dossier is known there.
template <typename Request, typename Response>
Response Ask(Stub& stub,
             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
             const Request& request) {
  Response response;
  Persist(false, [&](grpc::ClientContext* context) {
    return (stub.*method)(context, request, &response);
  });
  return response;
}

Day DueDay(Stub& stub, const std::string& dossier) {
  processing::v1::GetCaseRequest request;
  request.set_name(dossier);
  return *ParseDay(Ask(stub, &Stub::GetCase, request).legs(0).due_date());
}

std::string CalendarWith(Day holiday, const std::string& folder) {
  const std::string file = folder + "/decree.tsv";
  const std::string date = FormatDay(holiday);
  std::ofstream(file) << "date\tkind\treason_vi\tsource\n"
                      << date.substr(0, 4) << "\tyear\tLịch làm việc\ttest\n"
                      << date << "\toff\tNgày nghỉ mới\ttest\n";
  return file;
}

TEST(WhatIfTest, ADecreeAddsAHoliday) {
  const motcua::testing::TempDir dir;
  const std::string bin = std::filesystem::canonical("/proc/self/exe").parent_path();
  local::Federation federation(
      {.var = dir.path(), .bin = bin, .source = std::filesystem::current_path()});
  LoadCatalog(federation);
  const std::string dossier = "dossiers/" + Desk(federation).Receive("what-if", false);
  Stub officer(federation.Dial("processing", "officer"));
  Stub admin(federation.Dial("processing", "admin"));
  const Day due = DueDay(officer, dossier);

  processing::v1::PreviewDueDatesRequest proposal;
  proposal.add_days()->set_date(FormatDay(due));
  EXPECT_EQ(Ask(officer, &Stub::PreviewDueDates, proposal).later_count(), 1);
  EXPECT_EQ(DueDay(officer, dossier), due);

  process::Child calendar(
      {bin + "/motcuactl", "--federation=" + dir.path(), "calendar", CalendarWith(due, dir.path())},
      dir.path() + "/calendar.log");
  ASSERT_EQ(calendar.Wait(absl::Seconds(60)), 0);
  processing::v1::RecalculateDueDatesRequest order;
  order.set_reason_code("nghi_dinh");
  processing::v1::DueDatePreview preview;
  for (int tries = 0; preview.later_count() == 0 && tries < 1000; ++tries) {
    preview = Ask(officer, &Stub::PreviewDueDates, processing::v1::PreviewDueDatesRequest());
  }
  ASSERT_EQ(preview.later_count(), 1);
  order.set_catalog_revision(preview.catalog_revision());
  Recalculation recalculation = Ask(admin, &Stub::RecalculateDueDates, order);
  processing::v1::GetRecalculationRequest get;
  get.set_name(recalculation.name());
  const absl::Time end = absl::Now() + absl::Minutes(1);
  while (recalculation.state() == Recalculation::STATE_RUNNING && absl::Now() < end) {
    recalculation = Ask(officer, &Stub::GetRecalculation, get);
  }
  EXPECT_EQ(recalculation.state(), Recalculation::STATE_DONE);
  EXPECT_EQ(recalculation.moved_count(), 1);
  EXPECT_GT(DueDay(officer, dossier), due);
}

}  // namespace
}  // namespace motcua::federation
