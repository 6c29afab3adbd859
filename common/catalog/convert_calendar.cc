#include <utility>

#include "absl/strings/str_cat.h"
#include "common/catalog/convert.h"
#include "common/catalog/element_reader.h"

namespace motcua::catalog {
namespace {

using worktime::DayKind;
using worktime::StatedDay;

constexpr std::size_t kLongestSource = 500;

DayKind KindOf(const v1::CalendarDay& from) {
  if (from.half_day() == v1::CalendarDay::HALF_DAY_MORNING_OFF) return DayKind::kMorningOff;
  if (from.half_day() == v1::CalendarDay::HALF_DAY_AFTERNOON_OFF) return DayKind::kAfternoonOff;
  return from.working() ? DayKind::kWorking : DayKind::kOff;
}

v1::CalendarDay::HalfDay HalfDayOf(DayKind kind) {
  if (kind == DayKind::kMorningOff) return v1::CalendarDay::HALF_DAY_MORNING_OFF;
  if (kind == DayKind::kAfternoonOff) return v1::CalendarDay::HALF_DAY_AFTERNOON_OFF;
  return v1::CalendarDay::HALF_DAY_UNSPECIFIED;
}

absl::StatusOr<std::pair<Day, StatedDay>> DayFromProto(const v1::CalendarDay& from,
                                                       const std::string& field) {
  std::pair<Day, StatedDay> to;
  ElementReader reader(field);
  reader.Require(!from.date().empty(), "date", "FIELD_REQUIRED", "the date is required",
                 "Ngày là bắt buộc");
  reader.Day(from.date(), "date", to.first);
  reader.Require(v1::CalendarDay::HalfDay_IsValid(from.half_day()), "half_day", "ENUM_INVALID",
                 "the half day is unknown", "Buổi nghỉ không hợp lệ");
  reader.Require(from.working() || from.half_day() == 0, "half_day", "HALF_DAY_OFF",
                 "a day off has no half day", "Ngày nghỉ cả ngày không thể nghỉ nửa ngày");
  to.second.kind = KindOf(from);
  reader.OptionalText(from.reason_vi(), 255, "reason_vi", to.second.reason_vi);
  reader.OptionalText(from.source(), kLongestSource, "source", to.second.source);
  if (!reader.status().ok()) return reader.status();
  return to;
}

absl::StatusOr<std::pair<int, std::string>> YearFromProto(const v1::CalendarYear& from,
                                                          const std::string& field) {
  std::pair<int, std::string> to{from.year(), ""};
  ElementReader reader(field);
  reader.OptionalText(from.source(), kLongestSource, "source", to.second);
  if (!reader.status().ok()) return reader.status();
  return to;
}

}  // namespace

absl::StatusOr<CalendarChange> CalendarFromProto(
    const google::protobuf::RepeatedPtrField<v1::CalendarYear>& years,
    const google::protobuf::RepeatedPtrField<v1::CalendarDay>& days) {
  CalendarChange change;
  for (int i = 0; i < years.size(); ++i) {
    auto year = YearFromProto(years[i], absl::StrCat("calendar_years[", i, "]"));
    if (!year.ok()) return year.status();
    change.years.push_back(*std::move(year));
  }
  for (int i = 0; i < days.size(); ++i) {
    auto day = DayFromProto(days[i], absl::StrCat("calendar_days[", i, "]"));
    if (!day.ok()) return day.status();
    change.days.push_back(*std::move(day));
  }
  return change;
}

v1::CalendarYear ToProto(int year, const std::string& source) {
  v1::CalendarYear to;
  to.set_year(year);
  to.set_source(source);
  return to;
}

v1::CalendarDay ToProto(Day day, const StatedDay& stated) {
  v1::CalendarDay to;
  to.set_date(FormatDay(day));
  to.set_working(stated.kind != DayKind::kOff);
  to.set_half_day(HalfDayOf(stated.kind));
  to.set_reason_vi(stated.reason_vi);
  to.set_source(stated.source);
  return to;
}

}  // namespace motcua::catalog
