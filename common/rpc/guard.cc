#include "common/rpc/guard.h"

#include <chrono>
#include <exception>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/rpc/access.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpc/grpc_security_constants.h"

namespace motcua::rpc {
namespace {

struct GeneralText {
  absl::StatusCode code;
  const char* message;
  const char* message_vi;
};

// What is said of a status that was not made to be told.
constexpr GeneralText kGeneral[] = {
    {absl::StatusCode::kCancelled, "the caller cancelled", "Yêu cầu đã bị hủy."},
    {absl::StatusCode::kDeadlineExceeded, "not done in time", "Quá thời gian xử lý yêu cầu."},
    {absl::StatusCode::kUnavailable, "try again in a moment",
     "Hệ thống tạm thời không phục vụ được, vui lòng thử lại."},
    {absl::StatusCode::kResourceExhausted, "too many calls, try again in a moment",
     "Hệ thống đang quá tải, vui lòng thử lại."},
    {absl::StatusCode::kNotFound, "not found", "Không tìm thấy."},
};
constexpr GeneralText kInternal = {absl::StatusCode::kInternal, "internal error",
                                   "Lỗi hệ thống, vui lòng báo người vận hành."};

GeneralText GeneralTextOf(absl::StatusCode code) {
  for (const GeneralText& text : kGeneral) {
    if (text.code == code) return text;
  }
  return kInternal;
}

google::rpc::Status WithDetails(const PublicError& error) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(error.code));
  status.set_message(error.message);
  google::rpc::ErrorInfo info;
  info.set_domain("motcua");
  info.set_reason(error.reason);
  status.add_details()->PackFrom(info);
  if (!error.field.empty()) {
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field(error.field);
    violation->set_description(error.message);
    status.add_details()->PackFrom(bad_request);
  }
  if (error.code == absl::StatusCode::kResourceExhausted) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_nanos(200'000'000);
    status.add_details()->PackFrom(retry);
  }
  google::rpc::LocalizedMessage localized;
  localized.set_locale("vi");
  localized.set_message(error.message_vi);
  status.add_details()->PackFrom(localized);
  return status;
}

grpc::Status Internal(const char* method, const char* what) {
  Log(LogLevel::kError, "call failed", {{"method", method}, {"error", what}});
  return ToGrpc(absl::InternalError(""));
}

}  // namespace

Caller CallerOf(const grpc::ServerContextBase& context) {
  const auto auth = context.auth_context();
  if (auth != nullptr) {
    for (const auto& id : auth->FindPropertyValues(GRPC_PEER_SPIFFE_ID_PROPERTY_NAME)) {
      return ParseSpiffeId({id.data(), id.size()}).value_or(Caller());
    }
    for (const auto& type : auth->FindPropertyValues(GRPC_TRANSPORT_SECURITY_TYPE_PROPERTY_NAME)) {
      if (type == GRPC_SSL_TRANSPORT_SECURITY_TYPE) return {};
    }
  }
  return {"test", type::v1::ROLE_IMPORTER};
}

absl::Time DeadlineOf(const grpc::ServerContextBase& context) {
  // gRPC says "none" by a time far beyond any calendar.
  constexpr absl::Duration kLongest = absl::Hours(24);
  const absl::Duration left = absl::FromChrono(context.deadline()) - absl::Now();
  return SteadyNow() + (left < kLongest ? left : kDefaultDeadline);
}

PublicError Publish(const absl::Status& status) {
  Refusal refusal = RefusalOf(status);
  if (!refusal.reason.empty() || status.ok()) {
    return {status.code(), std::move(refusal.reason), std::move(refusal.field),
            std::string(status.message()), std::move(refusal.message_vi)};
  }
  const GeneralText text = GeneralTextOf(status.code());
  return {text.code, absl::StatusCodeToString(text.code), "", text.message, text.message_vi};
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const PublicError error = Publish(status);
  return {static_cast<grpc::StatusCode>(error.code), error.message,
          WithDetails(error).SerializeAsString()};
}

grpc::Status Guard(const char* method, const std::function<absl::Status()>& body) {
  try {
    const absl::Status status = body();
    // A status with a refusal was made to be told, by someone who logged what lies behind it.
    if (RefusalOf(status).reason.empty() && Publish(status).code == absl::StatusCode::kInternal) {
      return Internal(method, std::string(status.message()).c_str());
    }
    return ToGrpc(status);
  } catch (const std::exception& error) {
    return Internal(method, error.what());
  } catch (...) {
    return Internal(method, "not a std::exception");
  }
}

grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context, const char* method,
                                 const std::function<absl::Status()>& body) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(Guard(method, body));
  return reactor;
}

absl::Status Overloaded() {
  const GeneralText text = GeneralTextOf(absl::StatusCode::kResourceExhausted);
  return Refuse(text.code, "OVERLOADED", "", text.message, text.message_vi);
}

}  // namespace motcua::rpc
