// Statuses of dossiers from a counter to the national portal and back: what the portal holds of
// them, what it loses on request, and how that is shown and repaired.
#include <filesystem>
#include <random>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "motcua/portal/v1/sync.grpc.pb.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

constexpr int kKills = 20;
constexpr absl::Duration kPatience = absl::Minutes(2);

using processing::v1::Case;
using processing::v1::ProcessingService;

class PortalSyncTest : public ::testing::Test {
 protected:
  PortalSyncTest() { LoadCatalog(federation_); }

  portal::v1::SyncReport Report() {
    portal::v1::GetSyncReportRequest request;
    request.set_name("provinces/quang-tri");
    portal::v1::SyncReport report;
    Persist(false, [&](grpc::ClientContext* context) {
      return sync_.GetSyncReport(context, request, &report);
    });
    return report;
  }
  void Replay() {
    portal::v1::ReplayStatusesRequest request;
    request.set_name("provinces/quang-tri");
    Persist(false, [&](grpc::ClientContext* context) {
      portal::v1::SyncState state;
      return sync_.ReplayStatuses(context, request, &state);
    });
  }
  void SetFaults(int refuse, int duplicate, int forget, std::int64_t seed) {
    portal::v1::SetFaultsRequest request;
    request.mutable_faults()->set_province("provinces/quang-tri");
    request.mutable_faults()->set_refuse_per_mille(refuse);
    request.mutable_faults()->set_duplicate_per_mille(duplicate);
    request.mutable_faults()->set_forget_per_mille(forget);
    request.mutable_faults()->set_seed(seed);
    Persist(false, [&](grpc::ClientContext* context) {
      portal::v1::Faults set;
      return portal_.SetFaults(context, request, &set);
    });
  }
  // Until everything that happened before now was heard, or lost.
  bool AwaitWhole() {
    const absl::Time now = absl::Now();
    const absl::Time end = now + kPatience;
    while (absl::Now() < end) {
      const portal::v1::SyncState state = Report().state();
      if (state.state() == portal::v1::SyncState::STATE_FOLLOWING && state.has_complete_until() &&
          absl::FromUnixSeconds(state.complete_until().seconds()) > now) {
        return true;
      }
      absl::SleepFor(absl::Milliseconds(100));
    }
    return false;
  }

  // A call of processing about a dossier, tried until processing knows it.
  template <typename Request>
  void Do(grpc::Status (ProcessingService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Case*),
          Request request, const std::string& code) {
    request.set_name("dossiers/" + code);
    Persist(false, [&](grpc::ClientContext* context) {
      Case done;
      return (processing_.*method)(context, request, &done);
    });
  }
  // Filed online, received, stood for a supplement, finished, handed over: 1 2 4 5 4 9 10.
  std::string LiveThrough() {
    intake::v1::FileDossierRequest file;
    file.mutable_dossier()->set_agency("agencies/so-0");
    file.mutable_dossier()->set_procedure("procedures/0");
    file.mutable_dossier()->set_channel(type::v1::CHANNEL_ONLINE);
    file.mutable_dossier()->mutable_applicant()->set_full_name("Nguyễn Thị B");
    intake::v1::Dossier dossier;
    Persist(false, [&](grpc::ClientContext* context) {
      return intake_.FileDossier(context, file, &dossier);
    });
    intake::v1::AcceptDossierRequest accept;
    accept.set_name(dossier.name());
    Persist(false, [&](grpc::ClientContext* context) {
      return intake_.AcceptDossier(context, accept, &dossier);
    });
    const std::string code = dossier.name().substr(dossier.name().find('/') + 1);
    processing::v1::AssignLegRequest assign;
    assign.set_officer("nga");
    Do(&ProcessingService::Stub::AssignLeg, assign, code);
    processing::v1::PauseCaseRequest pause;
    pause.set_kind(processing::v1::PAUSE_KIND_SUPPLEMENT);
    pause.set_reason_code("thieu_giay_to");
    Do(&ProcessingService::Stub::PauseCase, pause, code);
    Do(&ProcessingService::Stub::ResumeCase, processing::v1::ResumeCaseRequest(), code);
    Do(&ProcessingService::Stub::FinishCase, processing::v1::FinishCaseRequest(), code);
    Do(&ProcessingService::Stub::HandOverResult, processing::v1::HandOverResultRequest(), code);
    return code;
  }
  // Resolved and fully synchronised today, as the province's own table says.
  std::pair<std::int64_t, std::int64_t> Table() {
    aggregator::v1::GetTableRequest request;
    request.set_definition("synced_results");
    request.mutable_period()->set_first_day(FormatDay(LocalDay(absl::Now()) - 1));
    request.mutable_period()->set_last_day(FormatDay(LocalDay(absl::Now())));
    aggregator::v1::Table table;
    Persist(false, [&](grpc::ClientContext* context) {
      return reports_.GetTable(context, request, &table);
    });
    return {table.total().cells(0).numerator(), table.total().cells(1).numerator()};
  }
  bool AwaitTable(std::int64_t resolved, std::int64_t synced) {
    const absl::Time end = absl::Now() + kPatience;
    while (absl::Now() < end) {
      if (Table() == std::pair(resolved, synced)) return true;
      absl::SleepFor(absl::Milliseconds(50));
    }
    ADD_FAILURE() << "resolved " << Table().first << ", synced " << Table().second;
    return false;
  }
  // The statuses the portal holds of a dossier, in order.
  std::vector<int> Held(const std::string& code) {
    sql::Connection connection(SettingsOf(federation_, "portal"));
    sql::Rows rows = connection.Query(
        "SELECT status FROM synced_status WHERE code = ? ORDER BY sequence", {code});
    std::vector<int> statuses;
    while (rows.Next()) statuses.push_back(static_cast<int>(rows.Int(1)));
    return statuses;
  }

  const motcua::testing::TempDir dir_;
  local::Federation federation_{
      {.var = dir_.path(), .bin = std::filesystem::canonical("/proc/self/exe").parent_path()}};
  portal::v1::PortalService::Stub portal_{federation_.Dial("portal", "admin")};
  portal::v1::SyncService::Stub sync_{federation_.Dial("portal", "admin")};
  intake::v1::IntakeService::Stub intake_{federation_.Dial("intake", "officer")};
  ProcessingService::Stub processing_{federation_.Dial("processing", "officer")};
  aggregator::v1::ReportService::Stub reports_{federation_.Dial("aggregator", "analyst")};
};

TEST_F(PortalSyncTest, EveryStatusArrivesAndComesBackAsACounter) {
  const std::string code = LiveThrough();
  ASSERT_TRUE(AwaitWhole());
  EXPECT_EQ(Held(code), (std::vector<int>{1, 2, 4, 5, 4, 9, 10}));
  EXPECT_EQ(Report().totals().fully_synced(), 1);
  EXPECT_TRUE(AwaitTable(1, 1));

  SetFaults(0, 0, 1000, 1);
  const std::string lost = LiveThrough();
  ASSERT_TRUE(AwaitWhole());
  EXPECT_EQ(Held(lost), std::vector<int>());
  SetFaults(0, 0, 0, 1);
  processing::v1::ReopenCaseRequest reopen;
  reopen.set_reason_code("khieu_nai");
  Do(&ProcessingService::Stub::ReopenCase, reopen, lost);
  Do(&ProcessingService::Stub::FinishCase, processing::v1::FinishCaseRequest(), lost);
  ASSERT_TRUE(AwaitWhole());
  EXPECT_EQ(Held(lost), (std::vector<int>{4, 9}));
  const portal::v1::SyncReport report = Report();
  EXPECT_EQ(report.totals().with_gaps(), 1);
  ASSERT_EQ(report.gaps_size(), 1);
  EXPECT_EQ(report.gaps(0).dossier(), "dossiers/" + lost);
  EXPECT_EQ(report.gaps(0).gaps(0).missing_events(), 7);
  EXPECT_TRUE(AwaitTable(2, 1));

  Replay();
  ASSERT_TRUE(AwaitWhole());
  EXPECT_EQ(Held(lost), (std::vector<int>{1, 2, 4, 5, 4, 9, 10, 4, 9}));
  EXPECT_EQ(Report().totals().with_gaps(), 0);
  EXPECT_TRUE(AwaitTable(2, 2));
}

TEST_F(PortalSyncTest, AfterKillsAndFaultsNothingIsCountedTwiceAndAReplayMissesNothing) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  SetFaults(50, 200, 200, seed);
  Office office(federation_);
  for (int i = 0; i < kKills; ++i) {
    const int until = office.acknowledged() + static_cast<int>(random() % 40);
    const absl::Time end = absl::Now() + kPatience;
    while (office.acknowledged() < until && absl::Now() < end) std::this_thread::yield();
    federation_.Kill("portal");
    federation_.Start("portal");
  }
  office.Close();
  federation_.AwaitHealthy("portal");
  ASSERT_TRUE(AwaitWhole());
  EXPECT_LT(Report().totals().fully_synced(), static_cast<std::int64_t>(office.finished().size()));

  SetFaults(0, 0, 0, seed);
  Replay();
  ASSERT_TRUE(AwaitWhole());
  const portal::v1::SyncTotals totals = Report().totals();
  const auto finished = static_cast<std::int64_t>(office.finished().size());
  EXPECT_EQ(totals.dossiers(), static_cast<std::int64_t>(office.received().size()));
  EXPECT_EQ(totals.finished(), finished);
  EXPECT_EQ(totals.fully_synced(), finished);
  EXPECT_EQ(totals.with_gaps(), 0);
  for (const std::string& code : office.finished()) {
    EXPECT_EQ(Held(code), (std::vector<int>{2, 9})) << code;
  }
  EXPECT_TRUE(AwaitTable(finished, finished));
}

}  // namespace
}  // namespace motcua::federation
