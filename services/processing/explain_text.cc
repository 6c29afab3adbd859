#include "services/processing/explain_text.h"

#include "absl/strings/str_cat.h"
#include "common/worktime/time_text.h"

namespace motcua::processing {
namespace {

using worktime::DayEn;
using worktime::DayVi;
using worktime::TimeEn;
using worktime::TimeVi;
using worktime::Unit;

std::string LengthVi(const worktime::LegalTime& it) {
  switch (it.unit) {
    case Unit::kSameDay:
      return "trong ngày";
    case Unit::kHours:
      return absl::StrCat(it.amount, " giờ làm việc");
    case Unit::kWorkingDays:
      return absl::StrCat(it.amount, " ngày làm việc");
    case Unit::kCalendarDays:
      return absl::StrCat(it.amount, " ngày");
  }
  return "";
}

std::string LengthEn(const worktime::LegalTime& it) {
  const char* plural = it.amount == 1 ? "" : "s";
  switch (it.unit) {
    case Unit::kSameDay:
      return "the same day";
    case Unit::kHours:
      return absl::StrCat(it.amount, " hour", plural, " of work");
    case Unit::kWorkingDays:
      return absl::StrCat(it.amount, " working day", plural);
    case Unit::kCalendarDays:
      return absl::StrCat(it.amount, " calendar day", plural);
  }
  return "";
}

// The route step of a linked leg; empty for the own one, and outside the route.
StepText StepOf(const Leg& leg, const catalog::Procedure& procedure) {
  if (leg.step < 1 || leg.step > static_cast<int>(procedure.route.size())) return {};
  const std::string& name = procedure.route[leg.step - 1].name_vi;
  return {absl::StrCat(", bước ", leg.step, " “", name, "”"),
          absl::StrCat(", step ", leg.step, " “", name, "”")};
}

}  // namespace

StepText OfProcedure(const Case& dossier, const Leg& leg, const catalog::Procedure* procedure,
                     const std::optional<worktime::LegalTime>& legal_time) {
  if (procedure == nullptr) {
    return {absl::StrCat("Thủ tục ", dossier.procedure, ", phiên bản ", dossier.procedure_version,
                         ": không có trong danh mục"),
            absl::StrCat("Procedure ", dossier.procedure, ", version ", dossier.procedure_version,
                         ": not in the catalogue")};
  }
  const StepText step = StepOf(leg, *procedure);
  const bool online = leg.channel == statistics::Channel::kOnline;
  const bool shorter = online && procedure->online_legal_time > 0;
  return {absl::StrCat("Thủ tục “", procedure->name_vi, "” (", procedure->id, "), phiên bản ",
                       procedure->version, step.vi, ": thời hạn ",
                       legal_time ? LengthVi(*legal_time) : "không quy định",
                       shorter ? " khi nộp trực tuyến" : ""),
          absl::StrCat("Procedure “", procedure->name_vi, "” (", procedure->id, "), version ",
                       procedure->version, step.en, ": legal time ",
                       legal_time ? LengthEn(*legal_time) : "not stated",
                       shorter ? " when filed online" : "")};
}

StepText AtReceipt(const Leg& leg, Day due) {
  const bool own = leg.number == 0;
  return {absl::StrCat(own ? "Tiếp nhận lúc " : "Được chuyển đến lúc ", TimeVi(leg.receive_time),
                       ", hạn trả kết quả được ấn định: ", DayVi(due)),
          absl::StrCat(own ? "Received at " : "Handed over at ", TimeEn(leg.receive_time),
                       ", with a stated due day: ", DayEn(due))};
}

StepText OfExtension(absl::Time time, const std::string& document, Day due) {
  return {absl::StrCat("Gia hạn lúc ", TimeVi(time),
                       document.empty() ? "" : absl::StrCat(" theo văn bản ", document),
                       ": hạn mới ", DayVi(due)),
          absl::StrCat("Extended at ", TimeEn(time),
                       document.empty() ? "" : absl::StrCat(" by letter ", document),
                       ": new due day ", DayEn(due))};
}

StepText OfRecalculation(absl::Time time, std::int64_t number) {
  return {absl::StrCat("Tính lại lúc ", TimeVi(time), " theo lịch làm việc đã thay đổi (đợt ",
                       number, ")"),
          absl::StrCat("Reckoned anew at ", TimeEn(time), " under a changed calendar (no. ", number,
                       ")")};
}

StepText OfPauseKind(PauseKind kind) {
  switch (kind) {
    case PauseKind::kSupplement:
      return {"yêu cầu bổ sung hồ sơ", "supplement requested"};
    case PauseKind::kObligation:
      return {"chờ thực hiện nghĩa vụ tài chính", "financial obligation requested"};
    case PauseKind::kOtherBody:
      return {"chờ cơ quan khác", "waiting for another body"};
  }
  return {};
}

StepText OfWaiting(absl::Time since, PauseKind kind) {
  const StepText why = OfPauseKind(kind);
  return {absl::StrCat("Đang tạm dừng từ ", TimeVi(since), " (", why.vi,
                       "); hạn được tính lại khi tiếp tục giải quyết"),
          absl::StrCat("The clock has stood since ", TimeEn(since), " (", why.en,
                       "); the due date moves when it goes on")};
}

}  // namespace motcua::processing
