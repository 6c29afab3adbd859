// Where a calendar puts the due dates of a dossier's open legs. Pure.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_DUE_MOVES_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_DUE_MOVES_H_

#include <optional>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "common/worktime/calendar.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// An open leg with a due date.
struct ReckonedLeg {
  int leg = 0;
  std::string holder;
  bool waiting = false;
  Day due = 0;                  // as recorded
  std::optional<Day> reckoned;  // nullopt: its procedure or a year of the calendar is unknown

  bool moves() const { return reckoned && *reckoned != due; }
};

// Every such leg; `catalog` knows the legal times, `calendar` is its own or a proposed one.
std::vector<ReckonedLeg> ReckonOpenLegs(const Case& dossier, const catalog::Catalog& catalog,
                                        const worktime::Calendar& calendar);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_DUE_MOVES_H_
