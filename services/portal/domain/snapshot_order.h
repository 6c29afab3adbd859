// Whether a verified snapshot takes the place of those held. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_SNAPSHOT_ORDER_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_SNAPSHOT_ORDER_H_

#include <optional>
#include <string>

#include "common/base/date.h"
#include "services/portal/domain/problem.h"

namespace motcua::portal {

// What a snapshot says of itself.
struct SnapshotHead {
  std::string name;  // `snapshots/{snapshot}`
  Day first = 0;
  Day last = 0;
  int number = 0;
  bool provisional = false;
  std::string supersedes = {};
};

// `newest` is the newest held of the same period, `complete` tells whether a complete one is.
// nullopt: it is taken. INCOMPLETE_OVER_COMPLETE still has its place in the order of numbers.
std::optional<Objection> ExamineOrder(const std::optional<SnapshotHead>& newest, bool complete,
                                      const SnapshotHead& next);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_SNAPSHOT_ORDER_H_
