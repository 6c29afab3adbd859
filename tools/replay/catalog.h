// The catalogue a replay needs: the scenario's agencies and calendar, its procedures or
// plausible ones.
#ifndef MOTCUA_TOOLS_REPLAY_CATALOG_H_
#define MOTCUA_TOOLS_REPLAY_CATALOG_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "common/catalog/calendar.h"
#include "common/catalog/catalog.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

// Days of the state calendar that differ from the weekly rule, as far as this tool knows them
// (2021 to 2023); other years have the weekly rule alone.
const std::map<Day, bool>& StateCalendar();

// Not thread-safe: procedures are made when a dossier first needs them.
class Catalog {
 public:
  explicit Catalog(const Scenario& scenario);

  const std::vector<catalog::Agency>& agencies() const { return agencies_; }
  const std::vector<catalog::Procedure>& procedures() const { return procedures_; }
  const std::map<Day, bool>& calendar_days() const { return StateCalendar(); }
  catalog::Calendar Calendar() const;

  // What an agency can receive in a field (empty: in any): its own procedures, else those that
  // several manage, else made ones. Indexes into procedures(), never none.
  const std::vector<std::size_t>& ProceduresFor(const std::string& agency,
                                                const std::string& field);
  // Procedures the scenario does not state.
  std::size_t made() const { return procedures_.size() - stated_; }

 private:
  // Among the first procedures.
  std::vector<std::size_t> Find(const std::string& owner, const std::string& field,
                                std::size_t among) const;
  std::vector<std::size_t> Make(const catalog::Agency& agency, const std::string& field);

  std::vector<catalog::Agency> agencies_;
  std::vector<catalog::Procedure> procedures_;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> found_;
  std::size_t stated_;  // the first of procedures_ are the scenario's
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_CATALOG_H_
