// What processing.proto says about its rpcs, for tests that hold the domain to it.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_RPC_COMMENTS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_RPC_COMMENTS_H_

#include <fstream>
#include <string>

namespace motcua::processing {

// The comment above an rpc, with that of the service, which holds for all.
inline std::string CommentOfRpc(const std::string& rpc) {
  std::ifstream proto("protos/motcua/processing/v1/processing.proto");
  std::string of_service;
  std::string comment;
  for (std::string line; std::getline(proto, line);) {
    if (line.find("  rpc " + rpc + "(") == 0) return of_service + comment;
    if (line.find("service ") == 0) of_service = comment;
    const bool goes_on = line.find("//") != std::string::npos;
    comment = goes_on ? comment + line + "\n" : "";
  }
  return "";
}

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_RPC_COMMENTS_H_
