#include "common/sql/read_pool.h"

#include <atomic>
#include <future>
#include <latch>

#include "absl/strings/str_cat.h"
#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::sql {
namespace {

using testing::RefusedWith;

// Runs a task and waits for it: OK, or what `failed` was told.
absl::Status RunTask(ReadPool& pool, std::function<void(Connection&)> task) {
  auto promise = std::make_shared<std::promise<absl::Status>>();
  pool.Submit(
      [promise, task = std::move(task)](Connection& connection) {
        task(connection);
        promise->set_value(absl::OkStatus());
      },
      [promise](absl::Status status) { promise->set_value(std::move(status)); });
  return promise->get_future().get();
}

void SelectOne(Connection& connection) { connection.Query("SELECT 1"); }

TEST(ReadPoolTest, RunsTasksOnItsConnections) {
  ReadPool pool(testing::FreshDatabase());
  EXPECT_THAT(RunTask(pool, SelectOne), testing::IsOk());
}

TEST(ReadPoolTest, RunsAsManyAtOnceAsItHasThreads) {
  ReadPool pool(testing::FreshDatabase(), 3);
  std::latch all(3);
  std::vector<std::future<absl::Status>> runs;
  for (int i = 0; i < 3; ++i) {
    runs.push_back(std::async(std::launch::async, [&] {
      return RunTask(pool, [&](Connection&) { all.arrive_and_wait(); });
    }));
  }
  for (auto& run : runs) EXPECT_THAT(run.get(), testing::IsOk());
}

TEST(ReadPoolTest, ALostConnectionIsToldAndReplaced) {
  const Settings database = testing::FreshDatabase();
  ReadPool pool(database, 1);
  EXPECT_THAT(RunTask(pool,
                      [&](Connection& connection) {
                        Rows rows = connection.Query("SELECT CONNECTION_ID()");
                        rows.Next();
                        Connection(database).Execute(absl::StrCat("KILL ", rows.Int(1)));
                        SelectOne(connection);
                      }),
              RefusedWith("DATABASE_UNAVAILABLE"));
  EXPECT_THAT(RunTask(pool, SelectOne), testing::IsOk());
}

TEST(ReadPoolTest, ADatabaseThatIsNotThereIsUnavailable) {
  Settings nowhere;
  nowhere.socket = "/nowhere/mariadb.sock";
  ReadPool pool(nowhere, 1);
  EXPECT_THAT(RunTask(pool, SelectOne), RefusedWith("DATABASE_UNAVAILABLE"));
}

TEST(ReadPoolTest, ADefectIsInternalAndThePoolGoesOn) {
  ReadPool pool(testing::FreshDatabase(), 1);
  EXPECT_THAT(RunTask(pool, [](Connection& connection) { connection.Query("SELECT nothing"); }),
              RefusedWith("INTERNAL"));
  EXPECT_THAT(RunTask(pool, [](Connection&) { throw std::runtime_error("a defect"); }),
              RefusedWith("INTERNAL"));
  EXPECT_THAT(RunTask(pool, SelectOne), testing::IsOk());
}

TEST(ReadPoolTest, AFullQueueRefusesAndTheEndRunsWhatIsQueued) {
  std::atomic<int> ran = 0;
  {
    ReadPool pool(testing::FreshDatabase(), 1, 2);
    std::latch started(1);
    std::latch go(1);
    const auto fail = [](const absl::Status& status) { ADD_FAILURE() << status; };
    pool.Submit(
        [&](Connection&) {
          started.count_down();
          go.wait();
          ++ran;
        },
        fail);
    started.wait();
    for (int i = 0; i < 2; ++i) pool.Submit([&](Connection&) { ++ran; }, fail);
    EXPECT_THAT(RunTask(pool, SelectOne), RefusedWith("OVERLOADED"));
    go.count_down();
  }
  EXPECT_EQ(ran, 3);
}

}  // namespace
}  // namespace motcua::sql
