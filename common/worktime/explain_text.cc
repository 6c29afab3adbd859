#include "absl/strings/str_cat.h"
#include "common/worktime/explain.h"
#include "common/worktime/time_text.h"
#include "common/worktime/working_day.h"

namespace motcua::worktime {
namespace {

std::string RangeVi(Day first, Day last) {
  return first == last ? DayVi(first) : absl::StrCat(DayVi(first), " đến ", DayVi(last));
}
std::string RangeEn(Day first, Day last) {
  return first == last ? DayEn(first) : absl::StrCat(DayEn(first), " to ", DayEn(last));
}

// Hours, minutes and seconds, without those that are zero.
std::string Long(absl::Duration work, const char* hours, const char* minutes, const char* seconds) {
  const std::int64_t whole = absl::ToInt64Seconds(work);
  std::string text;
  const auto add = [&](std::int64_t count, const char* unit) {
    if (count > 0) absl::StrAppend(&text, text.empty() ? "" : " ", count, " ", unit);
  };
  add(whole / 3600, hours);
  add(whole / 60 % 60, minutes);
  add(whole % 60, seconds);
  return text.empty() ? absl::StrCat("0 ", hours) : text;
}
std::string WorkVi(absl::Duration work) { return Long(work, "giờ", "phút", "giây"); }
std::string WorkEn(absl::Duration work) { return Long(work, "h", "min", "s"); }

constexpr absl::Duration kDay = absl::Microseconds(kWorkingDay);

// Whole working days are called so.
std::string CountedVi(absl::Duration work) {
  const std::int64_t days = work / kDay;
  if (days * kDay != work) return absl::StrCat(WorkVi(work), " làm việc");
  return absl::StrCat(days, " ngày làm việc (", WorkVi(work), ")");
}
std::string CountedEn(absl::Duration work) {
  const std::int64_t days = work / kDay;
  if (days * kDay != work) return absl::StrCat(WorkEn(work), " of work");
  return absl::StrCat(days, days == 1 ? " working day (" : " working days (", WorkEn(work), ")");
}

struct InVietnamese {
  std::string operator()(const Received& it) const {
    return absl::StrCat("Tiếp nhận lúc ", TimeVi(it.time));
  }
  std::string operator()(const ClockStarts& it) const {
    return absl::StrCat("Tính thời hạn từ ", TimeVi(it.time), ": ", Why(it.rule));
  }
  std::string operator()(const WorkCounted& it) const {
    return absl::StrCat("Tính ", CountedVi(it.work), ": ", RangeVi(it.first, it.last));
  }
  std::string operator()(const DaysCounted& it) const {
    return absl::StrCat("Tính ", it.last - it.first + 1, " ngày: ", RangeVi(it.first, it.last));
  }
  std::string operator()(const DaysSkipped& it) const {
    const char* part = it.kind == DayKind::kMorningOff     ? "buổi sáng "
                       : it.kind == DayKind::kAfternoonOff ? "buổi chiều "
                                                           : "";
    return absl::StrCat("Không tính ", part, RangeVi(it.first, it.last), ": ",
                        it.reason_vi.empty() ? "nghỉ hằng tuần" : it.reason_vi);
  }
  std::string operator()(const LegalTimeEnds& it) const {
    return absl::StrCat("Hết thời hạn giải quyết, chưa kể tạm dừng: ", TimeVi(it.time));
  }
  std::string operator()(const ClockStands& it) const {
    return absl::StrCat("Tạm dừng từ ", TimeVi(it.pause.from), " đến ", TimeVi(it.pause.to), ": ",
                        WorkVi(it.work), " làm việc");
  }
  std::string operator()(const DueIs& it) const {
    return absl::StrCat("Hạn trả kết quả: ", TimeVi(it.due.time));
  }

  static const char* Why(StartRule rule) {
    switch (rule) {
      case StartRule::kAtReceipt:
        return "thời hạn tính bằng giờ";
      case StartRule::kDayAfter:
        return "ngày tiếp theo ngày tiếp nhận";
      case StartRule::kSameDay:
        return "giải quyết trong ngày";
      case StartRule::kAfterFifteen:
        return "tiếp nhận sau 15 giờ hoặc sau giờ làm việc, trả kết quả ngày làm việc tiếp theo";
      case StartRule::kOnADayOff:
        return "tiếp nhận vào ngày nghỉ, trả kết quả ngày làm việc tiếp theo";
      case StartRule::kDecided:
        return "hạn trả kết quả đã được ấn định";
    }
    return "";
  }
};

struct InEnglish {
  std::string operator()(const Received& it) const {
    return absl::StrCat("Received at ", TimeEn(it.time));
  }
  std::string operator()(const ClockStarts& it) const {
    return absl::StrCat("The clock runs from ", TimeEn(it.time), ": ", Why(it.rule));
  }
  std::string operator()(const WorkCounted& it) const {
    return absl::StrCat("Counted ", CountedEn(it.work), ": ", RangeEn(it.first, it.last));
  }
  std::string operator()(const DaysCounted& it) const {
    return absl::StrCat("Counted ", it.last - it.first + 1, " days: ", RangeEn(it.first, it.last));
  }
  std::string operator()(const DaysSkipped& it) const {
    const char* part = it.kind == DayKind::kMorningOff     ? "the morning of "
                       : it.kind == DayKind::kAfternoonOff ? "the afternoon of "
                                                           : "";
    return absl::StrCat("Skipped ", part, RangeEn(it.first, it.last), ": ",
                        it.reason_vi.empty() ? "weekly rest" : it.reason_vi);
  }
  std::string operator()(const LegalTimeEnds& it) const {
    return absl::StrCat("The legal time ends, pauses aside: ", TimeEn(it.time));
  }
  std::string operator()(const ClockStands& it) const {
    return absl::StrCat("Paused from ", TimeEn(it.pause.from), " to ", TimeEn(it.pause.to), ": ",
                        WorkEn(it.work), " of work");
  }
  std::string operator()(const DueIs& it) const {
    return absl::StrCat("Due: ", TimeEn(it.due.time));
  }

  static const char* Why(StartRule rule) {
    switch (rule) {
      case StartRule::kAtReceipt:
        return "the legal time is in hours";
      case StartRule::kDayAfter:
        return "the day after the receipt";
      case StartRule::kSameDay:
        return "resolved within the day";
      case StartRule::kAfterFifteen:
        return "received after 15:00 or after working hours, due on the next working day";
      case StartRule::kOnADayOff:
        return "received on a day off, due on the next working day";
      case StartRule::kDecided:
        return "the due day was decided";
    }
    return "";
  }
};

}  // namespace

std::string TextVi(const Step& step) { return std::visit(InVietnamese{}, step); }
std::string TextEn(const Step& step) { return std::visit(InEnglish{}, step); }

}  // namespace motcua::worktime
