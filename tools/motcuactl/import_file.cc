#include "tools/motcuactl/import_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "tools/replay/tsv.h"

namespace motcua::ctl {
namespace {

using replay::TsvTable;

constexpr std::size_t kLongestId = 63;
constexpr std::array<std::string_view, 6> kColumns = {"agency_id", "counter", "day",
                                                      "value",     "channel", "procedure_id"};

bool IsId(std::string_view text) {
  return text.size() <= kLongestId && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' || c == '.';
         });
}

bool IsEnumName(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
  });
}

absl::Status CheckColumns(const TsvTable& table) {
  for (const std::string& column : table.header) {
    if (std::find(kColumns.begin(), kColumns.end(), column) != kColumns.end()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(table.file,
                     " line 1: a column is none of agency_id, counter, day, value, channel,"
                     " procedure_id"));
  }
  return table.Require({"agency_id", "counter", "day", "value"});
}

std::string CellOf(const TsvTable& table, const TsvTable::Row& row, std::string_view column) {
  const auto place = table.Find(column);
  return place ? row.cells[*place] : "";
}

absl::StatusOr<FileCount> CountOf(const TsvTable& table, const TsvTable::Row& row) {
  const auto cell = [&](std::string_view column) { return CellOf(table, row, column); };
  const auto wrong = [&](std::string_view column, std::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat(table.file, " line ", row.line, ", column ",
                                                   std::string(column), ": ", std::string(what)));
  };
  FileCount count{row.line, cell("agency_id"), cell("counter"),     0,
                  0,        cell("channel"),   cell("procedure_id")};
  if (count.agency.empty()) return wrong("agency_id", "is missing");
  if (!IsId(count.agency)) return wrong("agency_id", "an id is 1 to 63 of a-z, 0-9, - and dot");
  if (!IsId(count.procedure)) return wrong("procedure_id", "an id is of a-z, 0-9, - and dot");
  if (count.counter.empty() || !IsEnumName(count.counter)) {
    return wrong("counter", "must be the name of a counter, for instance SITE_VISITS");
  }
  if (!IsEnumName(count.channel)) {
    return wrong("channel",
                 "must be ONLINE, IN_PERSON, POST or LINKED; empty only where no dossiers are"
                 " counted");
  }
  const std::optional<Day> day = ParseDay(cell("day"));
  if (!day) return wrong("day", "must be a day YYYY-MM-DD from 1990 to 2199");
  count.day = *day;
  if (!absl::SimpleAtoi(cell("value"), &count.value) || count.value == 0) {
    return wrong("value", "must be a whole number other than 0, without separators");
  }
  return count;
}

}  // namespace

absl::StatusOr<std::vector<FileCount>> ParseImportFile(const std::string& file,
                                                       std::string_view text) {
  const absl::StatusOr<TsvTable> table = replay::ParseTsv(file, text);
  if (!table.ok()) return table.status();
  if (const absl::Status columns = CheckColumns(*table); !columns.ok()) return columns;
  std::vector<FileCount> counts;
  std::map<std::tuple<std::string, std::string, Day, std::string, std::string>, int> lines;
  for (const TsvTable::Row& row : table->rows) {
    absl::StatusOr<FileCount> count = CountOf(*table, row);
    if (!count.ok()) return count.status();
    const auto [first, fresh] = lines.try_emplace(
        {count->agency, count->counter, count->day, count->channel, count->procedure}, row.line);
    if (!fresh) {
      return absl::InvalidArgumentError(absl::StrCat(
          file, " line ", row.line, ": is stated in line ", first->second, " already"));
    }
    counts.push_back(*std::move(count));
  }
  if (counts.empty()) return absl::InvalidArgumentError(absl::StrCat(file, ": states no number"));
  return counts;
}

std::string ImportIdOf(const std::string& path) {
  constexpr std::size_t kHashDigits = 8;
  const std::string name = path.substr(path.find_last_of('/') + 1);
  const std::string stem = name.substr(0, name.find_last_of('.'));
  std::string id;
  for (const char c : stem) {
    const bool fits = absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
    if (fits || id.empty() || id.back() != '-') id += fits ? c : '-';
  }
  if (id == stem && !id.empty() && id.size() <= kLongestId) return id;
  return absl::StrCat(id.substr(0, kLongestId - kHashDigits - 1), "-",
                      HexEncode(Sha256(stem)).substr(0, kHashDigits));
}

}  // namespace motcua::ctl
