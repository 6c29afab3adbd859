// A file with a definition, and where in it each fault is.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FILE_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/text_format.h"
#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::aggregator {

// Something in a file to be mended.
struct FileFault {
  std::string file;
  int line = 1;       // from 1
  int column = 0;     // from 1; 0: not known
  std::string field;  // path; empty where the text could not be read
  std::string text;

  // `file:line:column: field: text`.
  std::string ToString() const;
};

// Not thread-safe.
class DefinitionFile {
 public:
  // Reads and checks a text; `name` is for faults.
  DefinitionFile(std::string name, const std::string& text);

  const std::string& name() const { return name_; }
  // Every word of it was understood.
  bool was_read() const { return was_read_; }
  // Not to be used where there are faults.
  const v1::TableDefinition& definition() const { return definition_; }
  // By place.
  const std::vector<FileFault>& faults() const { return faults_; }
  // Tells of something found later, for instance beside other files.
  void AddFault(const std::string& field, const std::string& text);

 private:
  void Read(const std::string& text);

  std::string name_;
  bool was_read_ = false;
  v1::TableDefinition definition_;
  google::protobuf::TextFormat::ParseInfoTree places_;
  std::vector<FileFault> faults_;
};

// A definition alone. INVALID_ARGUMENT with the first fault.
absl::StatusOr<v1::TableDefinition> ParseDefinition(const std::string& text,
                                                    const std::string& file);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_FILE_H_
