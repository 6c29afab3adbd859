#include "absl/strings/str_cat.h"
#include "common/catalog/convert.h"
#include "common/catalog/element_reader.h"

namespace motcua::catalog {
namespace {

constexpr int kLongestTime = 3650;

void ReadHolder(const v1::RouteStep& from, ElementReader& reader, RouteStep& to) {
  if (from.has_kind()) {
    reader.Take(rpc::ParseReasonCode(from.kind(), true, reader.Path("kind")), to.kind);
    return;
  }
  reader.Require(from.has_agency(), "agency", "FIELD_REQUIRED", "an agency or a kind is required",
                 "Thiếu cơ quan hoặc loại cơ quan thực hiện bước");
  reader.Take(rpc::ParseName("agencies", from.agency(), reader.Path("agency")), to.agency);
}

void ReadTime(const v1::RouteStep& from, ElementReader& reader, RouteStep& to) {
  reader.Range(from.time(), 0, kLongestTime, "time", "Thời hạn của bước phải từ 0 đến 3650");
  to.time = from.time();
  reader.Require(v1::Procedure::LegalTimeUnit_IsValid(from.time_unit()) &&
                     (from.time() == 0 || from.time_unit() != 0),
                 "time_unit", "ENUM_INVALID", "the unit of the time is missing",
                 "Thiếu đơn vị của thời hạn");
  to.time_unit = static_cast<LegalTimeUnit>(from.time_unit());
}

void ReadAfter(const v1::RouteStep& from, ElementReader& reader, RouteStep& to) {
  for (int i = 0; i < from.after_size(); ++i) {
    const std::string path = absl::StrCat("after[", i, "]");
    reader.Require(from.after(i) >= 1 && from.after(i) < from.number(), path.c_str(),
                   "STEP_NOT_BEFORE", "a step waits for steps of smaller numbers",
                   "Một bước chỉ có thể chờ các bước có số thứ tự nhỏ hơn");
    reader.Require(i == 0 || from.after(i) > from.after(i - 1), path.c_str(), "STEPS_NOT_ASCENDING",
                   "the steps it waits for are named once each, in ascending order",
                   "Các bước phải chờ được nêu một lần, theo thứ tự tăng dần");
    to.after.push_back(from.after(i));
  }
}

}  // namespace

absl::StatusOr<RouteStep> RouteStepFromProto(const v1::RouteStep& from, int number,
                                             const std::string& field) {
  RouteStep to;
  ElementReader reader(field);
  reader.Require(from.number() == number, "number", "STEP_NUMBER_WRONG",
                 "steps are numbered 1, 2, 3 … in order",
                 "Các bước phải được đánh số 1, 2, 3 … theo thứ tự");
  to.number = from.number();
  ReadHolder(from, reader, to);
  reader.Take(rpc::ParseText(from.display_name_vi(), 255, reader.Path("display_name_vi")),
              to.name_vi);
  ReadTime(from, reader, to);
  to.may_pause = from.may_pause();
  ReadAfter(from, reader, to);
  if (!reader.status().ok()) return reader.status();
  return to;
}

v1::RouteStep ToProto(const RouteStep& from) {
  v1::RouteStep to;
  to.set_number(from.number);
  if (from.kind.empty()) {
    to.set_agency(OptionalName("agencies", from.agency));
  } else {
    to.set_kind(from.kind);
  }
  to.set_display_name_vi(from.name_vi);
  to.set_time(from.time);
  to.set_time_unit(static_cast<v1::Procedure::LegalTimeUnit>(from.time_unit));
  to.set_may_pause(from.may_pause);
  for (const int before : from.after) to.add_after(before);
  return to;
}

}  // namespace motcua::catalog
