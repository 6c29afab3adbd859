// A file that holds one message as text, and where in it each fault is.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_TEXT_FILE_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_TEXT_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "services/aggregator/definitions/faults.h"

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
class TextFile {
 public:
  // `name` is for faults.
  explicit TextFile(std::string name) : name_(std::move(name)) {}

  // Reads a text into `message`, whose descriptor must outlive this. False: hardly anything could
  // be read.
  bool Read(const std::string& text, google::protobuf::Message& message);

  const std::string& name() const { return name_; }
  // Every word of it was understood.
  bool was_read() const { return was_read_; }
  const std::vector<FileFault>& faults() const { return faults_; }
  // Where the field stands, or the nearest message around it.
  void AddFault(const Fault& fault);
  // By place.
  void SortFaults();

 private:
  std::string name_;
  const google::protobuf::Descriptor* message_ = nullptr;
  bool was_read_ = false;
  google::protobuf::TextFormat::ParseInfoTree places_;
  std::vector<FileFault> faults_;
};

// Every *.textproto of a folder, by name. NOT_FOUND if the folder cannot be read.
absl::StatusOr<std::vector<std::string>> TextFilesIn(const std::string& folder);
// Empty if it cannot be read.
std::string TextOf(const std::string& file);

// OK without faults, else INVALID_ARGUMENT with the first, and how many there are.
absl::Status FirstOf(const std::vector<FileFault>& faults);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_TEXT_FILE_H_
