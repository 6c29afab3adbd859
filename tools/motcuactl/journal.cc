#include <iostream>

#include "google/protobuf/util/json_util.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "tools/motcuactl/commands.h"

namespace motcua::ctl {

int Watch(const Federation& federation, const Arguments& arguments) {
  const auto stub = feed::v1::ChangeFeedService::NewStub(federation.Connect(arguments[0]));
  feed::v1::WatchEventsRequest request;
  feed::v1::Cursor head;
  grpc::Status status =
      stub->GetHead(rpc::ContextFor(absl::Seconds(30)).get(), feed::v1::GetHeadRequest(), &head);
  if (!status.ok()) return PrintError(status);
  *request.mutable_after() = head;
  const auto context = rpc::ContextFor(absl::Hours(24));
  const auto stream = stub->WatchEvents(context.get(), request);
  for (feed::v1::WatchEventsResponse message; stream->Read(&message);) {
    for (const feed::v1::Event& event : message.events()) {
      std::string json;
      if (!google::protobuf::util::MessageToJsonString(event, &json).ok()) continue;
      std::cout << json << std::endl;
    }
  }
  return PrintError(stream->Finish());
}

}  // namespace motcua::ctl
