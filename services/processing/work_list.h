// The open legs of an agency or an officer, by due date.
#ifndef MOTCUA_SERVICES_PROCESSING_WORK_LIST_H_
#define MOTCUA_SERVICES_PROCESSING_WORK_LIST_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/processing/v1/processing.pb.h"

namespace motcua::processing {

// Where a page ends; the order of the list.
struct WorkPlace {
  Day due_day = 0;
  std::string code;
  int leg = 0;
};

// A parsed ListWorkRequest.
struct WorkQuery {
  std::string agency;   // empty: any
  std::string officer;  // empty: anybody's; not both are
  v1::ListWorkRequest::View view = v1::ListWorkRequest::VIEW_UNSPECIFIED;
  int days = 0;
  Day as_of = 0;
  int page_size = 100;
  std::string filter;  // what a page token is bound to
  WorkPlace after;
};

absl::StatusOr<WorkQuery> ParseWorkQuery(const v1::ListWorkRequest& request, Day today);
// Reads little more than the page, however many legs are open.
v1::ListWorkResponse ReadWork(sql::Connection& connection, const WorkQuery& query);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_WORK_LIST_H_
