// Provinces side by side: what each is worth over a period, and with what reservation.
#ifndef MOTCUA_SERVICES_PORTAL_NATIONAL_H_
#define MOTCUA_SERVICES_PORTAL_NATIONAL_H_

#include <memory>
#include <vector>

#include "common/base/date.h"
#include "motcua/portal/v1/portal.pb.h"
#include "services/portal/domain/line.h"
#include "services/portal/problems.h"
#include "services/portal/province.h"

namespace motcua::portal {

using Provinces = std::vector<std::unique_ptr<Province>>;  // by id

// From memory.
v1::NationalTable NationalTableOf(const Provinces& provinces, const Problems& problems, Day first,
                                  Day last, v1::Basis basis);
// Of such a table.
v1::ProvinceRanking RankingOf(const v1::NationalTable& table, v1::ProvinceMeasure measure);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_NATIONAL_H_
