// What happened to an agency between two days.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_REORGANISATION_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_REORGANISATION_H_

#include <optional>
#include <string>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/aggregator.pb.h"

namespace motcua::aggregator {

struct Reorganisation {
  v1::SeriesStep::Cause cause = v1::SeriesStep::CAUSE_UNSPECIFIED;
  std::string agency;  // it happened to
  Day day = 0;         // first after it
};

// The nearest that happened after one day, until another, to an agency, else to whoever does its
// work, else to those above; nullopt: nothing did. `catalog` is no tree.
std::optional<Reorganisation> ReorganisationOf(const std::string& agency, Day after, Day until,
                                               const catalog::Catalog& catalog);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_REORGANISATION_H_
