// A folder of definitions, each checked alone and beside the others.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FOLDER_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FOLDER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/definitions/definition_file.h"
#include "services/aggregator/definitions/definitions.h"

namespace motcua::aggregator {

struct CheckedFolder {
  Definitions definitions;         // without the faulty ones
  std::vector<FileFault> faults;   // by file and place
  std::vector<std::string> files;  // every *.textproto
};

// NOT_FOUND if the folder cannot be read.
absl::StatusOr<CheckedFolder> CheckFolder(const std::string& folder);

// Every definition of a folder. INVALID_ARGUMENT with the first fault, and how many there are.
absl::StatusOr<Definitions> LoadDefinitions(const std::string& folder);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FOLDER_H_
