#include "tests/bench/journaled_payment.h"

#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/plugin.h"
#include "services/payment/store.h"
#include "tests/bench/journaled_intake.h"

namespace motcua::bench {
namespace {

constexpr int kMostUnderWay = 2000;

// Counts calls that are under way, and waits.
class UnderWay {
 public:
  void Begin() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ < kMostUnderWay; });
    ++count_;
  }
  void End(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (!status.ok()) first_failure_ = status.ToString();
    --count_;
    changed_.notify_all();
  }
  void AwaitAll() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ == 0; });
    if (!first_failure_.empty()) throw std::runtime_error(first_failure_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
  std::string first_failure_;
};

}  // namespace

std::string AccountCode(int index) { return absl::StrCat("H50.0-220401-", index); }

JournaledPayment::JournaledPayment(const process::MariaDb& server)
    : database_(FreshDatabase(server, payment::kSchema)),
      pending_(SystemClock()),
      reads_(database_),
      journal_({.database = database_, .counter_version = payment::kCounterVersion},
               payment::MakePlugin()),
      payment_({journal_, reads_}, SystemClock(), pending_, {}) {}

void JournaledPayment::ForEach(int count, const std::function<payment::Command(int index)>& command,
                               absl::Time event_time) {
  UnderWay calls;
  for (int index = 0; index < count; ++index) {
    calls.Begin();
    auto change = std::make_shared<payment::AccountChange>();
    change->code = AccountCode(index);
    change->command = command(index);
    change->event_time = event_time;
    journal::Submission submission;
    submission.command = change;
    submission.organisation = "bench";
    journal_.Submit(std::move(submission),
                    [&calls](const auto& outcome) { calls.End(outcome.status()); });
  }
  calls.AwaitAll();
}

payment::Open OpenWithFee(int index) {
  payment::Open open;
  open.agency = AgencyId(index % 33);
  open.procedure = ProcedureId(index % 20);
  open.fee_dong = kFeeDong;
  return open;
}

}  // namespace motcua::bench
