#include "services/digitization/requests.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/rpc/request.h"
#include "common/service/fields.h"
#include "services/digitization/convert.h"
#include "services/digitization/files/file_requests.h"

namespace motcua::digitization {
namespace {

using service::Fields;

constexpr std::size_t kLongestSignature = 64 * 1024;
constexpr std::size_t kLongestId = 63;
constexpr std::size_t kLongestIdentity = 32;
constexpr int kMostFields = 20;
constexpr std::size_t kLongestLabel = 100;

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";

bool MadeOf(const std::string& text, std::size_t longest,
            std::initializer_list<std::string_view> alphabets) {
  const auto known = [&](char letter) {
    return std::any_of(alphabets.begin(), alphabets.end(), [letter](std::string_view alphabet) {
      return alphabet.find(letter) != std::string_view::npos;
    });
  };
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), known);
}

absl::StatusOr<std::string> ParseComponent(const std::string& component) {
  if (MadeOf(component, kLongestId, {kLower, kDigits, "-_."})) return component;
  return InvalidField("component", "COMPONENT_INVALID", "1 to 63 of a–z, 0–9, -, _ and dot",
                      "Mã thành phần hồ sơ không hợp lệ.");
}

absl::StatusOr<std::string> ParseKind(const std::string& kind) {
  if (MadeOf(kind, kLongestId, {kLower, kDigits, "-"})) return kind;
  return InvalidField("kind", "KIND_INVALID", "1 to 63 of a–z, 0–9 and -",
                      "Loại giấy tờ không hợp lệ.");
}

absl::StatusOr<std::string> ParseSignature(const std::string& der) {
  if (der.size() <= kLongestSignature) return der;
  return InvalidField("signature", "SIGNATURE_TOO_LARGE", "at most 64 kB",
                      "Chữ ký số vượt quá dung lượng cho phép.");
}

absl::StatusOr<Step> ParseStep(const std::string& name, const std::string& field) {
  if (const std::optional<Step> step = StepNamed(name)) return *step;
  return InvalidField(field, "STEP_UNKNOWN", "scan, extract, assign_code or store",
                      "Bước số hóa không hợp lệ.");
}

}  // namespace

absl::StatusOr<Command> ParseCommand(const v1::AttachComponentRequest& request, const OwnerKeys&) {
  Fields fields;
  AttachComponent command;
  command.component = fields.Take(ParseComponent(request.component()));
  command.file = fields.Take(ParseFileName(request.file(), "file"));
  command.signature = fields.Take(ParseSignature(request.signature()));
  for (int i = 0; i < request.steps_size(); ++i) {
    command.steps.push_back(
        fields.Take(ParseStep(request.steps(i), absl::StrCat("steps[", i, "]"))));
  }
  return fields.Make(std::move(command));
}

absl::StatusOr<Command> ParseCommand(const v1::SignOffStepRequest& request, const OwnerKeys&) {
  Fields fields;
  SignOffStep command;
  command.component = fields.Take(ParseComponent(request.component()));
  command.step = fields.Take(ParseStep(request.step(), "step"));
  return fields.Make(std::move(command));
}

absl::StatusOr<Command> ParseCommand(const v1::ReuseDocumentRequest& request,
                                     const OwnerKeys& owners) {
  Fields fields;
  ReuseDocument command;
  command.component = fields.Take(ParseComponent(request.component()));
  command.document = fields.Take(rpc::ParseName("documents", request.document(), "document"));
  command.owner_key = fields.Take(ParseOwner(request.owner_identity(), owners));
  return fields.Make(std::move(command));
}

absl::StatusOr<Command> ParseCommand(const v1::AttachResultRequest& request, const OwnerKeys&) {
  Fields fields;
  AttachResult command;
  command.file = fields.Take(ParseFileName(request.file(), "file"));
  command.signature = fields.Take(ParseSignature(request.signature()));
  command.valid_to = fields.Take(rpc::ParseDate(request.valid_to(), "valid_to"));
  return fields.Make(std::move(command));
}

absl::StatusOr<Command> ParseCommand(const v1::StoreDocumentRequest& request,
                                     const OwnerKeys& owners) {
  Fields fields;
  StoreDocument command;
  command.document = RandomId();
  command.owner_key = fields.Take(ParseOwner(request.owner_identity(), owners));
  command.kind = fields.Take(ParseKind(request.kind()));
  command.valid_to = fields.Take(rpc::ParseDate(request.valid_to(), "valid_to"));
  return fields.Make(std::move(command));
}

absl::StatusOr<std::string> ParseOwner(const std::string& identity, const OwnerKeys& owners) {
  if (!MadeOf(identity, kLongestIdentity, {kUpper, kDigits, "-"})) {
    return InvalidField("owner_identity", "IDENTITY_INVALID", "1 to 32 of 0–9, A–Z and -",
                        "Số định danh của chủ giấy tờ không hợp lệ.");
  }
  if (!owners.configured()) {
    return Refuse(absl::StatusCode::kFailedPrecondition, "DOCUMENT_STORE_NOT_CONFIGURED", "",
                  "this province keeps no personal document stores",
                  "Chưa cấu hình kho dữ liệu điện tử của tổ chức, cá nhân.");
  }
  return owners.KeyOf(identity);
}

absl::StatusOr<std::string> ParseOptionalKind(const std::string& kind) {
  if (kind.empty()) return kind;
  return ParseKind(kind);
}

absl::StatusOr<AskedFields> ParseFields(const v1::ExtractFieldsRequest& request) {
  AskedFields asked;
  absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request.name(), "name");
  if (!code.ok()) return code.status();
  asked.code = *std::move(code);
  absl::StatusOr<std::string> component = ParseComponent(request.component());
  if (!component.ok()) return component.status();
  asked.component = *std::move(component);
  if (request.fields().empty() || request.fields_size() > kMostFields) {
    return InvalidField("fields", "FIELDS_INVALID", "1 to 20 fields",
                        "Phải nêu từ 1 đến 20 trường thông tin.");
  }
  std::set<std::string> names;
  for (int i = 0; i < request.fields_size(); ++i) {
    const v1::ExtractFieldsRequest::Field& field = request.fields(i);
    const std::string path = absl::StrCat("fields[", i, "].");
    if (!MadeOf(field.field(), kLongestId, {kLower, kDigits, "_"}) ||
        !names.insert(field.field()).second) {
      return InvalidField(path + "field", "FIELD_NAME_INVALID",
                          "1 to 63 of a–z, 0–9 and _, each name once",
                          "Tên trường thông tin không hợp lệ hoặc bị trùng.");
    }
    absl::StatusOr<std::string> label =
        rpc::ParseText(field.label_vi(), kLongestLabel, path + "label_vi");
    if (!label.ok()) return label.status();
    asked.labels.push_back({field.field(), *std::move(label)});
  }
  return asked;
}

}  // namespace motcua::digitization
