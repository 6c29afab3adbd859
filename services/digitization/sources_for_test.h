// A catalogue, and other services' journals, served as those serve their own.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SOURCES_FOR_TEST_H_
#define MOTCUA_SERVICES_DIGITIZATION_SOURCES_FOR_TEST_H_

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/catalog/convert.h"
#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"

namespace motcua::digitization {

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

// A journal with another service's events, served as it serves its own.
class FakeSource {
 public:
  using Events = std::vector<journal::Event>;

  FakeSource(absl::Time promised, grpc::Service* catalog)
      : database_(MigratedDatabase()),
        journal_({.database = database_}, RawPlugin()),
        feed_(feed::MakeChangeFeedService(database_, journal_, [promised] { return promised; })),
        server_({}, Services(catalog)) {}
  ~FakeSource() { server_.Shutdown(); }

  std::shared_ptr<grpc::Channel> Channel() { return server_.InProcessChannel(); }

  // One command; the sequence of its last event.
  template <typename Payload>
  std::int64_t Publish(const std::string& subject, const Payload& payload, absl::Time time) {
    return Publish(
        {{subject, payload.GetDescriptor()->full_name(), payload.SerializeAsString(), time}});
  }
  std::int64_t Publish(Events events) {
    journal::Submission submission;
    submission.command = std::make_shared<Events>(std::move(events));
    submission.organisation = "quang-tri";
    const auto done = std::make_shared<std::promise<std::int64_t>>();
    auto answer = done->get_future();
    journal_.Submit(std::move(submission),
                    [done](auto receipt) { done->set_value(receipt.value().sequence); });
    return answer.get();
  }

 private:
  std::vector<grpc::Service*> Services(grpc::Service* catalog) const {
    if (catalog == nullptr) return {feed_.get()};
    return {catalog, feed_.get()};
  }
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

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SOURCES_FOR_TEST_H_
