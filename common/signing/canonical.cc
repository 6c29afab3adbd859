#include "common/signing/canonical.h"

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/hash.h"

namespace motcua::signing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr char kInteger = 1;
constexpr char kBytes = 2;
constexpr char kMessage = 3;
constexpr int kDeepest = 100;

absl::Status NotCanonical(const std::string& field, std::string_view why) {
  return InvalidField(field, "NOT_CANONICAL", why, "Nội dung không có dạng chuẩn để ký.");
}

// Appends what `append` writes, behind its length.
template <typename Append>
absl::Status AppendNested(std::string& out, Append append) {
  const std::size_t begin = out.size();
  AppendInt32(out, 0);
  const absl::Status status = append();
  std::string length;
  AppendInt32(length, static_cast<std::int32_t>(out.size() - begin - 4));
  out.replace(begin, 4, length);
  return status;
}

class Writer {
 public:
  Writer(std::string& out, const FieldDescriptor* left_out) : out_(out), left_out_(left_out) {}

  absl::Status AppendFields(const Message& message, int depth = 0) {
    const Reflection& reflection = *message.GetReflection();
    const std::string& type = message.GetDescriptor()->full_name();
    if (depth > kDeepest) return NotCanonical(type, "is nested too deeply");
    if (!reflection.GetUnknownFields(message).empty()) {
      return NotCanonical(type, "has a field that is not known here");
    }
    // By number, and without those that are not set.
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field == left_out_) continue;
      const absl::Status status = AppendField(message, *field, depth);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status AppendField(const Message& message, const FieldDescriptor& field, int depth) {
    if (field.is_map() || field.is_extension()) {
      return NotCanonical(field.full_name(), "is a map or an extension");
    }
    if (!field.is_repeated()) return AppendValue(message, field, -1, depth);
    const int size = message.GetReflection()->FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
      const absl::Status status = AppendValue(message, field, i, depth);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  void AppendTag(const FieldDescriptor& field, char kind) {
    AppendInt32(out_, field.number());
    out_.push_back(kind);
  }

  // `index` is −1 for a field that is not repeated.
  absl::Status AppendValue(const Message& message, const FieldDescriptor& field, int index,
                           int depth) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        AppendTag(field, kBytes);
        AppendSized(out_, index < 0 ? reflection.GetStringReference(message, &field, &scratch)
                                    : reflection.GetRepeatedStringReference(message, &field, index,
                                                                            &scratch));
        return absl::OkStatus();
      }
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        const Message& nested = index < 0 ? reflection.GetMessage(message, &field)
                                          : reflection.GetRepeatedMessage(message, &field, index);
        AppendTag(field, kMessage);
        return AppendNested(out_, [&] { return AppendFields(nested, depth + 1); });
      }
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT:
        return NotCanonical(field.full_name(), "is a floating-point number");
      default:
        AppendTag(field, kInteger);
        AppendInt64(out_, index < 0 ? Integer(message, field) : Element(message, field, index));
        return absl::OkStatus();
    }
  }

  static std::int64_t Integer(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.GetInt32(message, &field);
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.GetInt64(message, &field);
      case FieldDescriptor::CPPTYPE_UINT32:
        return reflection.GetUInt32(message, &field);
      case FieldDescriptor::CPPTYPE_UINT64:
        return static_cast<std::int64_t>(reflection.GetUInt64(message, &field));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.GetBool(message, &field) ? 1 : 0;
      default:
        return reflection.GetEnumValue(message, &field);
    }
  }

  static std::int64_t Element(const Message& message, const FieldDescriptor& field, int index) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.GetRepeatedInt32(message, &field, index);
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.GetRepeatedInt64(message, &field, index);
      case FieldDescriptor::CPPTYPE_UINT32:
        return reflection.GetRepeatedUInt32(message, &field, index);
      case FieldDescriptor::CPPTYPE_UINT64:
        return static_cast<std::int64_t>(reflection.GetRepeatedUInt64(message, &field, index));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.GetRepeatedBool(message, &field, index) ? 1 : 0;
      default:
        return reflection.GetRepeatedEnumValue(message, &field, index);
    }
  }

  std::string& out_;
  const FieldDescriptor* const left_out_;
};

absl::StatusOr<std::string> Write(const Message& message, const FieldDescriptor* left_out) {
  std::string out;
  AppendSized(out, message.GetDescriptor()->full_name());
  const absl::Status status = Writer(out, left_out).AppendFields(message);
  if (!status.ok()) return status;
  return out;
}

}  // namespace

absl::StatusOr<std::string> Canonical(const Message& message) { return Write(message, nullptr); }

absl::StatusOr<std::string> DigestOf(const Message& message) {
  auto form = Write(message, message.GetDescriptor()->FindFieldByName("signature"));
  if (!form.ok()) return form.status();
  return Sha256(*form);
}

}  // namespace motcua::signing
