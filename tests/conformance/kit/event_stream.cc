#include "tests/conformance/kit/event_stream.h"

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace motcua::conform {

namespace fv1 = feed::v1;

EventStream::EventStream(fv1::ChangeFeedService::Stub& stub,
                         const std::optional<fv1::Cursor>& after, absl::Duration patience)
    : context_(rpc::ContextFor(patience)) {
  fv1::WatchEventsRequest request;
  if (after) *request.mutable_after() = *after;
  reader_ = stub.WatchEvents(context_.get(), request);
}

EventStream::~EventStream() {
  if (ended_) return;
  context_->TryCancel();
  reader_->Finish();
}

std::optional<fv1::WatchEventsResponse> EventStream::Next() {
  fv1::WatchEventsResponse message;
  if (!ended_ && reader_->Read(&message)) return message;
  if (!ended_) status_ = reader_->Finish();
  ended_ = true;
  return std::nullopt;
}

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!details.ParseFromString(status.error_details())) return "";
  for (const auto& any : details.details()) {
    if (any.UnpackTo(&info)) return info.reason();
  }
  return "";
}

std::string Told(const grpc::Status& status) {
  return absl::StrCat("status ", static_cast<int>(status.error_code()), " ", ReasonOf(status), " ",
                      status.error_message());
}

}  // namespace motcua::conform
