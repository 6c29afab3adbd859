#include "common/journal/journal.h"

#include <iostream>

#include "common/base/hash.h"
#include "common/feed/convert.h"
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

int Verify(const Federation& federation, const Arguments& arguments) {
  const auto stub = feed::v1::ChangeFeedService::NewStub(federation.Connect(arguments[0]));
  feed::v1::Cursor head;
  grpc::Status status =
      stub->GetHead(rpc::ContextFor(absl::Seconds(30)).get(), feed::v1::GetHeadRequest(), &head);
  if (!status.ok()) return PrintError(status);
  const auto context = rpc::ContextFor(absl::Hours(1));
  const auto stream = stub->WatchEvents(context.get(), feed::v1::WatchEventsRequest());
  std::string hash(32, '\0');
  std::int64_t sequence = 0;
  feed::v1::WatchEventsResponse message;
  while (sequence < head.sequence() && stream->Read(&message)) {
    for (const feed::v1::Event& event : message.events()) {
      if (event.sequence() != sequence + 1) {
        std::cout << "gap: event " << event.sequence() << " follows " << sequence << "\n";
        return 3;
      }
      hash = journal::ChainHash(hash, feed::FromProto(event));
      if (hash != event.chain_hash()) {
        std::cout << "broken at event " << event.sequence() << ": what is stored is not what was\n";
        return 3;
      }
      sequence = event.sequence();
    }
  }
  context->TryCancel();
  if (sequence < head.sequence()) return PrintError(stream->Finish());
  std::cout << arguments[0] << ": " << sequence << " events, chain intact, head " << HexEncode(hash)
            << "\n";
  return 0;
}

}  // namespace motcua::ctl
