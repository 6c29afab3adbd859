// The sweep: payments nobody paid in time.
#ifndef MOTCUA_SERVICES_PAYMENT_EXPIRY_H_
#define MOTCUA_SERVICES_PAYMENT_EXPIRY_H_

#include <memory>
#include <string>
#include <vector>

#include "common/journal/journal.h"
#include "common/rpc/ticker.h"
#include "common/service/pending_times.h"
#include "common/sql/read_pool.h"

namespace motcua::payment {

// Looks every second for accounts whose pending payment is due, and submits its expiry, at most
// `most` at a time and none before those are decided. Decisions do not wait for it. Owns one
// thread; what it is given must outlive it and what it submitted, which may be decided after it is
// gone.
class Expiry {
 public:
  static constexpr int kMost = 500;

  Expiry(journal::Journal& journal, sql::ReadPool& reads, service::PendingTimes& pending,
         int most = kMost);
  ~Expiry();
  Expiry(const Expiry&) = delete;
  Expiry& operator=(const Expiry&) = delete;

 private:
  class Sweep;

  const std::shared_ptr<Sweep> sweep_;
  rpc::Ticker ticker_;  // after what its looks use
  const std::shared_ptr<void> look_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_EXPIRY_H_
