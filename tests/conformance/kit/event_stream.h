// WatchEvents, message by message.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_EVENT_STREAM_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_EVENT_STREAM_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

namespace motcua::conform {

// An open stream; the destructor cancels it. Not thread-safe.
class EventStream {
 public:
  // From the beginning without a cursor. Ends by itself after `patience`.
  EventStream(feed::v1::ChangeFeedService::Stub& stub, const std::optional<feed::v1::Cursor>& after,
              absl::Duration patience);
  ~EventStream();

  // nullopt when the stream has ended.
  std::optional<feed::v1::WatchEventsResponse> Next();
  // Of a stream that has ended.
  const grpc::Status& status() const { return status_; }

 private:
  const std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<feed::v1::WatchEventsResponse>> reader_;
  bool ended_ = false;
  grpc::Status status_;
};

// Reason of the ErrorInfo; empty without one.
std::string ReasonOf(const grpc::Status& status);
std::string Told(const grpc::Status& status);

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_EVENT_STREAM_H_
