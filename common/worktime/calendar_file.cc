#include "common/worktime/calendar_file.h"

#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/date.h"
#include "common/base/errors.h"
#include "common/base/text.h"

namespace motcua::worktime {
namespace {

enum Column { kDate, kKind, kReason, kSource, kColumns };
constexpr std::array<const char*, kColumns> kNames = {"date", "kind", "reason_vi", "source"};
constexpr std::string_view kHeader = "date\tkind\treason_vi\tsource";

absl::Status Bad(int line, Column column, std::string_view reason, const std::string& message,
                 const std::string& message_vi) {
  const char* name = kNames[column];
  return InvalidField(
      absl::StrCat("lines[", line, "].", name), reason,
      absl::StrCat("line ", line, ", column ", column + 1, " (", name, "): ", message),
      absl::StrCat("Dòng ", line, ", cột ", column + 1, " (", name, "): ", message_vi));
}

std::optional<int> ParseYear(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (text.size() != 4 || error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return year;
}

std::optional<DayKind> ParseKind(std::string_view text) {
  if (text == "working") return DayKind::kWorking;
  if (text == "off") return DayKind::kOff;
  if (text == "morning_off") return DayKind::kMorningOff;
  if (text == "afternoon_off") return DayKind::kAfternoonOff;
  return std::nullopt;
}

// The rows read so far.
class Reader {
 public:
  absl::Status Read(int line, const std::string& row) {
    std::vector<std::string> cells = absl::StrSplit(row, '\t');
    if (cells.size() != kColumns) {
      return Bad(line, static_cast<Column>(std::min<std::size_t>(cells.size(), kColumns) - 1),
                 "CALENDAR_COLUMNS_WRONG", "a row has four columns", "mỗi dòng có bốn cột");
    }
    for (const Column column : {kReason, kSource}) {
      const std::optional<std::string> clean = CleanText(cells[column]);
      if (!clean || clean->empty()) {
        return Bad(line, column, "CALENDAR_TEXT_INVALID", "empty, or not plain UTF-8",
                   "trống hoặc không phải UTF-8");
      }
      cells[column] = *clean;
    }
    // As text a year stands before its days.
    if (cells[kDate] <= last_) {
      return Bad(line, kDate, "CALENDAR_ORDER_WRONG", "dates ascend, each stated once",
                 "các ngày phải tăng dần và không lặp lại");
    }
    last_ = cells[kDate];
    return cells[kKind] == "year" ? ReadYear(line, cells) : ReadDay(line, cells);
  }

  absl::StatusOr<Calendar> Finish() && {
    return Calendar::Build(std::move(years_), std::move(days_));
  }

 private:
  absl::Status ReadYear(int line, const std::vector<std::string>& cells) {
    const std::optional<int> year = ParseYear(cells[kDate]);
    if (!year) {
      return Bad(line, kDate, "CALENDAR_DATE_INVALID", "not a year YYYY",
                 "không phải năm dạng YYYY");
    }
    years_[*year] = cells[kSource];
    return absl::OkStatus();
  }

  absl::Status ReadDay(int line, const std::vector<std::string>& cells) {
    const std::optional<Day> day = ParseDay(cells[kDate]);
    if (!day) {
      return Bad(line, kDate, "CALENDAR_DATE_INVALID", "not a date YYYY-MM-DD",
                 "không phải ngày dạng YYYY-MM-DD");
    }
    const std::optional<DayKind> kind = ParseKind(cells[kKind]);
    if (!kind) {
      return Bad(line, kKind, "CALENDAR_KIND_UNKNOWN",
                 "not one of working, off, morning_off, afternoon_off, year",
                 "không thuộc working, off, morning_off, afternoon_off, year");
    }
    days_[*day] = {*kind, cells[kReason], cells[kSource]};
    return absl::OkStatus();
  }

  std::map<int, std::string> years_;
  std::map<Day, StatedDay> days_;
  std::string last_;
};

}  // namespace

absl::StatusOr<Calendar> ParseCalendar(std::string_view text) {
  Reader reader;
  int number = 0;
  const std::vector<std::string> lines = absl::StrSplit(std::string(text), '\n');
  for (const std::string& line : lines) {
    ++number;
    if (number == 1 && line != kHeader) {
      return Bad(1, kDate, "CALENDAR_HEADER_WRONG", "the first line names the columns",
                 "dòng đầu phải là tên các cột");
    }
    if (number == 1 || line.empty() || line.front() == '#') continue;
    if (absl::Status status = reader.Read(number, line); !status.ok()) return status;
  }
  return std::move(reader).Finish();
}

}  // namespace motcua::worktime
