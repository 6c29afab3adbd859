#include "services/aggregator/definitions/definition_file.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"
#include "services/aggregator/definitions/definition_check.h"
#include "services/aggregator/definitions/suggestion.h"

namespace motcua::aggregator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

constexpr int kDeepest = 20;  // messages of a definition nest less

// Keeps what the parser says; it goes on after an unknown field, which it only warns of.
class Complaints : public google::protobuf::io::ErrorCollector {
 public:
  Complaints(const std::string& file, std::vector<FileFault>& faults)
      : file_(file), faults_(faults) {}

  void AddError(int line, int column, const std::string& message) override {
    faults_.push_back({file_, line + 1, column + 1, "", message + SuggestionFor(message)});
  }
  void AddWarning(int line, int column, const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  const std::string& file_;
  std::vector<FileFault>& faults_;
};

// Where a field such as `columns[2].id` stands, or the nearest message around it.
TextFormat::ParseLocation PlaceOf(const TextFormat::ParseInfoTree* tree, const std::string& path) {
  const Descriptor* message = v1::TableDefinition::descriptor();
  TextFormat::ParseLocation place(0, -1);
  const std::vector<std::string> steps = absl::StrSplit(path, '.');
  for (const std::string& step : steps) {
    const std::vector<std::string> parts = absl::StrSplit(step, absl::ByAnyChar("[]"));
    const FieldDescriptor* field = message->FindFieldByName(parts[0]);
    if (field == nullptr) break;
    int index = -1;
    if (field->is_repeated() && (parts.size() < 2 || !absl::SimpleAtoi(parts[1], &index))) {
      index = 0;  // of all of them, the first
    }
    const TextFormat::ParseLocation found = tree->GetLocation(field, index);
    if (found.line < 0) break;
    place = found;
    message = field->message_type();
    tree = message == nullptr ? nullptr : tree->GetTreeForNested(field, index);
    if (tree == nullptr) break;
  }
  return place;
}

}  // namespace

std::string FileFault::ToString() const {
  std::string place = absl::StrCat(file, ":", line);
  if (column > 0) absl::StrAppend(&place, ":", column);
  return absl::StrCat(place, ": ", field, field.empty() ? "" : ": ", text);
}

DefinitionFile::DefinitionFile(std::string name, const std::string& text) : name_(std::move(name)) {
  Read(text);
  std::stable_sort(faults_.begin(), faults_.end(), [](const FileFault& a, const FileFault& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
}

void DefinitionFile::Read(const std::string& text) {
  Complaints complaints(name_, faults_);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&complaints);
  parser.WriteLocationsTo(&places_);
  parser.AllowUnknownField(true);
  parser.SetRecursionLimit(kDeepest);
  const bool parsed = parser.ParseFromString(text, &definition_);
  was_read_ = faults_.empty();
  if (!parsed) return;
  for (const Fault& fault : FindFaults(definition_)) AddFault(fault.field, fault.text);
}

void DefinitionFile::AddFault(const std::string& field, const std::string& text) {
  const TextFormat::ParseLocation place = PlaceOf(&places_, field);
  faults_.push_back({name_, place.line + 1, place.column + 1, field, text});
}

absl::StatusOr<v1::TableDefinition> ParseDefinition(const std::string& text,
                                                    const std::string& file) {
  const DefinitionFile parsed(file, text);
  if (parsed.faults().empty()) return parsed.definition();
  return absl::InvalidArgumentError(parsed.faults().front().ToString());
}

}  // namespace motcua::aggregator
