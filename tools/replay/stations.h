// Where the late dossiers of a row were late besides their receiver: one agency per late step.
#ifndef MOTCUA_TOOLS_REPLAY_STATIONS_H_
#define MOTCUA_TOOLS_REPLAY_STATIONS_H_

#include <map>
#include <string>
#include <vector>

#include "tools/replay/late_counts.h"
#include "tools/replay/remark.h"
#include "tools/replay/scenario.h"
#include "tools/replay/split.h"

namespace motcua::replay {

// The agencies where one dossier was late.
using Stations = std::vector<std::string>;

// Where the linked late steps of one row can be. Immutable.
class StationMap {
 public:
  // `row` is settled, is one of `rows`, states its late steps, and must outlive this.
  StationMap(const CountsRow& row, const std::vector<catalog::Agency>& agencies,
             const std::vector<CountsRow>& rows);

  // Linked late steps that new dossiers can have: at agencies without a row of their own, since a
  // row would count them.
  int OfNewDossiers() const;

  // The stations of each late dossier with a late step; the `carried` first of them were carried
  // over. Each gets a station as far as there are steps, then the columns are filled from the first
  // dossier on. What finds no place is a departure; a dossier without a station is its receiver's.
  std::vector<Stations> Plan(const LateDossiers& late, int carried,
                             std::vector<Remark>& remarks) const;

 private:
  // Of one column.
  struct Kind {
    Stations agencies;  // where dossiers that were carried over can have been late
    Stations free;      // and new ones too
  };
  class Layout;

  const CountsRow& row_;
  std::map<Column, Kind> kinds_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_STATIONS_H_
