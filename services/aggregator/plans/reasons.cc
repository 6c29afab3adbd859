#include "services/aggregator/plans/reasons.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"

namespace motcua::aggregator {
namespace {

struct Texts {
  std::string vi;
  std::string en;
};

// One of what is counted; English in the plural.
Texts WordsOf(v1::Unit unit) {
  switch (unit) {
    case v1::UNIT_DOSSIER:
    case v1::UNIT_LEG:
      return {"hồ sơ", "dossiers"};
    case v1::UNIT_TRANSACTION:
      return {"giao dịch", "transactions"};
    case v1::UNIT_PROCEDURE:
      return {"thủ tục", "procedures"};
    case v1::UNIT_RESULT:
      return {"kết quả", "results"};
    default:
      return {"đơn vị tính", "units"};
  }
}

Texts Met(const v1::TargetProgress& progress) {
  if (!progress.has_forecast() || progress.forecast_met()) return {"Đã đạt.", "It is met."};
  return {"Đã đạt, nhưng nếu giữ tiến độ hiện nay thì đến hạn sẽ không còn đạt.",
          "It is met, but going on as now it will not be on the due day."};
}

Texts Reachable(const std::string& due_day, const v1::TargetProgress& progress) {
  const Texts what = WordsOf(progress.unit());
  if (!progress.has_forecast() || progress.forecast().denominator_fixed()) {
    const std::int64_t others = progress.now().denominator() - progress.now().numerator();
    return {absl::StrCat("Cần thêm ít nhất ", progress.needed_alone(), " trong số ", others, " ",
                         what.vi, " còn lại."),
            absl::StrCat("At least ", progress.needed_alone(), " of the other ", others, " ",
                         what.en, " are needed.")};
  }
  const std::int64_t needed = progress.needed_of_coming();
  const std::int64_t coming = progress.forecast().coming();
  return {absl::StrCat("Cần ít nhất ", needed, " trong số khoảng ", coming, " ", what.vi,
                       " dự kiến phát sinh đến ", due_day, "."),
          absl::StrCat("At least ", needed, " of the some ", coming, " ", what.en,
                       " expected until ", due_day, " are needed.")};
}

Texts OutOfReach(const std::string& due_day, bool over, const v1::TargetProgress& progress) {
  const Texts what = WordsOf(progress.unit());
  if (over) return {"Đã hết hạn mà chưa đạt.", "The due day is over, and it was not met."};
  if (!progress.has_needed_of_coming()) return {"Không thể đạt.", "It cannot be reached."};
  const std::int64_t needed = progress.needed_of_coming();
  const std::int64_t coming = progress.forecast().coming();
  return {absl::StrCat("Cần ", needed, " ", what.vi, ", nhưng chỉ dự kiến phát sinh khoảng ",
                       coming, " đến ", due_day, "."),
          absl::StrCat(needed, " ", what.en, " are needed, but only some ", coming,
                       " are expected until ", due_day, ".")};
}

Texts NoData(const absl::Status& unknown, const v1::TargetProgress& progress) {
  if (!unknown.ok()) return {RefusalOf(unknown).message_vi, std::string(unknown.message())};
  if (progress.now().denominator() == 0) {
    return {"Chưa phát sinh.", "There is nothing to take a rate of yet."};
  }
  return {
      "Chưa dự báo được: chưa có ngày làm việc nào để tính tiến độ, hoặc danh mục thiếu lịch làm "
      "việc của năm.",
      "No forecast: no working day yet to take the pace from, or the catalogue lacks the "
      "calendar of the year."};
}

Texts TextsOf(const std::string& due_day, bool over, const absl::Status& unknown,
              const v1::TargetProgress& progress) {
  switch (progress.feasibility()) {
    case v1::FEASIBILITY_MET:
      return Met(progress);
    case v1::FEASIBILITY_REACHABLE:
      return Reachable(due_day, progress);
    case v1::FEASIBILITY_OUT_OF_REACH:
      return OutOfReach(due_day, over, progress);
    default:
      return NoData(unknown, progress);
  }
}

}  // namespace

void Explain(const std::string& due_day, bool over, const absl::Status& unknown,
             v1::TargetProgress& progress) {
  const Texts texts = TextsOf(due_day, over, unknown, progress);
  progress.set_reason_vi(texts.vi);
  progress.set_reason_en(texts.en);
}

}  // namespace motcua::aggregator
