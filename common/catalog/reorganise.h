// The organisation of any day, from what each agency says of its own history. Pure.
#ifndef MOTCUA_COMMON_CATALOG_REORGANISE_H_
#define MOTCUA_COMMON_CATALOG_REORGANISE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/catalog/catalog.h"

namespace motcua::catalog {

// Position of every agency by id.
using AgencyIndex = std::map<std::string, std::size_t>;

// What agency `i` says of successor, origins and former places, as in catalog.proto. Every id that
// `parent`, `area` and `alias_of` name must be there.
absl::Status CheckReorganisation(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                                 std::size_t i);

// INVALID_ARGUMENT `TREE_CYCLE`: in the tree of some day an agency is above itself. `TOO_MANY`: it
// is reorganised on more days than can be checked while somebody waits.
absl::Status CheckTrees(const std::vector<Agency>& agencies, const AgencyIndex& by_id);

// The days on which somebody began, had ended, or had moved, ascending; before them kFirstDay.
std::vector<Day> ReorganisedDays(const std::vector<Agency>& agencies);

// The agencies, in their order, as the tree of a day has them (Catalog::TreeOn).
std::vector<Agency> AgenciesOn(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                               Day day);

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_REORGANISE_H_
