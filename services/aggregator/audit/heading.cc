#include "services/aggregator/audit/heading.h"

#include "absl/strings/str_cat.h"

namespace motcua::aggregator {
namespace {

std::string Written(Days days) {
  return absl::StrCat(FormatDay(days.first), " – ", FormatDay(days.last));
}

}  // namespace

std::optional<Finding> CheckHeading(Days heading, Days days, int repeated) {
  if (heading.first == days.first && heading.last == days.last) return std::nullopt;
  const bool last = heading.last != days.last;
  Finding finding{.identity = "I11",
                  .row = {},
                  .columns = {},
                  .expected = last ? days.last : days.first,
                  .shown = last ? heading.last : heading.first,
                  .cause_vi = absl::StrCat("tiêu đề ghi kỳ ", Written(heading), ", số liệu của kỳ ",
                                           Written(days)),
                  .cause_en = absl::StrCat("the heading states ", Written(heading),
                                           ", the numbers are of ", Written(days))};
  if (heading.last + 1 == days.first) {
    finding.cause_vi += "; kỳ ghi kết thúc ngay trước đó: có thể nhãn cũ chưa sửa";
    finding.cause_en += "; the period stated ends the day before: perhaps a stale label";
  }
  if (repeated > 0) {
    absl::StrAppend(&finding.cause_vi, "; lời báo cáo dẫn ", repeated, " số của bảng cho kỳ này");
    absl::StrAppend(&finding.cause_en, "; the prose repeats ", repeated,
                    " numbers of the table for this period");
  }
  return finding;
}

}  // namespace motcua::aggregator
