// Agencies by what they are, as a definition says.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_AGENCY_FILTER_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_AGENCY_FILTER_H_

#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::aggregator {

// An alias is what its office is.
bool Passes(const v1::AgencyFilter& filter, const catalog::Agency& agency,
            const catalog::Catalog& catalog);

// Ids in the province's list order, aliases among them.
std::vector<std::string> AgenciesLike(const v1::AgencyFilter& filter,
                                      const catalog::Catalog& catalog);

// Whether an agency is an area, says that it lies there, or stands below one that does.
bool LiesIn(const catalog::Agency& agency, const std::string& area,
            const catalog::Catalog& catalog);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_AGENCY_FILTER_H_
