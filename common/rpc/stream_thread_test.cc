#include "common/rpc/stream_thread.h"

#include <atomic>
#include <future>
#include <stdexcept>

#include "common/rpc/workers.h"
#include "gtest/gtest.h"

namespace motcua::rpc {
namespace {

TEST(StreamThreadTest, RunsSessionsOneAfterTheOtherAlsoAfterAnException) {
  std::atomic<int> sessions = 0;
  std::promise<void> third;
  StreamThread thread([&](grpc::ClientContext&) -> bool {
    if (++sessions == 1) throw std::runtime_error("gone");
    if (sessions == 3) third.set_value();
    return true;
  });
  EXPECT_EQ(third.get_future().wait_for(std::chrono::minutes(1)), std::future_status::ready);
}

TEST(StreamThreadTest, PausesGrowUntilASessionWasOfUse) {
  std::vector<absl::Time> begun;
  std::promise<void> done;
  StreamThread thread([&](grpc::ClientContext&) {
    begun.push_back(absl::Now());
    if (begun.size() == 5) done.set_value();
    return begun.size() == 3;
  });
  ASSERT_EQ(done.get_future().wait_for(std::chrono::minutes(1)), std::future_status::ready);
  EXPECT_GE(begun[2] - begun[1], absl::Milliseconds(180));  // useless twice: 100, then 200 ms
  EXPECT_LT(begun[3] - begun[2], begun[2] - begun[1]);
}

TEST(WorkersTest, FullQueueRefusesAndWhatIsQueuedIsRunAtTheEnd) {
  std::atomic<int> ran = 0;
  {
    std::promise<void> gate;
    std::promise<void> begun;
    Workers workers(1, 2);
    ASSERT_TRUE(workers.Run([&] {
      begun.set_value();
      gate.get_future().wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(workers.Run([&] { ++ran; }));
    EXPECT_TRUE(workers.Run([&] { ++ran; }));
    EXPECT_FALSE(workers.Run([&] { ++ran; }));
    gate.set_value();
  }
  EXPECT_EQ(ran, 2);
}

}  // namespace
}  // namespace motcua::rpc
