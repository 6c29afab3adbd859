// Linked legs of the period: which dossier of another agency each of them stands on.
#ifndef MOTCUA_TOOLS_REPLAY_LINKED_LEGS_H_
#define MOTCUA_TOOLS_REPLAY_LINKED_LEGS_H_

#include <string>
#include <vector>

#include "tools/replay/plan.h"
#include "tools/replay/random.h"

namespace motcua::replay {

// One linked leg that an agency's row counts.
struct LinkedDemand {
  std::size_t row = 0;  // of the settled rows
  std::string agency;
  std::string field;  // empty: any
  Outcome outcome = Outcome::kInTime;
};

// Puts each leg on a dossier of another agency, of its field, that has no leg there yet: legs
// that stay open or finish late on dossiers that stay open (a dossier cannot finish before its
// legs, and a late step would count against its receiver), the others where there is time.
// Dossiers whose agency has procedures of that field are taken first, of these such without linked
// legs. Gives back what found no place.
std::vector<LinkedDemand> PlaceLinkedLegs(std::vector<LinkedDemand> demands, const Catalog& catalog,
                                          const WorkTime& time, Random& random,
                                          std::vector<PlannedDossier>& dossiers);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_LINKED_LEGS_H_
