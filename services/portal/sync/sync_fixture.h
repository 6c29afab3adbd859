// A portal that follows intakes which tell what tests want.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_SYNC_FIXTURE_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_SYNC_FIXTURE_H_

#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/feed/server.h"
#include "common/rpc/serve.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/portal/plugin.h"
#include "services/portal/sync/cells.h"
#include "services/portal/sync/following.h"
#include "services/portal/sync/service.h"

namespace motcua::portal::sync {

// Bounded waiting for threads that have no other way to tell.
template <typename Condition>
bool Eventually(Condition holds) {
  const absl::Time deadline = absl::Now() + absl::Minutes(2);
  while (!holds()) {
    if (absl::Now() > deadline) return false;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return true;
}

// A province's intake as its feed shows it.
class FakeIntake {
 public:
  using Told = std::vector<journal::Event>;

  explicit FakeIntake(const sql::Settings& database)
      : journal_({.database = database}, Plugin()),
        feed_(feed::MakeChangeFeedService(database, journal_, [] { return absl::Now(); })),
        server_(rpc::ServeOptions(), {feed_.get()}) {}

  static sql::Settings Fresh() {
    const sql::Settings database = testing::FreshDatabase();
    sql::Migrate(database, {journal::kSchema});
    return database;
  }

  std::shared_ptr<grpc::Channel> channel() { return server_.InProcessChannel(); }
  std::int64_t head() const { return journal_.durable().sequence; }

  // The next event of a dossier, a command of its own; numbers go on by themselves.
  void Tell(const std::string& code, int status) {
    auto told = std::make_shared<Told>(1, Next(code, status));
    journal::Submission submission;
    submission.command = told;
    submission.organisation = "quang-tri";
    std::promise<bool> done;
    journal_.Submit(std::move(submission),
                    [&](const auto& receipt) { done.set_value(receipt.ok()); });
    EXPECT_TRUE(done.get_future().get());
  }

 private:
  journal::Event Next(const std::string& code, int status) {
    intake::v1::DossierEvent event;
    event.set_number(++numbers_[code]);
    event.set_status(static_cast<type::v1::DossierStatus>(status));
    if (event.number() > 1) {
      event.mutable_status_changed();
    } else if (status == 1) {
      event.mutable_filed()->set_agency("so-tu-phap");
      event.mutable_filed()->set_procedure("ly-lich");
      event.mutable_filed()->set_channel(type::v1::CHANNEL_ONLINE);
    } else {
      event.mutable_received()->set_agency("so-tu-phap");
      event.mutable_received()->set_procedure("ly-lich");
      event.mutable_received()->set_channel(type::v1::CHANNEL_IN_PERSON);
      event.mutable_received()->set_applicant_hash("hash");
    }
    return {code, event.GetDescriptor()->full_name(), event.SerializeAsString(), absl::Now()};
  }

  static journal::Plugin Plugin() {
    return journal::MakePlugin<Told, int>(
        [](sql::Connection&, const std::vector<Told*>&) { return 0; },
        [](int&, Told& told) -> absl::StatusOr<journal::Decided> {
          return journal::Decided{"told", told};
        },
        [](sql::Connection&, int&, std::int64_t) {}, [] {});
  }

  std::map<std::string, std::int64_t> numbers_;
  journal::Journal journal_;
  std::unique_ptr<grpc::Service> feed_;
  rpc::Server server_;
};

inline sql::Settings FreshPortal() {
  const sql::Settings database = testing::FreshDatabase();
  sql::Migrate(database, {journal::kSchema, kSchema});
  return database;
}

// One run of the portal's statuses; gone and made again it is a restart.
class Portal {
 public:
  Portal(const sql::Settings& database, Following::Channels intakes, MeetFaults meet = {},
         const rpc::ServeOptions& serve = {})
      : database_(database),
        journal_({.database = database}, MakePlugin()),
        reads_(database),
        following_(std::move(intakes), database, journal_, std::move(meet)),
        service_({journal_, reads_}, following_,
                 {{"quang-tri", "ninh-binh"}, {{"quang-tri", "H50"}}, SystemClock()}),
        synced_(MakeSyncedResultsService({"ninh-binh", "quang-tri"},
                                         [this](const std::string& id) { return Source(id); })),
        server_(serve, {&service_, synced_.get()}),
        stub_(v1::SyncService::NewStub(server_.InProcessChannel())) {}
  ~Portal() { server_.Shutdown(); }

  v1::SyncService::Stub& stub() { return *stub_; }
  int port() const { return server_.port(); }
  const Following& following() const { return following_; }

  v1::SyncReport Report(int page_size = 0, const std::string& token = "") {
    v1::GetSyncReportRequest request;
    request.set_name("provinces/quang-tri");
    request.set_page_size(page_size);
    request.set_page_token(token);
    v1::SyncReport report;
    grpc::ClientContext context;
    const grpc::Status status = stub_->GetSyncReport(&context, request, &report);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return report;
  }
  grpc::Status Replay() {
    v1::ReplayStatusesRequest request;
    request.set_name("provinces/quang-tri");
    v1::SyncState state;
    grpc::ClientContext context;
    return stub_->ReplayStatuses(&context, request, &state);
  }
  grpc::Status Rejoin(const std::string& request_id = "") {
    v1::RejoinRequest request;
    request.set_request_id(request_id);
    request.set_name("provinces/quang-tri");
    v1::SyncState state;
    grpc::ClientContext context;
    return stub_->Rejoin(&context, request, &state);
  }
  bool AwaitSequence(std::int64_t sequence) {
    return Eventually([&] { return Report().state().sequence() == sequence; });
  }
  bool AwaitReplay() {
    return Eventually([&] { return Report().state().state() == v1::SyncState::STATE_FOLLOWING; });
  }
  // The source `portal` of a province.
  statistics::CellSource Source(const std::string& id = "quang-tri") {
    return SyncedCells(id, database_, journal_,
                       [this, id] { return following_.CompleteUntil(id); });
  }
  // What it publishes after a cursor, or everything. Tried again where the disk is slow.
  statistics::Batch Cells(const std::optional<statistics::CellCursor>& after = std::nullopt) {
    const statistics::CellSource source = Source();
    std::optional<statistics::Batch> batch;
    EXPECT_TRUE(Eventually([&] {
      batch = source.next(after, {}).value();
      return batch.has_value();
    }));
    return batch.value();
  }
  statistics::v1::ListContributorsResponse Contributors(const statistics::v1::Leaf& leaf, int size,
                                                        const std::string& after) {
    return Source().contributors(leaf, size, after).value();
  }

 private:
  const sql::Settings database_;
  journal::Journal journal_;
  sql::ReadPool reads_;
  Following following_;
  SyncService service_;
  std::unique_ptr<grpc::Service> synced_;
  rpc::Server server_;
  std::unique_ptr<v1::SyncService::Stub> stub_;
};

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_SYNC_FIXTURE_H_
