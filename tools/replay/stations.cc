#include "tools/replay/stations.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tools/replay/late_agencies.h"

namespace motcua::replay {
namespace {

bool Contains(const Stations& stations, const std::string& agency) {
  return std::find(stations.begin(), stations.end(), agency) != stations.end();
}

}  // namespace

// Steps on their way to dossiers.
class StationMap::Layout {
 public:
  Layout(const std::map<Column, Kind>& kinds, std::map<Column, int> steps, int dossiers,
         int carried)
      : kinds_(kinds), steps_(std::move(steps)), carried_(carried), stations_(dossiers) {}

  // New dossiers come first, because fewer agencies are open to them; then the column with the most
  // steps.
  void CoverAll() {
    Columns columns;
    for (const auto& [column, left] : steps_) columns.push_back(column);
    for (std::size_t dossier = stations_.size(); dossier-- > 0;) {
      std::stable_sort(columns.begin(), columns.end(),
                       [&](Column a, Column b) { return steps_[a] > steps_[b]; });
      for (const Column column : columns) {
        if (stations_[dossier].empty()) Place(column, dossier);
      }
    }
  }

  // No dossier is late at a second agency of a kind before each was late at one.
  void Fill() {
    for (const auto& [column, kind] : kinds_) {
      for (std::size_t most = 1; most <= kind.agencies.size(); ++most) {
        for (std::size_t dossier = 0; dossier < stations_.size(); ++dossier) {
          if (Visited(kind, dossier) < most) Place(column, dossier);
        }
      }
    }
  }

  int left(Column column) const { return steps_.at(column); }
  std::vector<Stations> TakeStations() && { return std::move(stations_); }

 private:
  std::size_t Visited(const Kind& kind, std::size_t dossier) const {
    const Stations& stations = stations_[dossier];
    return std::count_if(stations.begin(), stations.end(), [&](const std::string& agency) {
      return Contains(kind.agencies, agency);
    });
  }

  void Place(Column column, std::size_t dossier) {
    if (steps_[column] == 0) return;
    const Kind& kind = kinds_.at(column);
    const bool is_new = static_cast<int>(dossier) >= carried_;
    for (const std::string& agency : is_new ? kind.free : kind.agencies) {
      if (Contains(stations_[dossier], agency)) continue;
      stations_[dossier].push_back(agency);
      --steps_[column];
      return;
    }
  }

  const std::map<Column, Kind>& kinds_;
  std::map<Column, int> steps_;
  const int carried_;
  std::vector<Stations> stations_;
};

StationMap::StationMap(const CountsRow& row, const std::vector<catalog::Agency>& agencies,
                       const std::vector<CountsRow>& rows)
    : row_(row) {
  for (const Column column : kLateAt) {
    if (row.counts.Get(column) == 0) continue;
    Kind& kind = kinds_[column];
    kind.agencies = AgenciesOfColumn(agencies, column, row.agency);
    std::copy_if(kind.agencies.begin(), kind.agencies.end(), std::back_inserter(kind.free),
                 [&](const std::string& agency) {
                   return std::none_of(rows.begin(), rows.end(), [&](const CountsRow& other) {
                     return other.agency == agency;
                   });
                 });
  }
}

int StationMap::OfNewDossiers() const {
  std::int64_t steps = 0;
  for (const auto& [column, kind] : kinds_) {
    if (!kind.free.empty()) steps += StepsOfOthers(row_, column, row_.counts.Get(Column::kLateOwn));
  }
  return static_cast<int>(steps);
}

std::vector<Stations> StationMap::Plan(const LateDossiers& late, int carried,
                                       std::vector<Remark>& remarks) const {
  std::map<Column, int> steps;
  for (const auto& [column, kind] : kinds_) {
    steps[column] = static_cast<int>(StepsOfOthers(row_, column, late.by_own + late.by_both));
  }
  Layout layout(kinds_, steps, late.with_late_step(), carried);
  layout.CoverAll();
  layout.Fill();
  const auto depart = [&](Column column, std::int64_t left, const char* why) {
    if (left == 0) return;
    const auto stated = row_.counts[column];
    remarks.push_back({Remark::Kind::kDeparture, row_.line, row_.agency, row_.field, column, "",
                       stated, *stated - left, why});
  };
  for (const auto& [column, kind] : kinds_) {
    depart(column, layout.left(column),
           "no other agency of that kind, or none without a row for a new dossier");
  }
  std::vector<Stations> stations = std::move(layout).TakeStations();
  depart(Column::kLateLinked,
         std::count_if(stations.begin(), stations.end(),
                       [](const Stations& some) { return some.empty(); }),
         "no late step is left for them, so they are the receiver's");
  return stations;
}

}  // namespace motcua::replay
