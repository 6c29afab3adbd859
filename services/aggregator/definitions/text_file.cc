#include "services/aggregator/definitions/text_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"
#include "services/aggregator/definitions/suggestion.h"

namespace motcua::aggregator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

constexpr int kDeepest = 20;  // messages of a definition or a plan nest less

// Keeps what the parser says; it goes on after an unknown field, which it only warns of.
class Complaints : public google::protobuf::io::ErrorCollector {
 public:
  Complaints(const std::string& file, const Descriptor* message, std::vector<FileFault>& faults)
      : file_(file), message_(message), faults_(faults) {}

  void AddError(int line, int column, const std::string& message) override {
    faults_.push_back(
        {file_, line + 1, column + 1, "", message + SuggestionFor(message, message_)});
  }
  void AddWarning(int line, int column, const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  const std::string& file_;
  const Descriptor* const message_;
  std::vector<FileFault>& faults_;
};

// Where a field such as `columns[2].id` stands, or the nearest message around it.
TextFormat::ParseLocation PlaceOf(const TextFormat::ParseInfoTree* tree, const Descriptor* message,
                                  const std::string& path) {
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

bool TextFile::Read(const std::string& text, google::protobuf::Message& message) {
  message_ = message.GetDescriptor();
  Complaints complaints(name_, message_, faults_);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&complaints);
  parser.WriteLocationsTo(&places_);
  parser.AllowUnknownField(true);
  parser.SetRecursionLimit(kDeepest);
  const bool parsed = parser.ParseFromString(text, &message);
  was_read_ = faults_.empty();
  return parsed;
}

void TextFile::AddFault(const Fault& fault) {
  const TextFormat::ParseLocation place = PlaceOf(&places_, message_, fault.field);
  faults_.push_back({name_, place.line + 1, place.column + 1, fault.field, fault.text});
}

void TextFile::SortFaults() {
  std::stable_sort(faults_.begin(), faults_.end(), [](const FileFault& a, const FileFault& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
}

absl::StatusOr<std::vector<std::string>> TextFilesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".textproto") names.push_back(entry.path().string());
  }
  if (failed) return absl::NotFoundError(absl::StrCat(folder, ": ", failed.message()));
  std::sort(names.begin(), names.end());
  return names;
}

std::string TextOf(const std::string& file) {
  std::ifstream in(file);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

absl::Status FirstOf(const std::vector<FileFault>& faults) {
  if (faults.empty()) return absl::OkStatus();
  std::string text = faults.front().ToString();
  const std::size_t more = faults.size() - 1;
  if (more > 0) absl::StrAppend(&text, "; and ", more, " more");
  return absl::InvalidArgumentError(text);
}

}  // namespace motcua::aggregator
