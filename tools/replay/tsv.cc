#include "tools/replay/tsv.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "unicode/utf8.h"

namespace motcua::replay {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsPlainUtf8(const std::string& text) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0 || c == 0x7F || (c < 0x20 && c != '\t')) return false;
  }
  return true;
}

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells = absl::StrSplit(line, '\t');
  for (std::string& cell : cells) {
    const auto first = cell.find_first_not_of(' ');
    const auto last = cell.find_last_not_of(' ');
    cell = first == std::string::npos ? "" : cell.substr(first, last - first + 1);
  }
  return cells;
}

absl::Status AddLine(const std::string& line, int number, TsvTable& table) {
  const auto wrong = [&](std::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat(table.file, " line ", number, ": ", std::string(what)));
  };
  if (!IsPlainUtf8(line)) return wrong("not plain UTF-8 text");
  std::vector<std::string> cells = Cells(line);
  if (table.header.empty()) {
    if (std::set<std::string>(cells.begin(), cells.end()).size() != cells.size()) {
      return wrong("a column stands there twice");
    }
    table.header = std::move(cells);
    return absl::OkStatus();
  }
  if (cells.size() > table.header.size()) {
    return wrong(absl::StrCat(cells.size(), " cells under ", table.header.size(), " columns"));
  }
  cells.resize(table.header.size());
  table.rows.push_back({number, std::move(cells)});
  return absl::OkStatus();
}

}  // namespace

std::optional<std::size_t> TsvTable::Find(std::string_view column) const {
  const auto found = std::find(header.begin(), header.end(), column);
  if (found == header.end()) return std::nullopt;
  return found - header.begin();
}

absl::Status TsvTable::Require(std::initializer_list<std::string_view> columns) const {
  for (const std::string_view column : columns) {
    if (Find(column)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": column ", std::string(column), " is missing"));
  }
  return absl::OkStatus();
}

absl::Status TsvTable::Error(const Row& row, std::string_view column, std::string_view what) const {
  return absl::InvalidArgumentError(absl::StrCat(file, " line ", row.line, " (", row.cells.front(),
                                                 "), column ", std::string(column), ": ",
                                                 std::string(what)));
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

absl::StatusOr<TsvTable> ReadTsv(const std::string& folder, const std::string& file) {
  const absl::StatusOr<std::string> text =
      ReadFile(folder.empty() ? file : absl::StrCat(folder, "/", file));
  if (!text.ok()) return text.status();
  return ParseTsv(file, *text);
}

absl::StatusOr<TsvTable> ParseTsv(const std::string& file, std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  TsvTable table;
  table.file = file;
  int number = 0;
  const std::vector<std::string> lines = absl::StrSplit(std::string(text), '\n');
  for (std::string line : lines) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    const absl::Status added = AddLine(line, number, table);
    if (!added.ok()) return added;
  }
  if (table.header.empty()) return absl::InvalidArgumentError(absl::StrCat(file, " is empty"));
  return table;
}

}  // namespace motcua::replay
