// The dossiers of which a leg is open and dated, page by page.
#ifndef MOTCUA_SERVICES_PROCESSING_OPEN_CASES_H_
#define MOTCUA_SERVICES_PROCESSING_OPEN_CASES_H_

#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// Up to `limit` after a code, by code: of each its code, procedure, version and legs, and nothing
// else. A page is of one instant; the next one is later.
std::vector<Case> ReadOpenCases(sql::Connection& connection, const std::string& after, int limit);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_OPEN_CASES_H_
