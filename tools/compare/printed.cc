#include "tools/compare/printed.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/replay/row_reader.h"
#include "tools/replay/scenario.h"
#include "tools/replay/tsv.h"

namespace motcua::compare {
namespace {

namespace fs = std::filesystem;

constexpr char kHeadings[] = "headings.tsv";
constexpr char kClaims[] = "claims.tsv";
constexpr char kBlock[] = "column_id";

// A block stands the other way round than other tables: a line per column, a column per row.
void ReadBlock(const replay::TsvTable& table, PrintedTable& printed) {
  for (std::size_t i = 1; i < table.header.size(); ++i) {
    printed.rows.push_back({replay::IdOfSlug(table.header[i]), {}});
  }
  for (const replay::TsvTable::Row& line : table.rows) {
    printed.columns.push_back(line.cells.front());
    for (std::size_t i = 0; i < printed.rows.size(); ++i) {
      printed.rows[i].cells.push_back(line.cells[i + 1]);
    }
  }
}

void ReadLines(const replay::TsvTable& table, PrintedTable& printed) {
  printed.columns.assign(table.header.begin() + 1, table.header.end());
  for (const replay::TsvTable::Row& row : table.rows) {
    printed.rows.push_back(
        {replay::IdOfSlug(row.cells.front()), {row.cells.begin() + 1, row.cells.end()}});
  }
}

absl::StatusOr<PrintedTable> ReadPrinted(const fs::path& file) {
  const absl::StatusOr<replay::TsvTable> table =
      replay::ReadTsv(file.parent_path(), file.filename());
  if (!table.ok()) return table.status();
  const std::string name = file.stem();
  const std::size_t dot = name.find('.');
  PrintedTable printed;
  printed.definition = name.substr(0, dot);
  if (dot != std::string::npos) printed.list = name.substr(dot + 1);
  printed.axis = table->header.front();
  if (printed.axis == kBlock && printed.list.empty()) {
    ReadBlock(*table, printed);
  } else if (printed.axis == "agency_id" || printed.axis == "row_id" ||
             printed.axis == "field_id") {
    ReadLines(*table, printed);
  } else {
    return absl::InvalidArgumentError(absl::StrCat(
        table->file,
        ": the first column must be agency_id, row_id or field_id, of a block column_id"));
  }
  return printed;
}

// Puts each heading to its table.
absl::Status ReadHeadings(const fs::path& file, std::vector<PrintedTable>& tables) {
  const absl::StatusOr<replay::TsvTable> headings =
      replay::ReadTsv(file.parent_path(), file.filename());
  if (!headings.ok()) return headings.status();
  absl::Status read = headings->Require({"definition_id", "first_day", "last_day"});
  for (const replay::TsvTable::Row& line : headings->rows) {
    if (!read.ok()) return read;
    replay::RowReader row(*headings, line);
    const std::string definition = row.Required("definition_id");
    const std::optional<Day> first = ParseDay(row.Required("first_day"));
    const std::optional<Day> last = ParseDay(row.Required("last_day"));
    if (!first) row.Fail("first_day", "is no date YYYY-MM-DD");
    if (!last || (first && *last < *first)) row.Fail("last_day", "is no date, or before the first");
    const auto table = std::find_if(tables.begin(), tables.end(), [&](const PrintedTable& printed) {
      return printed.Name() == definition;
    });
    if (table == tables.end()) row.Fail("definition_id", "is none of these tables");
    read = row.status();
    if (read.ok()) table->heading.emplace(*first, *last);
  }
  return read;
}

// A rate in its shortest form: point, no zeros at the end, no sign of percent.
std::string Shortest(std::string rate) {
  if (!rate.empty() && rate.back() == '%') rate.pop_back();
  std::replace(rate.begin(), rate.end(), ',', '.');
  if (rate.find('.') == std::string::npos) return rate;
  while (rate.back() == '0') rate.pop_back();
  if (rate.back() == '.') rate.pop_back();
  return rate;
}

}  // namespace

absl::StatusOr<std::vector<PrintedTable>> ReadTables(const std::vector<std::string>& files) {
  std::vector<PrintedTable> tables;
  for (const fs::path file : files) {
    if (file.filename() == kHeadings || file.filename() == kClaims) continue;
    absl::StatusOr<PrintedTable> table = ReadPrinted(file);
    if (!table.ok()) return table.status();
    tables.push_back(*std::move(table));
  }
  std::sort(tables.begin(), tables.end(),
            [](const PrintedTable& a, const PrintedTable& b) { return a.Name() < b.Name(); });
  for (const fs::path file : files) {
    if (file.filename() != kHeadings) continue;
    const absl::Status headings = ReadHeadings(file, tables);
    if (!headings.ok()) return headings;
  }
  return tables;
}

std::vector<std::string> ExpectedFiles(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code missing;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder + "/expected", missing)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

absl::StatusOr<std::vector<PrintedTable>> ReadExpected(const std::string& folder) {
  return ReadTables(ExpectedFiles(folder));
}

std::optional<std::int64_t> ParseCount(const std::string& printed) {
  std::string digits;
  for (const char c : printed) {
    if (absl::ascii_isdigit(c)) {
      digits += c;
    } else if (c != '.' && c != ',' && c != ' ') {
      return std::nullopt;
    }
  }
  std::int64_t value = 0;
  if (!absl::SimpleAtoi(digits, &value)) return std::nullopt;
  return value;
}

bool SameNumber(const std::string& a, const std::string& b, bool rate) {
  if (a == b) return true;
  if (rate) return Shortest(a) == Shortest(b);
  const std::optional<std::int64_t> count = ParseCount(a);
  return count && count == ParseCount(b);
}

}  // namespace motcua::compare
