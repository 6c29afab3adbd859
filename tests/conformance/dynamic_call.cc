#include "tests/conformance/dynamic_call.h"

#include <future>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace motcua::conformance {
namespace {

using google::protobuf::Message;
using Stub = grpc::TemplatedGenericStub<Message, Message>;

constexpr absl::Duration kPatience = absl::Milliseconds(100);
constexpr absl::Duration kLongest = absl::Seconds(60);

// Sends the request, reads one message, and goes.
class FirstMessage : public grpc::ClientBidiReactor<Message, Message> {
 public:
  FirstMessage(grpc::ClientContext& context, const Message& request, Message* response)
      : context_(context), request_(request), response_(response) {}

  void Start() {
    StartWriteLast(&request_, grpc::WriteOptions());
    StartRead(response_);
    StartCall();
  }
  void OnReadDone(bool ok) override {
    got_ = ok;
    if (ok) context_.TryCancel();
  }
  void OnDone(const grpc::Status& status) override { done_.set_value(status); }

  grpc::Status Await() { return done_.get_future().get(); }
  bool got() const { return got_; }

 private:
  grpc::ClientContext& context_;
  const Message& request_;
  Message* const response_;
  bool got_ = false;
  std::promise<grpc::Status> done_;
};

Outcome CallUnary(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                  const Message& request, std::unique_ptr<Message> response,
                  absl::Duration deadline) {
  grpc::ClientContext context;
  if (deadline < kLongest) context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
  std::promise<grpc::Status> done;
  Stub(channel).UnaryCall(&context, path, grpc::StubOptions(), &request, response.get(),
                          [&](grpc::Status status) { done.set_value(std::move(status)); });
  auto answer = done.get_future();
  // Without a deadline the server has its own; this one only keeps a broken server from
  // hanging the test.
  if (answer.wait_for(absl::ToChronoSeconds(kLongest)) != std::future_status::ready) {
    context.TryCancel();
  }
  Outcome outcome;
  outcome.status = answer.get();
  if (outcome.status.ok()) outcome.response = std::move(response);
  return outcome;
}

}  // namespace

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

std::string PathOf(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

Outcome FirstOf(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                const Message& request, std::unique_ptr<Message> response,
                absl::Duration patience) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
  FirstMessage call(context, request, response.get());
  Stub(channel).PrepareBidiStreamingCall(&context, path, grpc::StubOptions(), &call);
  call.Start();
  Outcome outcome;
  outcome.status = call.Await();
  const auto code = outcome.status.error_code();
  if (code == grpc::StatusCode::DEADLINE_EXCEEDED || call.got()) outcome.status = grpc::Status::OK;
  if (call.got()) outcome.response = std::move(response);
  return outcome;
}

Outcome Call(const std::shared_ptr<grpc::Channel>& channel,
             const google::protobuf::MethodDescriptor& method, const Message& request,
             absl::Duration deadline) {
  auto response = NewMessage(*method.output_type());
  if (method.server_streaming()) {
    return FirstOf(channel, PathOf(method), request, std::move(response), kPatience);
  }
  return CallUnary(channel, PathOf(method), request, std::move(response), deadline);
}

}  // namespace motcua::conformance
