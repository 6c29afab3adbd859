// What all commands of batch calls have in common.
#ifndef MOTCUA_TOOLS_REPLAY_COMMAND_H_
#define MOTCUA_TOOLS_REPLAY_COMMAND_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "tools/replay/batches.h"

namespace motcua::replay {

// The request inside a command: the message of its oneof `command`, which must be set.
inline google::protobuf::Message* RequestOf(google::protobuf::Message& command) {
  const google::protobuf::Reflection* reflection = command.GetReflection();
  const google::protobuf::OneofDescriptor* oneof =
      command.GetDescriptor()->FindOneofByName("command");
  return reflection->MutableMessage(&command, reflection->GetOneofFieldDescriptor(command, oneof));
}

// Request ids `prefix` followed by 1, 2, 3 … in the order of the group.
template <typename Command>
void NumberRequests(const std::string& prefix, Group<Command>& group) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    google::protobuf::Message* request = RequestOf(group[i]);
    request->GetReflection()->SetString(request,
                                        request->GetDescriptor()->FindFieldByName("request_id"),
                                        absl::StrCat(prefix, i + 1));
  }
}

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_COMMAND_H_
