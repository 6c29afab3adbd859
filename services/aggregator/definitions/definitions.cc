#include "services/aggregator/definitions/definitions.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/aggregator/definitions/definition_check.h"

namespace motcua::aggregator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

absl::Status Faulty(const std::string& file, int line, const std::string& text) {
  return absl::InvalidArgumentError(absl::StrCat(file, ":", line, ": ", text));
}

// Keeps the first error of the parser; lines count from 1.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!text.empty()) return;
    this->line = line + 1;
    text = message;
  }

  int line = 0;
  std::string text;
};

// The line of a field such as `columns[2].id`, or of the nearest message around it.
int LineOf(const TextFormat::ParseInfoTree* tree, const std::string& path) {
  const Descriptor* message = v1::TableDefinition::descriptor();
  int line = 1;
  const std::vector<std::string> steps = absl::StrSplit(path, '.');
  for (const std::string& step : steps) {
    const std::vector<std::string> parts = absl::StrSplit(step, absl::ByAnyChar("[]"));
    const FieldDescriptor* field = message->FindFieldByName(parts[0]);
    int index = -1;
    if (field->is_repeated() && (parts.size() < 2 || !absl::SimpleAtoi(parts[1], &index))) break;
    const int found = tree->GetLocation(field, index).line;
    if (found >= 0) line = found + 1;
    message = field->message_type();
    tree = message == nullptr ? nullptr : tree->GetTreeForNested(field, index);
    if (tree == nullptr) break;
  }
  return line;
}

// A check between tables must name columns of the other table.
absl::Status CheckReferences(const Definitions& definitions) {
  for (const auto& [id, definition] : definitions) {
    for (const v1::Check& check : definition.checks()) {
      if (check.right_table().empty()) continue;
      const auto other = definitions.find(check.right_table());
      const bool known =
          other != definitions.end() &&
          std::all_of(check.right().begin(), check.right().end(), [&](const std::string& column) {
            return ColumnIndex(other->second, column) >= 0;
          });
      if (!known) {
        return Faulty(id + ".textproto", 1,
                      absl::StrCat("checks.right_table: ", check.right_table(),
                                   " has no such columns, or is not there"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

int ColumnIndex(const v1::TableDefinition& definition, const std::string& column) {
  for (int i = 0; i < definition.columns_size(); ++i) {
    if (definition.columns(i).id() == column) return i;
  }
  return -1;
}

absl::StatusOr<v1::TableDefinition> ParseDefinition(const std::string& text,
                                                    const std::string& file) {
  v1::TableDefinition definition;
  TextFormat::Parser parser;
  FirstError error;
  TextFormat::ParseInfoTree places;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(&places);
  if (!parser.ParseFromString(text, &definition)) return Faulty(file, error.line, error.text);
  if (const std::optional<Fault> fault = FindFault(definition)) {
    return Faulty(file, LineOf(&places, fault->field),
                  absl::StrCat(fault->field, ": ", fault->text));
  }
  return definition;
}

absl::StatusOr<Definitions> LoadDefinitions(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".textproto") files.push_back(entry.path());
  }
  if (failed) return absl::NotFoundError(absl::StrCat(folder, ": ", failed.message()));
  std::sort(files.begin(), files.end());
  Definitions definitions;
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    absl::StatusOr<v1::TableDefinition> definition = ParseDefinition(text, file.string());
    if (!definition.ok()) return definition.status();
    if (definition->id() != file.stem().string()) {
      return Faulty(file.string(), 1, "id: must be the file's name");
    }
    definitions[definition->id()] = *std::move(definition);
  }
  if (absl::Status status = CheckReferences(definitions); !status.ok()) return status;
  return definitions;
}

}  // namespace motcua::aggregator
