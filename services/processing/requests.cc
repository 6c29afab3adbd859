#include "services/processing/requests.h"

#include <optional>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "common/service/fields.h"

namespace motcua::processing {
namespace {

using service::Fields;

absl::StatusOr<std::string> ParseAgency(const std::string& name) {
  return rpc::ParseName("agencies", name, "agency");
}

absl::StatusOr<std::string> ParseReason(const std::string& code) {
  return rpc::ParseReasonCode(code, /*required=*/true, "reason_code");
}
absl::StatusOr<std::string> ParseOptionalReason(const std::string& code) {
  return rpc::ParseReasonCode(code, /*required=*/false, "reason_code");
}

// Number of a letter; empty if none is stated.
absl::StatusOr<std::string> ParseDocument(const std::string& document) {
  if (document.empty()) return std::string();
  return rpc::ParseText(document, 63, "document");
}

absl::StatusOr<Day> ParseDueDay(const std::string& date) {
  const absl::StatusOr<std::optional<Day>> day = rpc::ParseDate(date, "due_date");
  if (!day.ok()) return day.status();
  if (day->has_value()) return **day;
  return InvalidField("due_date", "FIELD_REQUIRED", "a date is required", "Thiếu ngày.");
}

absl::StatusOr<PauseKind> ParseKind(v1::PauseKind kind) {
  if (v1::PauseKind_IsValid(kind) && kind != v1::PAUSE_KIND_UNSPECIFIED) {
    return static_cast<PauseKind>(kind);
  }
  return InvalidField("kind", "PAUSE_KIND_INVALID",
                      "supplement, obligation or other body is required",
                      "Phải nêu lý do chờ: bổ sung hồ sơ, nghĩa vụ tài chính hoặc cơ quan khác.");
}

absl::StatusOr<std::optional<statistics::Channel>> ParseOptionalChannel(type::v1::Channel channel) {
  if (channel == type::v1::CHANNEL_UNSPECIFIED) return std::optional<statistics::Channel>();
  if (type::v1::Channel_IsValid(channel)) return static_cast<statistics::Channel>(channel);
  return InvalidField("channel", "CHANNEL_INVALID", "unknown channel",
                      "Kênh tiếp nhận không hợp lệ.");
}

}  // namespace

absl::StatusOr<std::string> ParseOfficer(std::string_view officer, std::string_view field) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-._";
  if (officer.size() <= 63 && officer.find_first_not_of(kLetters) == std::string_view::npos) {
    return std::string(officer);
  }
  return InvalidField(field, "OFFICER_INVALID", "at most 63 of a-z, 0-9, -, . and _",
                      "Mã cán bộ không hợp lệ.");
}

absl::StatusOr<Command> ParseCommand(const v1::FinishCaseRequest&, absl::Time) { return Finish{}; }

absl::StatusOr<Command> ParseCommand(const v1::WithdrawCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Withdraw{fields.Take(ParseOptionalReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::StopCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Stop{fields.Take(ParseReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::RefuseCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(RefuseAfterReceipt{fields.Take(ParseReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::HandOverCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(HandOver{fields.Take(ParseAgency(request.agency())),
                              fields.Take(rpc::ParseDate(request.due_date(), "due_date")),
                              request.step(), request.from_leg()});
}

absl::StatusOr<Command> ParseCommand(const v1::FinishLegRequest& request, absl::Time) {
  return FinishLeg{request.leg()};
}

absl::StatusOr<Command> ParseCommand(const v1::TransferLegRequest& request, absl::Time) {
  Fields fields;
  const bool linked = request.leg() != 0;
  return fields.Make(
      Transfer{request.leg(), fields.Take(ParseAgency(request.agency())),
               fields.Take(rpc::ParseReasonCode(request.reason_code(), linked, "reason_code"))});
}

absl::StatusOr<Command> ParseCommand(const v1::AcknowledgeLegRequest& request, absl::Time) {
  return Acknowledge{request.leg()};
}

absl::StatusOr<Command> ParseCommand(const v1::ReturnLegRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Return{request.leg(), fields.Take(ParseReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::AssignLegRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(
      Assign{request.leg(), fields.Take(ParseOfficer(request.officer(), "officer"))});
}

absl::StatusOr<Command> ParseCommand(const v1::PauseCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Pause{request.leg(), fields.Take(ParseKind(request.kind())),
                           fields.Take(ParseOptionalReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::ResumeCaseRequest& request, absl::Time) {
  return Resume{request.leg()};
}

absl::StatusOr<Command> ParseCommand(const v1::ApologiseCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(
      Apologise{request.leg(), fields.Take(ParseReason(request.reason_code())),
                fields.Take(ParseDocument(request.document())),
                fields.Take(rpc::ParseDate(request.promise_date(), "promise_date"))});
}

absl::StatusOr<Command> ParseCommand(const v1::ExtendCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Extend{request.leg(), fields.Take(ParseDueDay(request.due_date())),
                            fields.Take(ParseReason(request.reason_code())),
                            fields.Take(ParseDocument(request.document()))});
}

absl::StatusOr<Command> ParseCommand(const v1::HandOverResultRequest& request, absl::Time) {
  return HandOverResult{request.by_post()};
}

absl::StatusOr<Command> ParseCommand(const v1::ReopenCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Reopen{fields.Take(ParseReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::RefuseWithdrawalRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(RefuseWithdrawal{fields.Take(ParseReason(request.reason_code()))});
}

absl::StatusOr<Command> ParseCommand(const v1::CorrectCaseRequest& request, absl::Time now) {
  Fields fields;
  Correct correct;
  correct.reason_code = fields.Take(ParseReason(request.reason_code()));
  if (request.has_receive_time()) {
    correct.receive_time = fields.Take(rpc::ParseTime(request.receive_time(), now, "receive_time"));
  }
  correct.channel = fields.Take(ParseOptionalChannel(request.channel()));
  const std::string procedure =
      fields.Take(rpc::ParseOptionalName("procedures", request.procedure(), "procedure"));
  if (!procedure.empty()) correct.procedure = PinnedProcedure{.id = procedure, .field = {}};
  correct.agency = fields.Take(rpc::ParseOptionalName("agencies", request.agency(), "agency"));
  correct.due_day = fields.Take(rpc::ParseDate(request.due_date(), "due_date"));
  return fields.Make(std::move(correct));
}

absl::StatusOr<Command> ParseCommand(const v1::VoidCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Void{fields.Take(ParseReason(request.reason_code()))});
}

}  // namespace motcua::processing
