#include "common/catalog/follower.h"

#include <condition_variable>
#include <deque>
#include <mutex>

#include "gtest/gtest.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"

namespace motcua::catalog {
namespace {

v1::WatchCatalogResponse Part(std::int64_t revision, const std::string& agency, bool end) {
  v1::WatchCatalogResponse response;
  response.mutable_part()->set_revision(revision);
  v1::Agency& added = *response.mutable_part()->add_agencies();
  added.set_name("agencies/" + agency);
  added.set_display_name_vi("Cơ quan");
  added.set_level(v1::Agency::LEVEL_COMMUNE);
  response.set_end_of_revision(end);
  return response;
}

// Each call plays one script of messages and ends; after the last it waits to be cancelled.
class ScriptedCatalog : public v1::CatalogService::Service {
 public:
  explicit ScriptedCatalog(std::deque<std::vector<v1::WatchCatalogResponse>> scripts)
      : scripts_(std::move(scripts)) {}

  grpc::Status WatchCatalog(grpc::ServerContext* context, const v1::WatchCatalogRequest* request,
                            grpc::ServerWriter<v1::WatchCatalogResponse>* writer) override {
    std::unique_lock lock(mutex_);
    asked_after_.push_back(request->after_revision());
    if (scripts_.empty()) {
      while (!context->IsCancelled()) changed_.wait_for(lock, std::chrono::milliseconds(5));
      return grpc::Status::CANCELLED;
    }
    for (const auto& message : scripts_.front()) writer->Write(message);
    scripts_.pop_front();
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
  }
  std::vector<std::int64_t> asked_after() {
    const std::lock_guard lock(mutex_);
    return asked_after_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<v1::WatchCatalogResponse>> scripts_;
  std::vector<std::int64_t> asked_after_;
};

// What a follower was told, to wait for.
class Told {
 public:
  void Tell(std::shared_ptr<const Catalog> catalog) {
    const std::lock_guard lock(mutex_);
    revisions_.push_back(catalog->revision());
    changed_.notify_all();
  }
  std::vector<std::int64_t> Wait(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return revisions_.size() >= count; });
    return revisions_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::int64_t> revisions_;
};

std::unique_ptr<grpc::Server> Serve(grpc::Service& service) {
  grpc::ServerBuilder builder;
  builder.RegisterService(&service);
  return builder.BuildAndStart();
}

TEST(CatalogFollowerTest, TakesAWholeRevisionAndReconnectsAfterIt) {
  ScriptedCatalog service(
      {{Part(1, "a", false), Part(1, "b", true), Part(2, "c", false)}, {Part(2, "c", true)}});
  const auto server = Serve(service);
  Told told;
  {
    CatalogFollower follower(server->InProcessChannel({}),
                             [&](auto catalog) { told.Tell(catalog); });
    EXPECT_EQ(told.Wait(2), (std::vector<std::int64_t>{1, 2}));
    EXPECT_NE(follower.current()->FindAgency("c"), nullptr);
    EXPECT_EQ(follower.current()->FindAgency("a"), nullptr);
  }  // ends though the third stream is still open
  EXPECT_EQ(service.asked_after()[1], 1);
  server->Shutdown();
}

TEST(CatalogFollowerTest, KeepsTheLastGoodCatalogue) {
  ScriptedCatalog service({{Part(1, "a", true), Part(2, "Sai", true), Part(3, "b", true)}});
  const auto server = Serve(service);
  Told told;
  CatalogFollower follower(server->InProcessChannel({}), [&](auto catalog) { told.Tell(catalog); });
  EXPECT_EQ(told.Wait(2), (std::vector<std::int64_t>{1, 3}));
  EXPECT_NE(follower.current()->FindAgency("b"), nullptr);
}

TEST(CatalogFollowerTest, HasNothingBeforeTheFirstAndEndsWithoutAServer) {
  CatalogFollower follower(grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials()));
  EXPECT_EQ(follower.current(), nullptr);
}

}  // namespace
}  // namespace motcua::catalog
