#include "common/catalog/convert.h"
#include "common/catalog/element_reader.h"

namespace motcua::catalog {
namespace {

constexpr int kMostOrigins = 100;
constexpr int kMostFormerPlaces = 100;

void AtMost(int most, int size, const char* field, ElementReader& reader) {
  reader.Require(size <= most, field, "TOO_MANY", "at most 100 elements", "Tối đa 100 mục");
}

void ReadOrigins(const v1::Agency& from, ElementReader& reader, Agency& to) {
  AtMost(kMostOrigins, from.formed_from_size(), "formed_from", reader);
  for (int i = 0; reader.status().ok() && i < from.formed_from_size(); ++i) {
    const std::string field = absl::StrCat("formed_from[", i, "]");
    reader.Take(rpc::ParseName("agencies", from.formed_from(i), reader.Path(field.c_str())),
                to.formed_from.emplace_back());
  }
}

void ReadFormerPlaces(const v1::Agency& from, ElementReader& reader, Agency& to) {
  AtMost(kMostFormerPlaces, from.former_places_size(), "former_places", reader);
  for (int i = 0; reader.status().ok() && i < from.former_places_size(); ++i) {
    const v1::FormerPlace& place = from.former_places(i);
    FormerPlace& added = to.former_places.emplace_back();
    const std::string field = absl::StrCat("former_places[", i, "].");
    const std::string parent = field + "parent", area = field + "area", day = field + "valid_to";
    reader.Take(rpc::ParseOptionalName("agencies", place.parent(), reader.Path(parent.c_str())),
                added.parent);
    reader.Take(rpc::ParseOptionalName("agencies", place.area(), reader.Path(area.c_str())),
                added.area);
    reader.Require(!place.valid_to().empty(), day.c_str(), "FIELD_REQUIRED",
                   "the last day is required", "Cần nêu ngày cuối cùng");
    reader.Day(place.valid_to(), day.c_str(), added.valid_to);
  }
}

}  // namespace

absl::StatusOr<Agency> AgencyFromProto(const v1::Agency& from, const std::string& field) {
  Agency to;
  ElementReader reader(field);
  reader.Take(rpc::ParseName("agencies", from.name(), reader.Path("name")), to.id);
  reader.Require(IsId(to.id), "name", "ID_INVALID", "an agency id is a-z, 0-9 and -",
                 "Mã cơ quan chỉ gồm a–z, 0–9 và dấu -");
  reader.Take(rpc::ParseText(from.display_name_vi(), 255, reader.Path("display_name_vi")),
              to.name_vi);
  reader.Require(v1::Agency::Level_IsValid(from.level()) && from.level() != 0, "level",
                 "ENUM_INVALID", "the level is missing or unknown",
                 "Thiếu cấp của cơ quan hoặc cấp không hợp lệ");
  to.level = static_cast<Level>(from.level());
  reader.Take(rpc::ParseReasonCode(from.kind(), false, reader.Path("kind")), to.kind);
  reader.OptionalText(from.group_vi(), 255, "group_vi", to.group_vi);
  reader.Take(rpc::ParseOptionalName("agencies", from.parent(), reader.Path("parent")), to.parent);
  to.list_order = from.list_order();
  reader.Take(rpc::ParseOptionalName("agencies", from.area(), reader.Path("area")), to.area);
  reader.Require(from.code().size() <= 32 && OnlyOf(from.code(), ".", 'A', 'Z'), "code",
                 "CODE_INVALID", "a code is up to 32 of A-Z, 0-9 and dot",
                 "Mã cơ quan trong mã hồ sơ gồm tối đa 32 ký tự A–Z, 0–9 và dấu chấm");
  to.code = from.code();
  reader.Take(rpc::ParseOptionalName("agencies", from.alias_of(), reader.Path("alias_of")),
              to.alias_of);
  reader.Day(from.valid_from(), "valid_from", to.valid_from);
  reader.Day(from.valid_to(), "valid_to", to.valid_to);
  to.has_site = from.has_site();
  reader.Take(rpc::ParseOptionalName("agencies", from.successor(), reader.Path("successor")),
              to.successor);
  ReadOrigins(from, reader, to);
  ReadFormerPlaces(from, reader, to);
  if (!reader.status().ok()) return reader.status();
  return to;
}

v1::Agency ToProto(const Agency& from) {
  v1::Agency to;
  to.set_name(OptionalName("agencies", from.id));
  to.set_display_name_vi(from.name_vi);
  to.set_level(static_cast<v1::Agency::Level>(from.level));
  to.set_kind(from.kind);
  to.set_group_vi(from.group_vi);
  to.set_parent(OptionalName("agencies", from.parent));
  to.set_list_order(from.list_order);
  to.set_area(OptionalName("agencies", from.area));
  to.set_code(from.code);
  to.set_alias_of(OptionalName("agencies", from.alias_of));
  to.set_valid_from(DateOr(from.valid_from, kFirstDay));
  to.set_valid_to(DateOr(from.valid_to, kLastDay));
  to.set_has_site(from.has_site);
  to.set_successor(OptionalName("agencies", from.successor));
  for (const std::string& origin : from.formed_from) {
    to.add_formed_from(OptionalName("agencies", origin));
  }
  for (const FormerPlace& place : from.former_places) {
    v1::FormerPlace* const added = to.add_former_places();
    added->set_parent(OptionalName("agencies", place.parent));
    added->set_area(OptionalName("agencies", place.area));
    added->set_valid_to(FormatDay(place.valid_to));
  }
  return to;
}

}  // namespace motcua::catalog
