#include "services/aggregator/definitions/definition_file.h"

#include <utility>

#include "services/aggregator/definitions/definition_check.h"

namespace motcua::aggregator {

DefinitionFile::DefinitionFile(std::string name, const std::string& text) : file_(std::move(name)) {
  if (file_.Read(text, definition_)) {
    for (const Fault& fault : FindFaults(definition_)) file_.AddFault(fault);
  }
  file_.SortFaults();
}

absl::StatusOr<v1::TableDefinition> ParseDefinition(const std::string& text,
                                                    const std::string& file) {
  const DefinitionFile parsed(file, text);
  if (parsed.faults().empty()) return parsed.definition();
  return absl::InvalidArgumentError(parsed.faults().front().ToString());
}

}  // namespace motcua::aggregator
