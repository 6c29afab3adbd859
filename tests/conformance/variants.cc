#include "tests/conformance/variants.h"

#include <functional>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"

namespace motcua::conformance {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;

constexpr int kDeepest = 4;

// Leads from the request to a message inside it: first elements of repeated fields.
using Path = std::vector<const FieldDescriptor*>;

Message* Resolve(Message* message, const Path& path) {
  for (const FieldDescriptor* field : path) {
    const Reflection* reflection = message->GetReflection();
    message = field->is_repeated() ? reflection->MutableRepeatedMessage(message, field, 0)
                                   : reflection->MutableMessage(message, field);
  }
  return message;
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const Reflection* reflection = message.GetReflection();
  return field.is_repeated() ? reflection->FieldSize(message, &field) > 0
                             : reflection->HasField(message, &field);
}

// Walks one good request.
class Maker {
 public:
  explicit Maker(const Message& good) : good_(good) {}

  std::vector<Variant> Make() {
    variants_.push_back({"empty", std::unique_ptr<Message>(good_.New()), Expected::kAnything, ""});
    Walk({});
    return std::move(variants_);
  }

 private:
  using Change = std::function<void(Message&, const Reflection&)>;

  void Walk(const Path& path) {
    std::unique_ptr<Message> copy = Copy();
    const Message& message = *Resolve(copy.get(), path);
    const FieldDescriptor* name = message.GetDescriptor()->FindFieldByName("name");
    const bool named = name != nullptr && IsSet(message, *name);
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      field_ = message.GetDescriptor()->field(i);
      path_ = path;
      named_ = named;
      set_ = IsSet(message, *field_);
      VaryField();
      if (!set_ || field_->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
      Path deeper = path;
      deeper.push_back(field_);
      if (deeper.size() < kDeepest && field_->message_type() != Timestamp::descriptor()) {
        Walk(deeper);
      }
    }
  }

  void VaryField() {
    const FieldDescriptor* field = field_;
    if (set_) {
      Add("missing", [=](Message& m, const Reflection& r) { r.ClearField(&m, field); });
    }
    if (set_ && field_->is_repeated()) VaryLength();
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        VaryText();
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        VaryEnum();
        break;
      case FieldDescriptor::CPPTYPE_INT32:
      case FieldDescriptor::CPPTYPE_INT64:
        VaryNumber();
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        VaryMessage();
        break;
      default:
        break;
    }
  }

  void VaryText() {
    const std::string& name = field_->name();
    if (name == "page_token") {
      AddText("foreign", "xin-chao", Expected::kInvalid);
      AddText("control", std::string("a\0b", 3), Expected::kInvalid);
      return;
    }
    // Where the request names a resource; elsewhere an etag is output only.
    if (name == "etag" && named_) AddText("altered", "altered", Expected::kRefused);
    // A good request sets only fields that the service reads, so it has to look at them; an epoch
    // nobody knows means everything anew, whatever it looks like.
    const Expected expected = set_ && name != "epoch" ? Expected::kRefused : Expected::kAnything;
    AddText("over-long", std::string(100'000, 'a'), expected);
    AddText("NUL", std::string("a\0b", 3), expected);
    AddText("control", "a\x1b[2Jb", expected);
    AddText("decomposed", "Nguye\u0302\u0303n Va\u0306n A", Expected::kAnything);
    AddText("blank", "   ", Expected::kAnything);
  }

  void VaryEnum() {
    const FieldDescriptor* field = field_;
    for (const int number : {9999, -1}) {
      Add(
          absl::StrCat(number),
          [=](Message& m, const Reflection& r) {
            if (field->is_repeated()) {
              r.AddEnumValue(&m, field, number);
            } else {
              r.SetEnumValue(&m, field, number);
            }
          },
          set_ ? Expected::kRefused : Expected::kAnything);
    }
  }

  void VaryNumber() {
    if (field_->is_repeated()) return;
    const FieldDescriptor* field = field_;
    const bool wide = field_->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
    using Wide = std::numeric_limits<std::int64_t>;
    using Narrow = std::numeric_limits<std::int32_t>;
    for (const std::int64_t number : {std::int64_t{-1}, wide ? Wide::min() : Narrow::min(),
                                      wide ? Wide::max() : Narrow::max()}) {
      const bool bad_page = field_->name() == "page_size" && number < 0;
      Add(
          absl::StrCat(number),
          [=](Message& m, const Reflection& r) {
            if (wide) {
              r.SetInt64(&m, field, number);
            } else {
              r.SetInt32(&m, field, static_cast<std::int32_t>(number));
            }
          },
          bad_page ? Expected::kInvalid : Expected::kAnything);
    }
  }

  void VaryMessage() {
    const FieldDescriptor* field = field_;
    if (field_->message_type() == Timestamp::descriptor()) {
      AddTime("before all", std::numeric_limits<std::int64_t>::min(), 0);
      AddTime("after all", std::numeric_limits<std::int64_t>::max(), 0);
      AddTime("year 10000", 253'402'300'800, 0);
      AddTime("bad nanos", 1'647'300'000, -1);
    } else if (!set_) {
      Add("present", [=](Message& m, const Reflection& r) {
        if (field->is_repeated()) {
          r.AddMessage(&m, field);
        } else {
          r.MutableMessage(&m, field);
        }
      });
    }
  }

  // Six thousand: more than any list may have.
  void VaryLength() {
    const FieldDescriptor* field = field_;
    if (field_->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
    Add(
        "6000 elements",
        [=](Message& m, const Reflection& r) {
          const std::unique_ptr<Message> first(r.GetRepeatedMessage(m, field, 0).New());
          first->CopyFrom(r.GetRepeatedMessage(m, field, 0));
          for (int i = 1; i < 6000; ++i) r.AddMessage(&m, field)->CopyFrom(*first);
        },
        Expected::kAnything);
  }

  void AddText(const std::string& what, const std::string& text,
               Expected expected = Expected::kAnything) {
    const FieldDescriptor* field = field_;
    Add(
        what,
        [=](Message& m, const Reflection& r) {
          if (field->is_repeated()) {
            r.AddString(&m, field, text);
          } else {
            r.SetString(&m, field, text);
          }
        },
        expected);
  }

  void AddTime(const std::string& what, std::int64_t seconds, std::int32_t nanos) {
    const FieldDescriptor* field = field_;
    if (field->is_repeated()) return;
    Add(
        what,
        [=](Message& m, const Reflection& r) {
          Timestamp time;
          time.set_seconds(seconds);
          time.set_nanos(nanos);
          r.MutableMessage(&m, field)->CopyFrom(time);
        },
        set_ ? Expected::kRefused : Expected::kAnything);
  }

  void Add(const std::string& what, const Change& change, Expected expected = Expected::kAnything) {
    Variant variant;
    for (const FieldDescriptor* step : path_) absl::StrAppend(&variant.name, step->name(), ".");
    absl::StrAppend(&variant.name, field_->name(), ": ", what);
    variant.request = Copy();
    Message* message = Resolve(variant.request.get(), path_);
    change(*message, *message->GetReflection());
    variant.expected = expected;
    variant.field = field_->name();
    variants_.push_back(std::move(variant));
  }

  std::unique_ptr<Message> Copy() const {
    std::unique_ptr<Message> copy(good_.New());
    copy->CopyFrom(good_);
    return copy;
  }

  const Message& good_;
  std::vector<Variant> variants_;
  // The field under variation, where it is, whether the good request sets it, and whether it
  // sets the name beside it.
  Path path_;
  const FieldDescriptor* field_ = nullptr;
  bool set_ = false;
  bool named_ = false;
};

}  // namespace

std::vector<Variant> VariantsOf(const Message& good) { return Maker(good).Make(); }

}  // namespace motcua::conformance
