#include "tools/replay/row_reader.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {
namespace {

constexpr std::size_t kMaxIdLength = 63;
constexpr std::int64_t kMaxCount = 10'000'000;

bool IsSlug(const std::string& text, bool dots) {
  return text.size() <= kMaxIdLength && std::all_of(text.begin(), text.end(), [&](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_' || c == '-' ||
                  (dots && c == '.');
         });
}

}  // namespace

std::string RowReader::Text(std::string_view column) {
  const std::optional<std::size_t> position = table_.Find(column);
  return position ? row_.cells[*position] : "";
}

std::string RowReader::Required(std::string_view column) {
  const std::string text = Text(column);
  if (text.empty()) Fail(column, "is empty");
  return text;
}

std::string RowReader::Id(std::string_view column, bool required, bool dots) {
  const std::string slug = required ? Required(column) : Text(column);
  if (!IsSlug(slug, dots)) {
    Fail(column, absl::StrCat("'", slug, "' is no id of at most 63 of a-z, 0-9 and _"));
  }
  return IdOfSlug(slug);
}

std::optional<std::int64_t> RowReader::Count(std::string_view column) {
  const std::string text = Text(column);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  const bool digits = std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
  if (!digits || !absl::SimpleAtoi(text, &value) || value > kMaxCount) {
    Fail(column, absl::StrCat("'", text, "' is no count from 0 to ", kMaxCount));
    return std::nullopt;
  }
  return value;
}

bool RowReader::Flag(std::string_view column) {
  return Word(column, 0,
              {{"1", 1},
               {"true", 1},
               {"yes", 1},
               {"x", 1},
               {"có", 1},
               {"0", 0},
               {"false", 0},
               {"no", 0}}) != 0;
}

int RowReader::Word(std::string_view column, int blank,
                    std::initializer_list<std::pair<std::string_view, int>> words) {
  const std::string text = absl::AsciiStrToLower(Text(column));
  if (text.empty()) return blank;
  std::string known;
  for (const auto& [word, value] : words) {
    if (text == word) return value;
    absl::StrAppend(&known, known.empty() ? "" : ", ", std::string(word));
  }
  Fail(column, absl::StrCat("'", text, "' is none of ", known));
  return blank;
}

void RowReader::Fail(std::string_view column, std::string_view what) {
  if (status_.ok()) status_ = table_.Error(row_, column, what);
}

}  // namespace motcua::replay
