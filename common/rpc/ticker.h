// A thread that looks after many waiting things.
#ifndef MOTCUA_COMMON_RPC_TICKER_H_
#define MOTCUA_COMMON_RPC_TICKER_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"

namespace motcua::rpc {

// Calls each look at the time it asked for, after each Wake, and every 100 ms. Thread-safe.
class Ticker {
 public:
  // Must not block; returns when it wants to be called next. Times are of SteadyNow.
  using Look = std::function<absl::Time(absl::Time now)>;

  Ticker();
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

  // Until the handle dies; one call may be under way even then.
  std::shared_ptr<void> Add(Look look);
  void Wake();

 private:
  void Run();
  std::vector<std::shared_ptr<Look>> Alive();
  absl::Time LookAll();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::weak_ptr<Look>> looks_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_TICKER_H_
