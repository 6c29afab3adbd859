// Receipts of a book by serial.
#ifndef MOTCUA_SERVICES_PAYMENT_RECEIPT_LIST_H_
#define MOTCUA_SERVICES_PAYMENT_RECEIPT_LIST_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/sql/connection.h"
#include "motcua/payment/v1/payment.pb.h"

namespace motcua::payment {

// A parsed ListReceiptsRequest.
struct ReceiptQuery {
  std::string agency;
  std::string book;
  int page_size = 100;
  std::string filter;      // what a page token is bound to
  std::int64_t after = 0;  // serial
};

absl::StatusOr<ReceiptQuery> ParseReceiptQuery(const v1::ListReceiptsRequest& request);
v1::ListReceiptsResponse ReadReceipts(sql::Connection& connection, const ReceiptQuery& query);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_RECEIPT_LIST_H_
