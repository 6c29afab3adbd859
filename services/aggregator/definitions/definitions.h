// Definitions of tables, loaded from files.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITIONS_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITIONS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::aggregator {

// By id.
using Definitions = std::map<std::string, v1::TableDefinition>;

// Every *.textproto of a folder. INVALID_ARGUMENT `file:line: field: what is wrong`.
absl::StatusOr<Definitions> LoadDefinitions(const std::string& folder);

// One definition; `file` is for errors.
absl::StatusOr<v1::TableDefinition> ParseDefinition(const std::string& text,
                                                    const std::string& file);

// Position of a column; −1 if there is none.
int ColumnIndex(const v1::TableDefinition& definition, const std::string& column);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITIONS_H_
