#include "services/payment/expiry.h"

#include <atomic>
#include <mutex>
#include <utility>

#include "services/payment/plugin.h"

namespace motcua::payment {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);

std::vector<std::string> ReadDue(sql::Connection& connection, absl::Time now, int most) {
  sql::Rows rows = connection.Query(
      "SELECT code FROM account WHERE expire_time <= ? ORDER BY expire_time LIMIT ?",
      {absl::ToUnixMicros(now), most});
  std::vector<std::string> codes;
  while (rows.Next()) codes.push_back(rows.Text(1));
  return codes;
}

}  // namespace

// Shared by the looks and what they set off, which may be answered late. Thread-safe.
class Expiry::Sweep : public std::enable_shared_from_this<Sweep> {
 public:
  Sweep(journal::Journal& journal, sql::ReadPool& reads, service::PendingTimes& pending, int most)
      : journal_(journal), reads_(reads), pending_(pending), most_(most) {}

  // Of the ticker's thread.
  void Look(absl::Time now) {
    if (now < next_ || under_way_ > 0) return;
    next_ = now + kPause;
    under_way_ = 1;
    reads_.Submit(
        [self = shared_from_this()](sql::Connection& connection) {
          const service::PendingTimes::Stamp arrival = self->pending_.Now();
          for (const std::string& code : ReadDue(connection, *arrival, self->most_)) {
            self->SubmitOne(code, arrival);
          }
          --self->under_way_;
        },
        [self = shared_from_this()](const absl::Status&) { --self->under_way_; });
  }

  // Nothing is submitted any more when it returns.
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }

 private:
  void SubmitOne(const std::string& code, const service::PendingTimes::Stamp& arrival) {
    auto change = std::make_shared<AccountChange>();
    change->code = code;
    change->command = ExpirePayments{};
    change->event_time = *arrival;
    change->arrival = arrival;
    journal::Submission submission;
    submission.command = std::move(change);
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    ++under_way_;
    // What fails is found again.
    journal_.Submit(std::move(submission),
                    [self = shared_from_this()](const auto&) { --self->under_way_; });
  }

  journal::Journal& journal_;
  sql::ReadPool& reads_;
  service::PendingTimes& pending_;
  const int most_;
  absl::Time next_ = absl::InfinitePast();
  std::atomic<int> under_way_ = 0;  // the reading, and what it submitted
  std::mutex mutex_;
  bool stopped_ = false;  // guarded by mutex_
};

Expiry::Expiry(journal::Journal& journal, sql::ReadPool& reads, service::PendingTimes& pending,
               int most)
    : sweep_(std::make_shared<Sweep>(journal, reads, pending, most)),
      look_(ticker_.Add([sweep = sweep_](absl::Time now) {
        sweep->Look(now);
        return now + kPause;
      })) {}

Expiry::~Expiry() { sweep_->Stop(); }

}  // namespace motcua::payment
