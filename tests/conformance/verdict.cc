#include "tests/conformance/verdict.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/testing/grpc.h"

namespace motcua::conformance {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A refusal as a caller sees it, of a call or of an entry of a batch.
struct Told {
  grpc::StatusCode code = grpc::StatusCode::OK;
  std::string reason;
  std::vector<std::string> fields;
  std::string message_vi;
  bool of_entry = false;
};

std::string Text(const Message& message, const char* field) {
  return message.GetReflection()->GetString(message,
                                            message.GetDescriptor()->FindFieldByName(field));
}

// The refusal of a batch's first entry: results[0].refusal.
std::optional<Told> EntryRefusal(const Message& response) {
  const FieldDescriptor* results = response.GetDescriptor()->FindFieldByName("results");
  if (results == nullptr || response.GetReflection()->FieldSize(response, results) == 0) {
    return std::nullopt;
  }
  const Message& entry = response.GetReflection()->GetRepeatedMessage(response, results, 0);
  const FieldDescriptor* field = entry.GetDescriptor()->FindFieldByName("refusal");
  // Not every list of results is a batch's.
  if (field == nullptr || !entry.GetReflection()->HasField(entry, field)) return std::nullopt;
  const Message& refusal = entry.GetReflection()->GetMessage(entry, field);
  Told told;
  told.code = static_cast<grpc::StatusCode>(
      refusal.GetReflection()->GetInt32(refusal, refusal.GetDescriptor()->FindFieldByName("code")));
  told.reason = Text(refusal, "reason");
  if (!Text(refusal, "field").empty()) told.fields = {Text(refusal, "field")};
  told.message_vi = Text(refusal, "message_vi");
  told.of_entry = true;
  return told;
}

Told ToldBy(const Outcome& outcome) {
  if (!outcome.status.ok()) {
    const testing::ErrorDetails details = testing::DetailsOf(outcome.status);
    return {outcome.status.error_code(), details.domain == "motcua" ? details.reason : "",
            details.fields, details.message_vi, false};
  }
  return outcome.response == nullptr ? Told() : EntryRefusal(*outcome.response).value_or(Told());
}

// True when `path` (`dossier.agency`, `requests[3].dossier`) leads to a field or a oneof.
bool LeadsSomewhere(const Descriptor* type, const std::string& path) {
  const std::vector<std::string> steps = absl::StrSplit(path, '.');
  for (const std::string& step : steps) {
    if (type == nullptr) return false;
    const FieldDescriptor* field = type->FindFieldByName(step.substr(0, step.find('[')));
    if (field == nullptr) return type->FindOneofByName(step) != nullptr;
    type = field->message_type();
  }
  return !path.empty();
}

// The field of an entry is a path from the entry, from what its oneof holds, or from the request.
bool Names(const Descriptor& request, const Told& told, const std::string& path) {
  if (LeadsSomewhere(&request, path)) return true;
  if (!told.of_entry) return false;
  const Descriptor* entry = request.field(0)->message_type();
  if (LeadsSomewhere(entry, path)) return true;
  for (int i = 0; i < entry->field_count(); ++i) {
    if (LeadsSomewhere(entry->field(i)->message_type(), path)) return true;
  }
  return false;
}

std::string FormFault(const Descriptor& request, const Told& told) {
  switch (told.code) {
    case grpc::StatusCode::OK:
      return "";
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::DATA_LOSS:
      return "the server failed";
    default:
      break;
  }
  if (told.reason.empty()) return "no reason is given";
  if (told.message_vi.empty()) return "no Vietnamese text is given";
  if (told.code != grpc::StatusCode::INVALID_ARGUMENT) return "";
  if (told.fields.empty()) return "no field is named";
  for (const std::string& field : told.fields) {
    if (!Names(request, told, field)) return "no such field: " + field;
  }
  return "";
}

std::string Describe(const Outcome& outcome, const Told& told) {
  return absl::StrCat("code ", static_cast<int>(told.code), ", reason ", told.reason, ", field ",
                      absl::StrJoin(told.fields, " "), ", ", outcome.status.error_message());
}

}  // namespace

bool Refused(const Outcome& outcome) { return ToldBy(outcome).code != grpc::StatusCode::OK; }

std::string FaultOf(const Descriptor& request, const Variant& variant, const Outcome& outcome) {
  const Told told = ToldBy(outcome);
  std::string fault = FormFault(request, told);
  if (fault.empty() && variant.expected != Expected::kAnything && !Refused(outcome)) {
    fault = "it was accepted";
  }
  if (fault.empty() && variant.expected == Expected::kInvalid &&
      (told.code != grpc::StatusCode::INVALID_ARGUMENT ||
       told.fields != std::vector<std::string>{variant.field})) {
    fault = "not refused at " + variant.field;
  }
  return fault.empty() ? "" : fault + " (" + Describe(outcome, told) + ")";
}

}  // namespace motcua::conformance
