#include "services/aggregator/definitions/suggestion.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace motcua::aggregator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr std::size_t kLongestWord = 100;

// How many letters must be put in, taken out or changed.
std::size_t Distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

// Every message that one may hold.
void Collect(const Descriptor* message, std::set<const Descriptor*>& messages) {
  if (message == nullptr || !messages.insert(message).second) return;
  for (int i = 0; i < message->field_count(); ++i) {
    Collect(message->field(i)->message_type(), messages);
  }
}

std::vector<std::string> FieldsOf(const Descriptor* message) {
  std::vector<std::string> names;
  for (int i = 0; i < message->field_count(); ++i) names.push_back(message->field(i)->name());
  return names;
}

std::vector<std::string> ValuesOf(const FieldDescriptor* field) {
  std::vector<std::string> names;
  if (field == nullptr || field->enum_type() == nullptr) return names;
  for (int i = 0; i < field->enum_type()->value_count(); ++i) {
    names.push_back(field->enum_type()->value(i)->name());
  }
  return names;
}

// The words that could stand there: `quoted` is {type, field}, or {value, field}.
std::vector<std::string> Known(const Descriptor* whole, const std::string& type,
                               const std::string& field) {
  std::set<const Descriptor*> messages;
  Collect(whole, messages);
  std::vector<std::string> words;
  for (const Descriptor* message : messages) {
    if (message->full_name() == type) return FieldsOf(message);
    const std::vector<std::string> values = ValuesOf(message->FindFieldByName(field));
    words.insert(words.end(), values.begin(), values.end());
  }
  return words;
}

}  // namespace

std::string SuggestionFor(const std::string& complaint, const Descriptor* whole) {
  const std::vector<std::string> parts = absl::StrSplit(complaint, '"');
  if (parts.size() != 5) return "";
  const bool of_field = complaint.find("no field named") != std::string::npos;
  const std::string& word = of_field ? parts[3] : parts[1];
  const std::vector<std::string> known = Known(whole, parts[1], parts[3]);
  if (word.size() > kLongestWord || known.empty()) return "";
  const auto nearest = std::min_element(
      known.begin(), known.end(),
      [&](const auto& a, const auto& b) { return Distance(word, a) < Distance(word, b); });
  if (Distance(word, *nearest) > 1 + word.size() / 4) return "";
  return absl::StrCat(" Did you mean ", *nearest, "?");
}

}  // namespace motcua::aggregator
