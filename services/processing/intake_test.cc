#include "services/processing/intake.h"

#include <condition_variable>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "common/catalog/convert.h"
#include "common/feed/server.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

constexpr char kCode[] = "H50.01-220401-0001";

// Sends one catalogue when it is there, then waits for the end of the call.
class FakeCatalog final : public catalog::v1::CatalogService::Service {
 public:
  void Publish(const catalog::Catalog& catalog) {
    const std::lock_guard lock(mutex_);
    response_.emplace();
    *response_->mutable_part() = catalog::ToProto(catalog);
    response_->set_end_of_revision(true);
    changed_.notify_all();
  }

  grpc::Status WatchCatalog(
      grpc::ServerContext* context, const catalog::v1::WatchCatalogRequest* request,
      grpc::ServerWriter<catalog::v1::WatchCatalogResponse>* writer) override {
    std::unique_lock lock(mutex_);
    const auto wait = [&](auto done) {
      while (!context->IsCancelled() && !done()) {
        changed_.wait_for(lock, std::chrono::milliseconds(5));
      }
    };
    wait([&] { return response_.has_value(); });
    if (response_.has_value() && request->after_revision() == 0) writer->Write(*response_);
    wait([] { return false; });
    return grpc::Status::CANCELLED;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<catalog::v1::WatchCatalogResponse> response_;
};

// A journal with intake's events, served as intake serves its own.
class FakeIntake {
 public:
  using Events = std::vector<journal::Event>;

  FakeIntake()
      : database_(MigratedDatabase()),
        journal_({.database = database_}, RawPlugin()),
        feed_(
            feed::MakeChangeFeedService(database_, journal_, [] { return At("2022-04-04", 12); })),
        server_({}, {&catalog, feed_.get()}) {}
  ~FakeIntake() { server_.Shutdown(); }

  FakeCatalog catalog;

  std::shared_ptr<grpc::Channel> Channel() { return server_.InProcessChannel(); }

  // One command of intake; the sequence of its last event.
  std::int64_t Publish(Events events) { return Send(std::move(events)).get(); }
  std::future<std::int64_t> Send(Events events) {
    journal::Submission submission;
    submission.command = std::make_shared<Events>(std::move(events));
    submission.organisation = "quang-tri";
    const auto done = std::make_shared<std::promise<std::int64_t>>();
    journal_.Submit(std::move(submission),
                    [done](auto receipt) { done->set_value(receipt.value().sequence); });
    return done->get_future();
  }

 private:
  static sql::Settings MigratedDatabase() {
    const sql::Settings database = testing::FreshDatabase();
    sql::Migrate(database, {journal::kSchema});
    return database;
  }
  static journal::Plugin RawPlugin() {
    return journal::MakePlugin<Events, int>(
        [](sql::Connection&, const std::vector<Events*>&) { return 0; },
        [](int&, Events& events) -> absl::StatusOr<journal::Decided> {
          return journal::Decided{"raw", events};
        },
        [](sql::Connection&, int&, std::int64_t) {}, [] {});
  }

  const sql::Settings database_;
  journal::Journal journal_;
  std::unique_ptr<grpc::Service> feed_;
  rpc::Server server_;
};

journal::Event EventOf(const std::string& code, const intake::v1::DossierEvent& event,
                       absl::Time time) {
  return {code, event.GetDescriptor()->full_name(), event.SerializeAsString(), time};
}

journal::Event Filed(const std::string& code) {
  intake::v1::DossierEvent event;
  event.mutable_filed()->set_agency("so-xay-dung");
  return EventOf(code, event, At("2022-04-01", 7));
}

journal::Event Received(const std::string& code) {
  intake::v1::DossierEvent event;
  intake::v1::Received& received = *event.mutable_received();
  received.set_agency("so-xay-dung");
  received.set_procedure("cap-phep");
  received.set_procedure_version(1);
  received.set_field("xay-dung");
  received.set_channel(type::v1::CHANNEL_POST);
  received.set_due_day(D("2022-04-15"));
  received.set_catalog_revision(1);
  return EventOf(code, event, At("2022-04-01", 8));
}

journal::Event WithdrawalRequested(const std::string& code) {
  intake::v1::DossierEvent event;
  event.mutable_withdrawal_requested()->set_reason_code("doi_y");
  return EventOf(code, event, At("2022-04-02", 8));
}

class IntakeTest : public ProcessingTest {
 protected:
  void Follow() {
    intake_ = std::make_unique<Intake>(source_.Channel(), source_.Channel(), instance_->journal,
                                       instance_->pending);
  }
  void TearDown() override {
    intake_.reset();
    ProcessingTest::TearDown();
  }

  // Until what intake published is applied here.
  void WaitFor(std::int64_t sequence) {
    std::mutex mutex;
    std::condition_variable moved;
    const auto handle = instance_->journal.OnDurable([&] {
      const std::lock_guard lock(mutex);
      moved.notify_all();
    });
    std::unique_lock lock(mutex);
    const auto applied = [&] {
      return instance_->journal.FollowedCursor("intake").sequence >= sequence;
    };
    for (int i = 0; i < 1000 && !applied(); ++i) {
      moved.wait_for(lock, std::chrono::milliseconds(10));
    }
    EXPECT_TRUE(applied());
  }
  std::vector<std::string> Conflicts() {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query("SELECT reason FROM conflict ORDER BY sequence");
    std::vector<std::string> reasons;
    while (rows.Next()) reasons.push_back(rows.Text(1));
    return reasons;
  }

  FakeIntake source_;
  std::unique_ptr<Intake> intake_;
};

TEST_F(IntakeTest, AReceiptOpensACase) {
  source_.catalog.Publish(*SmallCatalog());
  Follow();
  WaitFor(source_.Publish({Filed(kCode), Received(kCode)}));
  const v1::Case dossier = Get(kCode);
  EXPECT_EQ(dossier.procedure(), "procedures/cap-phep");
  EXPECT_EQ(dossier.legs(0).agency(), "agencies/so-xay-dung");
  EXPECT_EQ(dossier.legs(0).channel(), type::v1::CHANNEL_POST);
  EXPECT_EQ(dossier.legs(0).due_date(), "2022-04-15");
  EXPECT_EQ(dossier.legs(0).receive_time().seconds(), absl::ToUnixSeconds(At("2022-04-01", 8)));
  ASSERT_EQ(EventsOf(kCode).size(), 1);
  EXPECT_TRUE(EventsOf(kCode)[0].has_opened());
}

TEST_F(IntakeTest, AWithdrawalRequestIsAnswered) {
  source_.catalog.Publish(*SmallCatalog());
  Follow();
  source_.Publish({Received(kCode)});
  WaitFor(source_.Publish({WithdrawalRequested(kCode)}));
  EXPECT_EQ(Get(kCode).status(), type::v1::DOSSIER_STATUS_WITHDRAWN);
  EXPECT_EQ(EventsOf(kCode)[1].withdrawal_noted().cause_sequence(), 2);
}

TEST_F(IntakeTest, OtherEventsOnlyMoveTheCursor) {
  source_.catalog.Publish(*SmallCatalog());
  Follow();
  WaitFor(source_.Publish({Filed(kCode)}));
  EXPECT_EQ(instance_->journal.durable().sequence, 0);
  EXPECT_TRUE(Conflicts().empty());
}

TEST_F(IntakeTest, AnImpossibleEventBecomesAConflict) {
  source_.catalog.Publish(*SmallCatalog());
  Follow();
  source_.Publish({WithdrawalRequested("H50.01-220401-0002")});
  source_.Publish({Received(kCode)});
  source_.Publish({Received(kCode)});
  journal::Event unreadable = Received("H50.01-220401-0003");
  unreadable.payload = "\xff\xff";
  source_.Publish({unreadable});
  journal::Event no_channel = Received("H50.01-220401-0004");
  intake::v1::DossierEvent event;
  event.mutable_received()->set_agency("so-xay-dung");
  no_channel.payload = event.SerializeAsString();
  WaitFor(source_.Publish({no_channel}));
  EXPECT_EQ(Conflicts(),
            (std::vector<std::string>{"CONFLICT_CASE_UNKNOWN", "CONFLICT_CASE_EXISTS",
                                      "CONFLICT_EVENT_UNREADABLE", "CONFLICT_EVENT_UNREADABLE"}));
  EXPECT_EQ(EventsOf(kCode).size(), 1);
}

TEST_F(IntakeTest, DossiersWaitForTheCatalogue) {
  const std::int64_t sequence = source_.Publish({Received(kCode)});
  Follow();
  EXPECT_EQ(intake_->catalog(), nullptr);
  EXPECT_EQ(intake_->complete_until(), absl::InfinitePast());
  EXPECT_EQ(instance_->journal.FollowedCursor("intake").sequence, 0);
  source_.catalog.Publish(*SmallCatalog());
  WaitFor(sequence);
  EXPECT_EQ(intake_->catalog()->revision(), 1);
  EXPECT_EQ(Get(kCode).status(), type::v1::DOSSIER_STATUS_RECEIVED);
}

TEST_F(IntakeTest, PromisesNoMoreThanIntakeDid) {
  source_.catalog.Publish(*SmallCatalog());
  Follow();
  WaitFor(source_.Publish({Received(kCode)}));
  EXPECT_EQ(intake_->complete_until(), At("2022-04-04", 12));
  clock_.Set(At("2022-04-03", 9));
  EXPECT_EQ(intake_->complete_until(), At("2022-04-03", 9));
  clock_.Set(At("2022-04-03", 8));
  const auto arrived = instance_->pending.Now();
  clock_.Set(At("2022-04-05", 9));
  EXPECT_EQ(intake_->complete_until(), At("2022-04-03", 8));
}

TEST_F(IntakeTest, OpensManyAfterARestart) {
  constexpr int kMany = 3000;
  source_.catalog.Publish(*SmallCatalog());
  std::future<std::int64_t> last;
  for (int i = 0; i < kMany; ++i) {
    last = source_.Send({Received(absl::StrCat("H50.01-220401-", 10000 + i))});
  }
  Follow();
  WaitFor(1);
  intake_.reset();
  const std::int64_t sequence = last.get();
  const absl::Time start = absl::Now();
  Follow();
  WaitFor(sequence);
  RecordProperty("milliseconds", static_cast<int>(absl::ToInt64Milliseconds(absl::Now() - start)));
  sql::Connection connection(database_);
  sql::Rows rows = connection.Query("SELECT COUNT(*), SUM(version) FROM dossier_case");
  rows.Next();
  EXPECT_EQ(rows.Int(1), kMany);
  EXPECT_EQ(rows.Int(2), kMany);  // each opened once
}

}  // namespace
}  // namespace motcua::processing
