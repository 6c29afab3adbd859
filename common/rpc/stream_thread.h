// Keeps one client stream open, whatever happens to the other side.
#ifndef MOTCUA_COMMON_RPC_STREAM_THREAD_H_
#define MOTCUA_COMMON_RPC_STREAM_THREAD_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

namespace motcua::rpc {

// Owns a thread that runs sessions one after the other: each opens a stream with the context it
// is given and reads it to its end. Between them it pauses, 50 ms at first, twice as long each
// time up to `longest_pause`. The destructor cancels the session under way and joins.
class StreamThread {
 public:
  // True when the stream was of use: the next pause is the first one again.
  using Session = std::function<bool(grpc::ClientContext&)>;

  explicit StreamThread(Session session, absl::Duration longest_pause = absl::Seconds(5));
  ~StreamThread();
  StreamThread(const StreamThread&) = delete;
  StreamThread& operator=(const StreamThread&) = delete;

 private:
  void Run();
  bool RunSession();

  const Session session_;
  const absl::Duration longest_pause_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  grpc::ClientContext* context_ = nullptr;  // of the session under way
  std::thread thread_;
};

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_STREAM_THREAD_H_
