#include "common/sql/read_pool.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/log.h"

namespace motcua::sql {
namespace {

absl::Status Unavailable() {
  return Refuse(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "",
                "the database does not answer; try again",
                "Cơ sở dữ liệu tạm thời không phản hồi, vui lòng thử lại");
}

absl::Status Overloaded() {
  return Refuse(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                "too many requests are waiting; try again",
                "Hệ thống đang quá tải, vui lòng thử lại sau");
}

absl::Status Internal() {
  return Refuse(absl::StatusCode::kInternal, "INTERNAL", "", "the data could not be read",
                "Lỗi hệ thống, không đọc được dữ liệu");
}

}  // namespace

class ReadPool::Core {
 public:
  struct Task {
    std::function<void(Connection&)> run;
    std::function<void(absl::Status)> failed;
  };

  Core(const Settings& settings, int threads, std::size_t capacity)
      : settings_(settings), capacity_(capacity) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
  }

  ~Core() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void Submit(Task task) {
    {
      const std::lock_guard lock(mutex_);
      if (tasks_.size() < capacity_) {
        tasks_.push_back(std::move(task));
        changed_.notify_one();
        return;
      }
    }
    task.failed(Overloaded());
  }

 private:
  void Work() {
    std::unique_ptr<Connection> connection;
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      const Task task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      Run(task, connection);
    }
  }

  void Run(const Task& task, std::unique_ptr<Connection>& connection) {
    try {
      if (connection == nullptr) connection = std::make_unique<Connection>(settings_);
      task.run(*connection);
    } catch (const Error& error) {
      // Without a connection any error means that none could be made.
      const bool lost = connection == nullptr || error.error_class() == ErrorClass::kLost;
      Log(LogLevel::kError, "read_failed", {{"code", absl::StrCat(error.code())}});
      connection.reset();
      task.failed(lost ? Unavailable() : Internal());
    } catch (const std::exception&) {
      Log(LogLevel::kError, "read_threw");
      connection.reset();
      task.failed(Internal());
    }
    if (connection != nullptr && connection->broken()) connection.reset();
  }

  const Settings settings_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

ReadPool::ReadPool(const Settings& settings, int threads, std::size_t queue_capacity)
    : core_(std::make_unique<Core>(settings, threads, queue_capacity)) {}
ReadPool::~ReadPool() = default;

void ReadPool::Submit(std::function<void(Connection&)> task,
                      std::function<void(absl::Status)> failed) {
  core_->Submit({std::move(task), std::move(failed)});
}

}  // namespace motcua::sql
