// What was said stays said: a month is closed, a dossier of it is finished late, two agencies are
// merged, the month is stated again; each difference bears its cause, and so does what is carried
// over. A new key of the province signs on.
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "common/process/child.h"
#include "common/rpc/channel.h"
#include "common/rpc/request.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/said.grpc.pb.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "tests/federation/desk.h"
#include "tests/federation/figures.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

namespace agg = aggregator::v1;

constexpr char kTable[] = "open_stock";

struct Month {
  absl::CivilMonth month;

  std::string first() const { return absl::StrCat(absl::FormatCivilTime(month), "-01"); }
  std::string last() const { return absl::FormatCivilTime(absl::CivilDay(month + 1) - 1); }
  // Some time on a day of it.
  absl::Time On(int day) const { return StartOfDay(*ParseDay(first()) + day - 1) + absl::Hours(9); }
};

Month LastMonth() {
  return {absl::CivilMonth(absl::ToCivilDay(absl::Now(), absl::FixedTimeZone(7 * 3600))) - 1};
}

void Fill(const Month& month, type::v1::Period* period) {
  period->set_first_day(month.first());
  period->set_last_day(month.last());
}

class ClosingLiveTest : public ::testing::Test {
 protected:
  ClosingLiveTest() { LoadCatalog(federation_); }

  template <typename Stub, typename Request, typename Response>
  static Response Ask(Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      const Request& request) {
    Response response;
    Persist(false, [&](grpc::ClientContext* context) {
      return (stub.*method)(context, request, &response);
    });
    return response;
  }

  // Name of a dossier received at an agency on a day of the month.
  std::string Receive(const std::string& agency, int day) {
    intake::v1::ReceiveDossierRequest request;
    request.set_request_id(absl::StrCat(agency, "-", day));
    request.mutable_dossier()->set_agency("agencies/" + agency);
    request.mutable_dossier()->set_procedure("procedures/1");
    request.mutable_dossier()->set_channel(type::v1::CHANNEL_ONLINE);
    request.mutable_dossier()->mutable_applicant()->set_full_name("Nguyễn Thị B");
    *request.mutable_import()->mutable_receive_time() = rpc::ToTimestamp(month_.On(day));
    return Ask(intake_, &intake::v1::IntakeService::Stub::ReceiveDossier, request).name();
  }
  void Finish(const std::string& dossier, int day) {
    processing::v1::FinishCaseRequest request;
    request.set_request_id("finish-" + dossier);
    request.set_name(dossier);
    *request.mutable_event_time() = rpc::ToTimestamp(month_.On(day));
    Ask(processing_, &processing::v1::ProcessingService::Stub::FinishCase, request);
  }
  // so-1 ended in the month; so-0 goes on for it.
  void Merge() {
    catalog::v1::CatalogService::Stub stub(federation_.Dial("intake", "importer"));
    catalog::v1::UpdateCatalogRequest request;
    auto* agency = request.add_agencies();
    agency->set_name("agencies/so-1");
    agency->set_display_name_vi("Sở 1");
    agency->set_level(catalog::v1::Agency::LEVEL_DEPARTMENT);
    agency->set_list_order(1);
    agency->set_code("H50.01");
    agency->set_successor("agencies/so-0");
    agency->set_valid_to(FormatDay(*ParseDay(month_.first()) + 14));
    Ask(stub, &catalog::v1::CatalogService::Stub::UpdateCatalog, request);
  }

  agg::Snapshot Close(const std::string& reason) {
    EXPECT_TRUE(AwaitComplete(federation_, absl::Minutes(1)));
    agg::ClosePeriodRequest request;
    request.set_request_id(absl::StrCat("close-", reason.size()));
    Fill(month_, request.mutable_period());
    request.set_reason_vi(reason);
    return Ask(snapshots_, &agg::SnapshotService::Stub::ClosePeriod, request);
  }
  agg::GetSnapshotResponse Get(const std::string& name) {
    agg::GetSnapshotRequest request;
    request.set_name(name);
    return Ask(snapshots_, &agg::SnapshotService::Stub::GetSnapshot, request);
  }
  agg::SnapshotComparison Compare(const std::string& name, const std::string& against = "") {
    agg::CompareSnapshotRequest request;
    request.set_name(name);
    request.set_definition(kTable);
    request.set_against(against);
    return Ask(said_, &agg::SaidService::Stub::CompareSnapshot, request);
  }
  agg::CarryOver CarryOver() {
    agg::GetCarryOverRequest request;
    Fill({month_.month + 1}, request.mutable_period());
    return Ask(said_, &agg::SaidService::Stub::GetCarryOver, request);
  }
  // Restarts the aggregator with another key than the one that signed so far.
  void ChangeKey() {
    const std::string file = dir_.path() + "/new.key";
    process::Child openssl({"openssl", "genpkey", "-algorithm", "ed25519", "-out", file}, "");
    ASSERT_EQ(openssl.Wait(absl::Minutes(1)), 0);
    federation_.Kill("aggregator");
    federation_.Start("aggregator", {"--signing_key=" + file,
                                     "--former_keys=" + dir_.path() + "/certs/signing.pub"});
    federation_.AwaitHealthy("aggregator");
  }
  int Run(const std::vector<std::string>& words) {
    std::vector<std::string> command = {bin_ + "/motcuactl", "--federation=" + dir_.path()};
    command.insert(command.end(), words.begin(), words.end());
    process::Child child(command, dir_.path() + "/motcuactl.log");
    return child.Wait(absl::Minutes(1));
  }

  const motcua::testing::TempDir dir_;
  const std::string bin_ = std::filesystem::canonical("/proc/self/exe").parent_path();
  const Month month_ = LastMonth();
  local::Federation federation_{{.var = dir_.path(), .bin = bin_}};
  intake::v1::IntakeService::Stub intake_{federation_.Dial("intake", "importer")};
  processing::v1::ProcessingService::Stub processing_{federation_.Dial("processing", "importer")};
  agg::SnapshotService::Stub snapshots_{federation_.Dial("aggregator", "admin")};
  agg::SaidService::Stub said_{federation_.Dial("aggregator", "analyst")};
};

agg::CellComparison CellAt(const agg::SnapshotComparison& comparison, const std::string& row,
                           const std::string& column) {
  const agg::TableComparison& table = comparison.tables(0);
  for (const agg::RowComparison& one : table.rows()) {
    for (int i = 0; i < one.cells_size(); ++i) {
      if (one.id() == row && table.columns(i) == column) return one.cells(i);
    }
  }
  ADD_FAILURE() << row << " " << column << " is not there";
  return {};
}

TEST_F(ClosingLiveTest, WhatWasSaidStaysAndEachDifferenceBearsItsCause) {
  Receive("so-0", 2);
  Receive("so-1", 3);
  const std::string late = Receive("so-1", 4);
  Finish(Receive("so-0", 5), 7);
  const agg::Snapshot first = Close("");
  EXPECT_FALSE(first.provisional());
  EXPECT_EQ(Compare(first.name()).difference().ByteSizeLong(), 0u);
  const agg::GetSnapshotResponse said = Get(first.name());

  Finish(late, 9);
  ASSERT_TRUE(AwaitComplete(federation_, absl::Minutes(1)));
  EXPECT_EQ(Get(first.name()).SerializeAsString(), said.SerializeAsString());
  agg::SnapshotComparison comparison = Compare(first.name());
  const agg::CellComparison overdue = CellAt(comparison, "so-1", "overdue");
  EXPECT_EQ(overdue.said().numerator(), 2);
  EXPECT_EQ(overdue.known().numerator(), 1);
  EXPECT_EQ(overdue.numerator().restatement(), -1);
  EXPECT_EQ(CellAt(comparison, "total", "finished").numerator().restatement(), 1);
  EXPECT_EQ(comparison.difference().unexplained_count(), 0);
  agg::CarryOver carried = CarryOver();
  EXPECT_EQ(carried.previous(), first.name());
  EXPECT_EQ(carried.published_in(), kTable);
  EXPECT_EQ(carried.total().published(), 3);
  EXPECT_EQ(carried.total().carried_over(), 2);
  EXPECT_EQ(carried.total().difference().restatement(), -1);
  EXPECT_EQ(carried.findings_size(), 0);

  Merge();
  const absl::Time end = absl::Now() + absl::Minutes(1);
  while (comparison.difference().reorganised_agencies().empty() && absl::Now() < end) {
    comparison = Compare(first.name());
  }
  EXPECT_EQ(CellAt(comparison, "so-0", "overdue").numerator().reorganisation(), 1);
  EXPECT_EQ(CellAt(comparison, "so-0", "overdue").numerator().restatement(), 0);
  EXPECT_EQ(CellAt(comparison, "so-1", "overdue").numerator().reorganisation(), -1);
  EXPECT_EQ(CellAt(comparison, "total", "overdue").numerator().reorganisation(), 0);
  EXPECT_EQ(comparison.difference().unexplained_count(), 0);
  EXPECT_EQ(Run({"then-now", first.name()}), 0);

  const agg::Snapshot second = Close("Hồ sơ được giải quyết nhưng cập nhật chậm");
  EXPECT_EQ(second.supersedes(), first.name());
  EXPECT_EQ(second.difference().unexplained_count(), 0);
  EXPECT_GT(second.difference().restated_size(), 0);
  EXPECT_EQ(second.difference().reorganised_agencies_size(), 1);
  EXPECT_EQ(Compare(second.name()).difference().ByteSizeLong(), 0u);
  EXPECT_EQ(Compare(first.name(), second.name()).tables(0).SerializeAsString(),
            comparison.tables(0).SerializeAsString());
  EXPECT_EQ(Get(first.name()).SerializeAsString(), said.SerializeAsString());
  carried = CarryOver();
  EXPECT_EQ(carried.previous(), second.name());
  EXPECT_EQ(carried.total().published(), carried.total().carried_over());
  EXPECT_EQ(Run({"carry-over", Month{month_.month + 1}.first(), Month{month_.month + 1}.last()}),
            0);

  ChangeKey();
  EXPECT_EQ(Get(first.name()).SerializeAsString(), said.SerializeAsString());
  const agg::Snapshot third = Close("Chốt lại bằng khóa mới");
  EXPECT_EQ(third.supersedes(), second.name());
  EXPECT_NE(third.signature().key_id(), second.signature().key_id());
  EXPECT_EQ(Run({"verify", "aggregator"}), 0);
}

}  // namespace
}  // namespace motcua::federation
