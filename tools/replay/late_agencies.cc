#include "tools/replay/late_agencies.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace motcua::replay {
namespace {

using catalog::Agency;
using catalog::Level;

constexpr char kEnvironment[] = "environment";

const Agency* Find(const std::vector<Agency>& agencies, const std::string& id) {
  const auto found = std::find_if(agencies.begin(), agencies.end(),
                                  [&](const Agency& agency) { return agency.id == id; });
  return found == agencies.end() ? nullptr : &*found;
}

// The agency, and those above it in turn.
std::vector<const Agency*> Upwards(const std::vector<Agency>& agencies, const std::string& id) {
  std::vector<const Agency*> path;
  for (const Agency* at = Find(agencies, id); at != nullptr; at = Find(agencies, at->parent)) {
    path.push_back(at);
  }
  return path;
}

// The district an agency is or lies in; empty: none.
std::string DistrictOf(const std::vector<Agency>& agencies, const std::string& id) {
  for (const Agency* at : Upwards(agencies, id)) {
    if (at->level == Level::kDistrict) return at->id;
    if (!at->area.empty()) return at->area;
  }
  return "";
}

}  // namespace

std::optional<Column> LateColumnOf(const std::vector<Agency>& agencies, const std::string& agency) {
  const bool kinds_told = std::any_of(agencies.begin(), agencies.end(), [](const Agency& other) {
    return other.kind == kEnvironment;
  });
  const std::vector<const Agency*> path = Upwards(agencies, agency);
  if (path.empty()) return std::nullopt;
  if (path.front()->level == Level::kCommune) return Column::kLateAtCommune;
  if (path.front()->level == Level::kDistrict) return Column::kLateAtDistrict;
  for (const Agency* at : path) {
    if (at->kind == "construction") return Column::kLateAtConstruction;
    if (at->kind == "tax") return Column::kLateAtTax;
    if (kinds_told ? at->kind == kEnvironment : at->level == Level::kDepartment) {
      return Column::kLateAtDepartment;
    }
  }
  return std::nullopt;
}

std::vector<std::string> AgenciesOfColumn(const std::vector<Agency>& agencies, Column column,
                                          const std::string& receiver) {
  const std::string district = DistrictOf(agencies, receiver);
  std::vector<std::tuple<bool, std::size_t, std::string>> ranked;
  for (const Agency& agency : agencies) {
    if (agency.id == receiver || !agency.alias_of.empty()) continue;
    if (LateColumnOf(agencies, agency.id) != column) continue;
    const bool elsewhere = district.empty() || DistrictOf(agencies, agency.id) != district;
    ranked.emplace_back(elsewhere, Upwards(agencies, agency.id).size(), agency.id);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::pair(std::get<0>(a), std::get<1>(a)) < std::pair(std::get<0>(b), std::get<1>(b));
  });
  std::vector<std::string> ids;
  for (auto& [elsewhere, depth, id] : ranked) ids.push_back(std::move(id));
  return ids;
}

}  // namespace motcua::replay
