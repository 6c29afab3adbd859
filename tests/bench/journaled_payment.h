// Payment as it runs, on a fresh database, without its followers.
#ifndef MOTCUA_TESTS_BENCH_JOURNALED_PAYMENT_H_
#define MOTCUA_TESTS_BENCH_JOURNALED_PAYMENT_H_

#include <functional>
#include <string>

#include "common/process/mariadb.h"
#include "common/service/pending_times.h"
#include "common/sql/read_pool.h"
#include "services/payment/domain/commands.h"
#include "services/payment/service.h"

namespace motcua::bench {

// Of account `index`.
std::string AccountCode(int index);

class JournaledPayment {
 public:
  explicit JournaledPayment(const process::MariaDb& server);

  grpc::Service& service() { return payment_; }
  const sql::Settings& database() const { return database_; }

  // Decides a command of each of `count` accounts and waits for all. Throws std::runtime_error
  // when one is refused.
  void ForEach(int count, const std::function<payment::Command(int index)>& command,
               absl::Time event_time);

 private:
  const sql::Settings database_;
  service::PendingTimes pending_;
  sql::ReadPool reads_;
  journal::Journal journal_;
  payment::PaymentService payment_;
};

// What intake's receipt opens: an account that owes a fee.
inline constexpr std::int64_t kFeeDong = 100'000;
payment::Open OpenWithFee(int index);

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_JOURNALED_PAYMENT_H_
