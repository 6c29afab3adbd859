// Lines of a statement on their way into the database. Nobody sees them before the journal stores a
// statement that names the upload.
#ifndef MOTCUA_SERVICES_PAYMENT_STATEMENT_UPLOAD_H_
#define MOTCUA_SERVICES_PAYMENT_STATEMENT_UPLOAD_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/sql/connection.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/statement.h"

namespace motcua::payment {

// Writes lines while they come, some hundreds at a time, so that no statement is held in memory.
// Each call throws sql::Error; then, and after a refusal, discard the upload. One thread at a time,
// any connection.
class StatementUpload {
 public:
  StatementUpload(PaymentChannel gateway, Day day);

  // Call first; also removes what broken imports left a day ago.
  void Begin(sql::Connection& connection, absl::Time now);
  // The next bytes of the file. Refused as StatementParser does.
  absl::Status Add(sql::Connection& connection, std::string_view bytes);
  // All lines are written: the command that makes them a statement.
  absl::StatusOr<ImportStatement> Finish(sql::Connection& connection);
  // Removes the lines unless a statement names them.
  void Discard(sql::Connection& connection);

 private:
  void Write(sql::Connection& connection);

  const PaymentChannel gateway_;
  const Day day_;
  const std::string upload_;  // key of its rows
  std::string digest_;        // over the lines so far
  std::vector<StatementLine> waiting_;
  StatementParser parser_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_STATEMENT_UPLOAD_H_
