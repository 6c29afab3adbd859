// Another service's journal, served as that service serves its own.
#ifndef MOTCUA_COMMON_TESTING_SOURCES_H_
#define MOTCUA_COMMON_TESTING_SOURCES_H_

#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "common/feed/server.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"

namespace motcua::testing {

// Promises everything until `promised`; `catalog` is served beside the feed.
class FakeSource {
 public:
  using Events = std::vector<journal::Event>;

  explicit FakeSource(absl::Time promised, grpc::Service* catalog = nullptr)
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
  std::vector<grpc::Service*> Services(grpc::Service* catalog) const {
    if (catalog == nullptr) return {feed_.get()};
    return {catalog, feed_.get()};
  }
  static sql::Settings MigratedDatabase() {
    const sql::Settings database = FreshDatabase();
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

// Waits until what a source published is applied here; false if it takes too long.
inline bool AwaitFollowed(journal::Journal& journal, const std::string& source,
                          std::int64_t sequence) {
  std::mutex mutex;
  std::condition_variable moved;
  const auto handle = journal.OnDurable([&] {
    const std::lock_guard lock(mutex);
    moved.notify_all();
  });
  std::unique_lock lock(mutex);
  const auto applied = [&] { return journal.FollowedCursor(source).sequence >= sequence; };
  for (int i = 0; i < 12000 && !applied(); ++i) moved.wait_for(lock, std::chrono::milliseconds(10));
  return applied();
}

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_SOURCES_H_
