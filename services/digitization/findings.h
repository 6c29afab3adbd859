// Doubtful results, page by page.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FINDINGS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FINDINGS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// What ListResultFindings asks, checked.
struct FindingQuery {
  Day first_day = 0;
  Day last_day = 0;
  std::optional<Doubt> doubt;
  int page_size = 100;
  Day after_day = 0;       // where to go on: behind this day
  std::string after_code;  // and, on it, this code
  std::string filter;      // what page tokens are bound to
};

absl::StatusOr<FindingQuery> ParseFindingQuery(const v1::ListResultFindingsRequest& request);
v1::ListResultFindingsResponse ReadFindings(sql::Connection& connection, const FindingQuery& query);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FINDINGS_H_
