#include "services/aggregator/closing/rules.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/errors.h"

namespace motcua::aggregator {
namespace {

absl::Status CheckReason(const NewestSnapshot& newest, const std::string& reason_vi) {
  if (newest.number == 0 && !reason_vi.empty()) {
    return InvalidField("reason_vi", "NOTHING_TO_RESTATE",
                        "the period has no snapshot yet that could be restated",
                        "Kỳ này chưa được chốt lần nào nên không có gì để điều chỉnh.");
  }
  if (newest.number > 0 && !newest.provisional && reason_vi.empty()) {
    return InvalidField("reason_vi", "REASON_REQUIRED",
                        "the period is closed: stating it again needs a reason",
                        "Kỳ này đã chốt: muốn chốt lại phải nêu lý do.");
  }
  return absl::OkStatus();
}

absl::Status CheckSources(const NewestSnapshot& newest, const Closing& closing) {
  if (closing.incomplete_sources.empty()) return absl::OkStatus();
  const std::string sources = absl::StrJoin(closing.incomplete_sources, ", ");
  if (!closing.provisional_allowed) {
    return Refuse(absl::StatusCode::kFailedPrecondition, "SOURCES_INCOMPLETE", "provisional",
                  absl::StrCat("sources may still count something in the period: ", sources),
                  absl::StrCat("Nguồn chưa đủ số liệu đến hết kỳ: ", sources, "."));
  }
  if (newest.number > 0 && !newest.provisional) {
    return Refuse(
        absl::StatusCode::kFailedPrecondition, "COMPLETE_SNAPSHOT_EXISTS", "provisional",
        absl::StrCat("a complete snapshot is not superseded by a provisional one; incomplete: ",
                     sources),
        absl::StrCat("Không thay số liệu đã chốt đủ bằng số liệu tạm; nguồn chưa đủ: ", sources,
                     "."));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MayClose(const NewestSnapshot& newest, const Closing& closing) {
  const absl::Status reason = CheckReason(newest, closing.reason_vi);
  return reason.ok() ? CheckSources(newest, closing) : reason;
}

}  // namespace motcua::aggregator
