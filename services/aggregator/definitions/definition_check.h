// What must be true of a definition before it is used.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_CHECK_H_

#include <optional>
#include <string>

#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::aggregator {

struct Fault {
  std::string field;  // path, for instance `columns[2].rounding.decimals`
  std::string text;
};

// The first fault; nullopt when everything is in order. Tables it refers to are not looked at.
std::optional<Fault> FindFault(const v1::TableDefinition& definition);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_CHECK_H_
