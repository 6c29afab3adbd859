// Threads for what may block, so that gRPC's own never do.
#ifndef MOTCUA_COMMON_RPC_WORKERS_H_
#define MOTCUA_COMMON_RPC_WORKERS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace motcua::rpc {

// Runs tasks in order of arrival on a few threads. Tasks do not throw. Thread-safe.
class Workers {
 public:
  explicit Workers(int threads, std::size_t queue_capacity = 4096);
  // Runs what is queued, then joins.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False, and nothing happens, when the queue is full.
  bool Run(std::function<void()> task);

 private:
  void Work();

  const std::size_t queue_capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_WORKERS_H_
