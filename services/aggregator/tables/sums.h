// What a term of a measure adds up.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_SUMS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_SUMS_H_

#include <optional>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/sum.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

// nullopt for a catalogue count, which adds up nothing. `facts.catalog` must be there.
std::optional<Sum> SumOf(const v1::Term& term, Days days, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_SUMS_H_
