// Every service of the published contracts.
#ifndef MOTCUA_TOOLS_MOTCUACTL_CONTRACTS_H_
#define MOTCUA_TOOLS_MOTCUACTL_CONTRACTS_H_

#include <vector>

#include "google/protobuf/descriptor.h"

namespace motcua::ctl {

std::vector<const google::protobuf::ServiceDescriptor*> Contracts();

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_CONTRACTS_H_
