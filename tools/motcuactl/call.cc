#include <cstdio>
#include <iostream>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/contracts.h"

namespace motcua::ctl {
namespace {

using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

// `IntakeService.GetDossier` or `motcua.intake.v1.IntakeService/GetDossier`.
const MethodDescriptor* FindMethod(const std::string& name) {
  for (const auto* service : Contracts()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      if (name == service->name() + "." + method->name() ||
          name == service->full_name() + "/" + method->name()) {
        return method;
      }
    }
  }
  return nullptr;
}

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(type)->New());
}

grpc::ByteBuffer ToBuffer(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

bool PrintAnswer(const grpc::ByteBuffer& buffer, const MethodDescriptor& method, bool pretty) {
  grpc::Slice slice;
  auto answer = NewMessage(method.output_type());
  if (!buffer.DumpToSingleSlice(&slice).ok() ||
      !answer->ParseFromArray(slice.begin(), static_cast<int>(slice.size()))) {
    return false;
  }
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = pretty;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*answer, &json, options).ok()) return false;
  std::cout << json << (pretty ? "" : "\n") << std::flush;
  return true;
}

// One request, then answers until the end; a unary method is a stream of one.
grpc::Status Exchange(const std::shared_ptr<grpc::Channel>& channel, const MethodDescriptor& method,
                      const Message& request) {
  grpc::GenericStub stub(channel);
  const bool streams = method.server_streaming();
  const auto context = rpc::ContextFor(streams ? absl::Hours(24) : absl::Seconds(30));
  grpc::CompletionQueue queue;
  const auto next = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  const std::string path = "/" + method.service()->full_name() + "/" + method.name();
  const auto call = stub.PrepareCall(context.get(), path, &queue);
  call->StartCall(nullptr);
  if (next()) {
    call->WriteLast(ToBuffer(request), {}, nullptr);
    if (next()) {
      grpc::ByteBuffer answer;
      for (call->Read(&answer, nullptr); next(); call->Read(&answer, nullptr)) {
        if (!PrintAnswer(answer, method, !streams)) {
          context->TryCancel();
          break;
        }
      }
    }
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  next();
  return status;
}

}  // namespace

std::vector<std::string> FieldsOf(const grpc::Status& status) {
  std::vector<std::string> names;
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return names;
  for (const auto& detail : details.details()) {
    google::rpc::BadRequest fields;
    if (!detail.UnpackTo(&fields)) continue;
    for (const auto& violation : fields.field_violations()) names.push_back(violation.field());
  }
  return names;
}

int PrintError(const grpc::Status& status) {
  std::cerr << "error " << status.error_code() << ": " << status.error_message() << "\n";
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return 1;
  for (const auto& detail : details.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::LocalizedMessage text;
    if (detail.UnpackTo(&info)) std::cerr << "  reason: " << info.reason() << "\n";
    if (detail.UnpackTo(&text)) std::cerr << "  " << text.message() << "\n";
  }
  for (const std::string& field : FieldsOf(status)) std::cerr << "  field: " << field << "\n";
  return 1;
}

void SetPeriod(type::v1::Period* period, const std::string& first_day,
               const std::string& last_day) {
  period->set_first_day(first_day);
  period->set_last_day(last_day);
}

int ListMethods() {
  for (const auto* service : Contracts()) {
    for (int i = 0; i < service->method_count(); ++i) {
      std::cout << service->name() << "." << service->method(i)->name() << "\n";
    }
  }
  return 0;
}

int Call(const Federation& federation, const Arguments& arguments) {
  const MethodDescriptor* method = FindMethod(arguments[1]);
  if (method == nullptr) {
    std::cerr << "no method " << arguments[1] << "; `motcuactl methods` lists them\n";
    return 2;
  }
  auto request = NewMessage(method->input_type());
  const auto parsed = google::protobuf::util::JsonStringToMessage(arguments[2], request.get());
  if (!parsed.ok()) {
    std::cerr << "not a " << method->input_type()->full_name() << ": " << parsed.ToString() << "\n";
    return 2;
  }
  const grpc::Status status = Exchange(federation.Connect(arguments[0]), *method, *request);
  return status.ok() ? 0 : PrintError(status);
}

}  // namespace motcua::ctl
