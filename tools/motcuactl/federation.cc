#include "tools/motcuactl/federation.h"

#include <fstream>
#include <stdexcept>

namespace motcua::ctl {

Federation::Federation(const std::string& dir, const std::string& identity)
    : credentials_(rpc::CredentialsIn(dir + "/certs", identity)) {
  std::ifstream file(dir + "/addresses");
  if (!file) throw std::runtime_error("no running federation in " + dir + " (see --federation)");
  for (std::string line; std::getline(file, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) addresses_[line.substr(0, equals)] = line.substr(equals + 1);
  }
}

std::shared_ptr<grpc::Channel> Federation::Connect(const std::string& process) const {
  const auto found = addresses_.find(process);
  if (found == addresses_.end()) throw std::runtime_error("no process is named " + process);
  return rpc::Dial(found->second, credentials_);
}

std::vector<std::string> Federation::names() const {
  std::vector<std::string> names;
  for (const auto& [name, address] : addresses_) names.push_back(name);
  return names;
}

}  // namespace motcua::ctl
