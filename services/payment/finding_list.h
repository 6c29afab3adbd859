// Findings of payments by day.
#ifndef MOTCUA_SERVICES_PAYMENT_FINDING_LIST_H_
#define MOTCUA_SERVICES_PAYMENT_FINDING_LIST_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/payment/v1/payment.pb.h"

namespace motcua::payment {

// Where a page ends; the order of the list.
struct FindingPlace {
  std::int64_t event_time = 0;
  std::string account;
  int number = 0;
  int line = 0;
};

// A parsed ListPaymentFindingsRequest.
struct FindingQuery {
  Day first_day = 0;
  Day last_day = 0;
  int page_size = 100;
  std::string filter;  // what a page token is bound to
  FindingPlace after;
};

absl::StatusOr<FindingQuery> ParseFindingQuery(const v1::ListPaymentFindingsRequest& request);
v1::ListPaymentFindingsResponse ReadFindings(sql::Connection& connection,
                                             const FindingQuery& query);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_FINDING_LIST_H_
