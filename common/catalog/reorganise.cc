#include "common/catalog/reorganise.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"

namespace motcua::catalog {
namespace {

// A tree is checked for each, and no province is reorganised so often.
constexpr std::size_t kMostReorganisedDays = 300;

std::string Path(std::size_t i, const std::string& field) {
  return absl::StrCat("agencies[", i, "].", field);
}

const Agency* Find(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                   const std::string& id) {
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : &agencies[found->second];
}

absl::Status Missing(const std::string& field) {
  return InvalidField(field, "FIELD_REQUIRED", "the day of the reorganisation is required",
                      "Cần nêu ngày sắp xếp lại");
}

absl::Status Unknown(const std::string& field, const char* reason, const std::string& id) {
  return InvalidField(field, reason, absl::StrCat("there is no agency ", id),
                      absl::StrCat("Không có cơ quan ", id, " trong danh mục"));
}

// As it is valid on the day after, its own end is later: so a chain of successors ends.
absl::Status CheckSuccessor(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                            std::size_t i) {
  const Agency& agency = agencies[i];
  if (agency.successor.empty()) return absl::OkStatus();
  const std::string field = Path(i, "successor");
  const Agency* const successor = Find(agencies, by_id, agency.successor);
  if (successor == nullptr) return Unknown(field, "SUCCESSOR_UNKNOWN", agency.successor);
  if (agency.valid_to == kLastDay) return Missing(Path(i, "valid_to"));
  if (agency.alias_of.empty() && successor->alias_of.empty() &&
      successor->ValidOn(agency.valid_to + 1)) {
    return absl::OkStatus();
  }
  return InvalidField(field, "SUCCESSOR_INVALID",
                      "an office is succeeded by one that is there on the day after its last",
                      "Cơ quan kế thừa phải đang hoạt động vào ngày liền sau ngày kết thúc");
}

// As each is valid on the day before, it began earlier: so a chain of origins ends.
absl::Status CheckOrigins(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                          std::size_t i) {
  const Agency& agency = agencies[i];
  if (!agency.formed_from.empty() && agency.valid_from == kFirstDay) {
    return Missing(Path(i, "valid_from"));
  }
  for (std::size_t j = 0; j < agency.formed_from.size(); ++j) {
    const std::string field = Path(i, absl::StrCat("formed_from[", j, "]"));
    const Agency* const origin = Find(agencies, by_id, agency.formed_from[j]);
    if (origin == nullptr) return Unknown(field, "ORIGIN_UNKNOWN", agency.formed_from[j]);
    if (agency.alias_of.empty() && origin->alias_of.empty() &&
        origin->ValidOn(agency.valid_from - 1)) {
      continue;
    }
    return InvalidField(field, "ORIGIN_INVALID",
                        "an office is formed of those that were there on the day before its first",
                        "Cơ quan gốc phải đang hoạt động vào ngày liền trước ngày thành lập");
  }
  return absl::OkStatus();
}

absl::Status CheckFormerPlaces(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                               std::size_t i) {
  const std::vector<FormerPlace>& places = agencies[i].former_places;
  for (std::size_t j = 0; j < places.size(); ++j) {
    const std::string field = Path(i, absl::StrCat("former_places[", j, "]."));
    if (!places[j].parent.empty() && !by_id.contains(places[j].parent)) {
      return Unknown(field + "parent", "PARENT_UNKNOWN", places[j].parent);
    }
    if (!places[j].area.empty() && !by_id.contains(places[j].area)) {
      return Unknown(field + "area", "AREA_UNKNOWN", places[j].area);
    }
    if (j == 0 || places[j - 1].valid_to < places[j].valid_to) continue;
    return InvalidField(field + "valid_to", "ORDER_INVALID", "is not after the place before",
                        "Ngày kết thúc không sau ngày của nơi trước đó");
  }
  return absl::OkStatus();
}

// Named twice, it is still one.
bool HasOneOrigin(const Agency& agency) {
  const std::vector<std::string>& origins = agency.formed_from;
  return !origins.empty() && std::all_of(origins.begin(), origins.end(), [&](const auto& origin) {
    return origin == origins.front();
  });
}

// Who did an agency's work on a day: by a chain of origins, or of successors, never both, for
// origins end at one that is there, or at one that is not yet.
const Agency& OfficeOn(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                       const Agency& agency, Day day) {
  const auto at = [&](const std::string& id) { return &agencies[by_id.at(id)]; };
  const Agency* office = agency.alias_of.empty() ? &agency : at(agency.alias_of);
  while (office->valid_from > day && HasOneOrigin(*office)) {
    office = at(office->formed_from.front());
  }
  while (office->valid_to < day && !office->successor.empty()) office = at(office->successor);
  return *office;
}

FormerPlace PlaceOn(const Agency& agency, Day day) {
  for (const FormerPlace& place : agency.former_places) {
    if (day <= place.valid_to) return place;
  }
  return {agency.parent, agency.area, kLastDay};
}

// Walks each path up once.
absl::Status CheckTree(const std::vector<Agency>& agencies, const AgencyIndex& by_id) {
  std::vector<std::size_t> walk(agencies.size(), 0);  // the last walk that passed; 0: none
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    std::size_t at = i;
    while (walk[at] == 0) {
      walk[at] = i + 1;
      if (agencies[at].parent.empty()) break;
      at = by_id.at(agencies[at].parent);
      if (walk[at] != i + 1) continue;
      return InvalidField(Path(at, "parent"), "TREE_CYCLE",
                          "the agency is above itself in the tree",
                          "Cơ quan đứng trên chính mình trong cây tổ chức");
    }
  }
  return absl::OkStatus();
}

std::set<Day> DaysOfChange(const std::vector<Agency>& agencies) {
  std::set<Day> days = {kFirstDay};
  for (const Agency& agency : agencies) {
    days.insert(agency.valid_from);
    if (agency.valid_to < kLastDay) days.insert(agency.valid_to + 1);
    for (const FormerPlace& place : agency.former_places) {
      if (place.valid_to < kLastDay) days.insert(place.valid_to + 1);
    }
  }
  return days;
}

bool HasHistory(const Agency& agency) {
  return !agency.successor.empty() || !agency.formed_from.empty() || !agency.former_places.empty();
}

}  // namespace

absl::Status CheckReorganisation(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                                 std::size_t i) {
  absl::Status status = CheckSuccessor(agencies, by_id, i);
  if (status.ok()) status = CheckOrigins(agencies, by_id, i);
  if (status.ok()) status = CheckFormerPlaces(agencies, by_id, i);
  return status;
}

absl::Status CheckTrees(const std::vector<Agency>& agencies, const AgencyIndex& by_id) {
  absl::Status status = CheckTree(agencies, by_id);
  // Only they make a day's tree another than that of the day before.
  std::vector<Agency> reorganised;
  std::copy_if(agencies.begin(), agencies.end(), std::back_inserter(reorganised), HasHistory);
  // The first day always: there, too, an alias stands where its office does.
  const std::set<Day> days = DaysOfChange(reorganised);
  if (status.ok() && days.size() > kMostReorganisedDays) {
    return InvalidField(
        "agencies", "TOO_MANY",
        absl::StrCat("the tree changes on more than ", kMostReorganisedDays, " days"),
        absl::StrCat("Cây tổ chức chỉ được thay đổi vào tối đa ", kMostReorganisedDays,
                     " ngày khác nhau"));
  }
  for (const Day day : days) {
    if (status.ok()) status = CheckTree(AgenciesOn(agencies, by_id, day), by_id);
  }
  return status;
}

std::vector<Day> ReorganisedDays(const std::vector<Agency>& agencies) {
  const std::set<Day> days = DaysOfChange(agencies);
  return {days.begin(), days.end()};
}

std::vector<Agency> AgenciesOn(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                               Day day) {
  const auto office_id = [&](const std::string& id) {
    return id.empty() ? id : OfficeOn(agencies, by_id, agencies[by_id.at(id)], day).id;
  };
  std::vector<Agency> on_day = agencies;
  for (Agency& agency : on_day) {
    const Agency& office = OfficeOn(agencies, by_id, agencies[by_id.at(agency.id)], day);
    const FormerPlace place = PlaceOn(office, day);
    agency.alias_of = office.id == agency.id ? "" : office.id;
    agency.parent = office_id(place.parent);
    agency.area = office_id(place.area);
  }
  return on_day;
}

}  // namespace motcua::catalog
