#include "services/processing/requests.h"

#include <utility>

#include "common/base/errors.h"

namespace motcua::processing {
namespace {

// Reads the fields of one request and keeps the first refusal.
class Fields {
 public:
  std::string Agency(const std::string& name) {
    return Kept(rpc::ParseName("agencies", name, "agency"));
  }
  std::string OptionalAgency(const std::string& name) {
    return Kept(rpc::ParseOptionalName("agencies", name, "agency"));
  }
  std::string OptionalProcedure(const std::string& name) {
    return Kept(rpc::ParseOptionalName("procedures", name, "procedure"));
  }
  std::string Reason(const std::string& code) {
    return Kept(rpc::ParseReasonCode(code, /*required=*/true, "reason_code"));
  }
  std::string OptionalReason(const std::string& code) {
    return Kept(rpc::ParseReasonCode(code, /*required=*/false, "reason_code"));
  }
  std::optional<Day> OptionalDate(const std::string& date, const char* field) {
    return Kept(rpc::ParseDate(date, field));
  }
  Day Date(const std::string& date, const char* field) {
    const std::optional<Day> day = OptionalDate(date, field);
    if (!day) {
      Refuse(InvalidField(field, "FIELD_REQUIRED", "a date is required", "Thiếu ngày."));
    }
    return day.value_or(0);
  }
  PauseKind Kind(v1::PauseKind kind) {
    if (kind != v1::PAUSE_KIND_SUPPLEMENT && kind != v1::PAUSE_KIND_OBLIGATION) {
      Refuse(InvalidField("kind", "PAUSE_KIND_INVALID", "supplement or obligation is required",
                          "Phải nêu lý do chờ: bổ sung hồ sơ hoặc nghĩa vụ tài chính."));
    }
    return static_cast<PauseKind>(kind);
  }
  std::optional<statistics::Channel> OptionalChannel(type::v1::Channel channel) {
    if (channel == type::v1::CHANNEL_UNSPECIFIED) return std::nullopt;
    if (!type::v1::Channel_IsValid(channel)) {
      Refuse(InvalidField("channel", "CHANNEL_INVALID", "unknown channel",
                          "Kênh tiếp nhận không hợp lệ."));
    }
    return static_cast<statistics::Channel>(channel);
  }
  std::optional<absl::Time> Time(const google::protobuf::Timestamp& time, absl::Time latest,
                                 const char* field) {
    return Kept(rpc::ParseTime(time, latest, field));
  }

  // `command`, unless a field it was made of is at fault.
  absl::StatusOr<Command> Make(Command command) {
    if (!status_.ok()) return status_;
    return command;
  }

 private:
  void Refuse(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
  }
  template <typename T>
  T Kept(absl::StatusOr<T> value) {
    if (value.ok()) return *std::move(value);
    Refuse(value.status());
    return T();
  }

  absl::Status status_;
};

}  // namespace

absl::StatusOr<AskedChange> ParseTarget(const std::string& name, const std::string& etag,
                                        const google::protobuf::Timestamp* event_time,
                                        const rpc::Caller& caller, absl::Time now) {
  absl::StatusOr<std::string> code = rpc::ParseName("dossiers", name, "name");
  if (!code.ok()) return code.status();
  AskedChange asked{.code = *std::move(code), .etag = etag, .stated_time = {}, .command = {}};
  if (event_time == nullptr) return asked;
  if (!caller.may_import()) {
    return Refuse(absl::StatusCode::kPermissionDenied, "IMPORT_ROLE_REQUIRED", "event_time",
                  "only an importer may state when it happened",
                  "Chỉ hệ thống nhập dữ liệu được nêu thời điểm thực hiện.");
  }
  absl::StatusOr<absl::Time> stated = rpc::ParseTime(*event_time, now, "event_time");
  if (!stated.ok()) return stated.status();
  asked.stated_time = *stated;
  return asked;
}

absl::StatusOr<Command> ParseCommand(const v1::FinishCaseRequest&, absl::Time) { return Finish{}; }

absl::StatusOr<Command> ParseCommand(const v1::WithdrawCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Withdraw{fields.OptionalReason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::StopCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Stop{fields.Reason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::RefuseCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(RefuseAfterReceipt{fields.Reason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::HandOverCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(HandOver{fields.Agency(request.agency()),
                              fields.OptionalDate(request.due_date(), "due_date")});
}

absl::StatusOr<Command> ParseCommand(const v1::FinishLegRequest& request, absl::Time) {
  return FinishLeg{request.leg()};
}

absl::StatusOr<Command> ParseCommand(const v1::TransferLegRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Transfer{request.leg(), fields.Agency(request.agency())});
}

absl::StatusOr<Command> ParseCommand(const v1::PauseCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Pause{request.leg(), fields.Kind(request.kind()),
                           fields.OptionalReason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::ResumeCaseRequest& request, absl::Time) {
  return Resume{request.leg()};
}

absl::StatusOr<Command> ParseCommand(const v1::ApologiseCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Apologise{request.leg(), fields.Reason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::ExtendCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Extend{request.leg(), fields.Date(request.due_date(), "due_date"),
                            fields.Reason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::HandOverResultRequest& request, absl::Time) {
  return HandOverResult{request.by_post()};
}

absl::StatusOr<Command> ParseCommand(const v1::ReopenCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Reopen{fields.Reason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::RefuseWithdrawalRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(RefuseWithdrawal{fields.Reason(request.reason_code())});
}

absl::StatusOr<Command> ParseCommand(const v1::CorrectCaseRequest& request, absl::Time now) {
  Fields fields;
  Correct correct;
  correct.reason_code = fields.Reason(request.reason_code());
  if (request.has_receive_time()) {
    correct.receive_time = fields.Time(request.receive_time(), now, "receive_time");
  }
  correct.channel = fields.OptionalChannel(request.channel());
  const std::string procedure = fields.OptionalProcedure(request.procedure());
  if (!procedure.empty()) correct.procedure = PinnedProcedure{.id = procedure, .field = {}};
  correct.agency = fields.OptionalAgency(request.agency());
  correct.due_day = fields.OptionalDate(request.due_date(), "due_date");
  return fields.Make(std::move(correct));
}

absl::StatusOr<Command> ParseCommand(const v1::VoidCaseRequest& request, absl::Time) {
  Fields fields;
  return fields.Make(Void{fields.Reason(request.reason_code())});
}

}  // namespace motcua::processing
