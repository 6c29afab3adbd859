// What a measure counts of a row: only some agencies, only procedures of some fields.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_LIMITS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_LIMITS_H_

#include <memory>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/cube.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

// Immutable.
class Limits {
 public:
  // `facts.catalog` must be there. Fields are those of the last day, agencies those of the tree's.
  Limits(const v1::Measure& measure, Days days, const Facts& facts);

  // Whether every scope is left as it is.
  bool none() const { return agencies_ == nullptr && procedures_ == nullptr; }
  // What a scope has in common with the limits.
  Scope Within(const Scope& scope) const;

 private:
  std::shared_ptr<const Ids> agencies_;    // null: all
  std::shared_ptr<const Ids> procedures_;  // null: all
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_LIMITS_H_
