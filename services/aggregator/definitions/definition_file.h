// A file with a definition, and where in it each fault is.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FILE_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/text_file.h"

namespace motcua::aggregator {

// Not thread-safe.
class DefinitionFile {
 public:
  // Reads and checks a text; `name` is for faults.
  DefinitionFile(std::string name, const std::string& text);

  const std::string& name() const { return file_.name(); }
  // Every word of it was understood.
  bool was_read() const { return file_.was_read(); }
  // Not to be used where there are faults.
  const v1::TableDefinition& definition() const { return definition_; }
  // By place.
  const std::vector<FileFault>& faults() const { return file_.faults(); }
  // Tells of something found later, for instance beside other files.
  void AddFault(const std::string& field, const std::string& text) {
    file_.AddFault({field, text});
  }

 private:
  TextFile file_;
  v1::TableDefinition definition_;
};

// A definition alone. INVALID_ARGUMENT with the first fault.
absl::StatusOr<v1::TableDefinition> ParseDefinition(const std::string& text,
                                                    const std::string& file);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FILE_H_
