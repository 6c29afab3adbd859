// Where the services of a running federation are, and how to reach them.
#ifndef MOTCUA_TOOLS_MOTCUACTL_FEDERATION_H_
#define MOTCUA_TOOLS_MOTCUACTL_FEDERATION_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/rpc/channel.h"
#include "grpcpp/grpcpp.h"

namespace motcua::ctl {

// Read from the launcher's folder: `addresses` (lines NAME=HOST:PORT) and `certs/`.
class Federation {
 public:
  // Throws std::runtime_error when the folder holds no running federation.
  Federation(const std::string& dir, const std::string& identity);

  // A channel to `intake`, `processing` …, as the given identity. Throws on an unknown name.
  std::shared_ptr<grpc::Channel> Connect(const std::string& process) const;
  // Of all its processes.
  std::vector<std::string> names() const;

 private:
  std::map<std::string, std::string> addresses_;
  rpc::Credentials credentials_;
};

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_FEDERATION_H_
