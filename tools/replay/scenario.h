// A scenario folder: a province's month as counts.
#ifndef MOTCUA_TOOLS_REPLAY_SCENARIO_H_
#define MOTCUA_TOOLS_REPLAY_SCENARIO_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "tools/replay/counts.h"

namespace motcua::replay {

// One row of counts.tsv. Ids are those of resource names: `-` where the file has `_`.
struct CountsRow {
  int line = 0;
  std::string agency;
  std::string field;  // empty: all fields of the agency
  Counts counts;
  std::optional<Column> own_steps =
      {};  // of kLateAt: where its own late steps count; Settle fills it
};

// A folder as read: every id known, every number a count; nothing is said yet about
// whether the numbers can hold.
struct Scenario {
  std::string id;  // of the folder's name, as ids of resource names are
  std::string province_id;
  std::string province_vi;
  std::string agency_code;  // prefix of the agencies' codes, for instance H50
  Day period_start = 0;     // both ends included
  Day period_end = 0;
  std::string label_vi;
  bool rows_contain_children = false;  // district_scope: subtree

  std::vector<catalog::Agency> agencies;       // with codes; in list order
  std::vector<catalog::Procedure> procedures;  // empty without procedures.tsv
  std::vector<CountsRow> rows;
  std::vector<std::string> notices;  // columns that were ignored
  std::string digest;                // of all files read, 16 hexadecimal digits

  const catalog::Agency* FindAgency(const std::string& id) const;
  // The agency itself, or the office it is another name of.
  std::string Canonical(const std::string& id) const;
};

// The head alone, scenario.json: which province, which period.
absl::StatusOr<Scenario> ReadScenarioHead(const std::string& folder);

// Errors name file, line and column.
absl::StatusOr<Scenario> ReadScenario(const std::string& folder);

// `so_tu_phap` → `so-tu-phap`.
std::string IdOfSlug(std::string slug);
// `so-tu-phap` → `so_tu_phap`.
std::string SlugOfId(std::string id);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SCENARIO_H_
