#include "common/statistics/follower.h"

#include <deque>

#include "common/statistics/convert.h"
#include "common/statistics/served_for_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::statistics {
namespace {

using ::testing::ElementsAre;

// Each call plays one script and ends; after the last it waits to be cancelled.
class ScriptedSource : public v1::StatisticsService::Service {
 public:
  explicit ScriptedSource(std::deque<std::vector<v1::WatchCellsResponse>> scripts)
      : scripts_(std::move(scripts)) {}

  grpc::Status WatchCells(grpc::ServerContext* context, const v1::WatchCellsRequest* request,
                          grpc::ServerWriter<v1::WatchCellsResponse>* writer) override {
    std::unique_lock lock(mutex_);
    asked_.push_back(request->has_after() ? request->after().revision() : -1);
    if (scripts_.empty()) {
      while (!context->IsCancelled()) changed_.wait_for(lock, std::chrono::milliseconds(5));
      return grpc::Status::CANCELLED;
    }
    for (const auto& message : scripts_.front()) writer->Write(message);
    scripts_.pop_front();
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
  }
  // What each call asked to go on after; -1: everything.
  std::vector<std::int64_t> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<v1::WatchCellsResponse>> scripts_;
  std::vector<std::int64_t> asked_;
};

// A batch of `count` cells of value 1, in parts.
std::vector<v1::WatchCellsResponse> Parts(bool full, std::int64_t from, std::int64_t through,
                                          int count) {
  Batch batch;
  batch.epoch = "e";
  batch.full = full;
  batch.from = from;
  batch.through = through;
  Deltas cells;
  for (int i = 0; i < count; ++i) cells.Add(KeyAt(i), 1);
  for (const auto& [key, value] : cells.values()) batch.cells.push_back({key, value});
  batch.digest = DigestOf(cells);
  std::vector<v1::WatchCellsResponse> parts;
  for (std::size_t sent = 0; parts.empty() || !parts.back().end_of_batch();) {
    parts.push_back(PartAt(batch, sent));
    sent += parts.back().cells_size();
  }
  return parts;
}

TEST(CellFollowerTest, NeverAppliesHalfABatch) {
  auto whole = Parts(true, 0, 7, 5000);
  ASSERT_EQ(whole.size(), 3u);
  ScriptedSource source({{whole[0]}, {whole[0], whole[1]}, whole});
  Served served(source);
  Keeper keeper;
  {
    CellFollower follower(Following(served.Dial(), keeper));
    ASSERT_TRUE(keeper.WaitFor(7));
  }
  ASSERT_EQ(keeper.states().size(), 1u);
  EXPECT_EQ(keeper.states()[0].cells.values().size(), 5000u);
  EXPECT_EQ(keeper.wrong_digests(), 0);
}

TEST(CellFollowerTest, AsksForEverythingAfterDataLoss) {
  ScriptedSource source({Parts(true, 0, 7, 1), Parts(false, 7, 8, 1), Parts(true, 0, 9, 1)});
  Served served(source);
  Keeper keeper;
  auto options = Following(served.Dial(), keeper);
  options.apply = [&](const Batch& batch) {
    return batch.through == 8 ? absl::DataLossError("digest") : keeper.Apply(batch);
  };
  {
    CellFollower follower(std::move(options));
    ASSERT_TRUE(keeper.WaitFor(9));
  }
  const auto asked = source.asked();
  EXPECT_THAT(std::vector<std::int64_t>(asked.begin(), asked.begin() + 3), ElementsAre(-1, 7, -1));
}

TEST(CellFollowerTest, GoesOnFromItsCursorAfterAnyOtherError) {
  ScriptedSource source({Parts(true, 0, 7, 1), Parts(false, 7, 8, 1), Parts(false, 7, 8, 1)});
  Served served(source);
  Keeper keeper;
  int refused = 0;
  auto options = Following(served.Dial(), keeper);
  options.apply = [&](const Batch& batch) {
    const bool refuse = batch.through == 8 && refused++ == 0;
    return refuse ? absl::UnavailableError("database") : keeper.Apply(batch);
  };
  {
    CellFollower follower(std::move(options));
    ASSERT_TRUE(keeper.WaitFor(8));
  }
  const auto asked = source.asked();
  EXPECT_THAT(std::vector<std::int64_t>(asked.begin(), asked.begin() + 3), ElementsAre(-1, 7, 7));
}

TEST(CellFollowerTest, ExceptionOfTheStoreIsAReconnect) {
  ScriptedSource source({Parts(true, 0, 7, 1), Parts(true, 0, 7, 1)});
  Served served(source);
  Keeper keeper;
  int calls = 0;
  auto options = Following(served.Dial(), keeper);
  options.apply = [&](const Batch& batch) {
    if (calls++ == 0) throw std::runtime_error("database gone");
    return keeper.Apply(batch);
  };
  CellFollower follower(std::move(options));
  EXPECT_TRUE(keeper.WaitFor(7));
}

}  // namespace
}  // namespace motcua::statistics
