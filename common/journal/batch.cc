#include "common/journal/batch.h"

#include <set>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/hash.h"

namespace motcua::journal {
namespace {

std::string ReasonOf(const absl::Status& status) {
  const std::string reason = RefusalOf(status).reason;
  return reason.empty() ? absl::StatusCodeToString(status.code()) : reason;
}

// One attempt. Nothing of it outlives a failure.
class Attempt {
 public:
  Attempt(sql::Connection& connection, const Plugin& plugin, const Options& options,
          std::span<Call> calls)
      : connection_(connection),
        plugin_(plugin),
        calls_(calls),
        outcomes_(calls.size()),
        transaction_(connection),
        head_(LockHead(connection)),
        record_time_(options.clock()) {
    if (head_.counter_version != options.counter_version) throw CounterVersionChanged{};
    DropExpired(calls_);  // the wait for the lock may have been long
  }

  Cursor Run() {
    FindAnsweredCalls();
    LoadStates();
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (!calls_[i].outcome.has_value()) outcomes_[i] = Decide(i);
    }
    Save();
    transaction_.Commit();
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (outcomes_[i].has_value()) calls_[i].outcome = std::move(outcomes_[i]);
    }
    return head_.cursor;
  }

 private:
  // Looked up behind the head lock, where an earlier attempt has either committed or never will.
  void FindAnsweredCalls() {
    std::vector<sql::Value> keys;
    std::set<std::string> sources;
    for (const Call& call : calls_) {
      if (call.outcome.has_value()) continue;
      if (call.submission.followed.has_value()) {
        sources.insert(call.submission.followed->source);
      } else if (!call.request_key.empty()) {
        keys.emplace_back(call.request_key);
      }
    }
    answered_ = FindAnswered(connection_, keys);
    if (!sources.empty()) cursors_ = ReadCursors(connection_, sources);
  }

  bool AppliedBefore(const Followed& followed) const {
    return followed.cursor.sequence <= cursors_.at(followed.source).sequence;
  }

  void LoadStates() {
    std::vector<void*> commands;
    for (const Call& call : calls_) {
      const Submission& submission = call.submission;
      if (call.outcome.has_value() || !call.conflict.empty() || submission.command == nullptr ||
          answered_.contains(call.request_key) ||
          (submission.followed.has_value() && AppliedBefore(*submission.followed))) {
        continue;
      }
      commands.push_back(submission.command.get());
    }
    if (!commands.empty()) states_ = plugin_.load(connection_, commands);
  }

  absl::StatusOr<Receipt> Decide(std::size_t index) {
    Call& call = calls_[index];
    if (call.submission.followed.has_value()) return Follow(index);
    const auto answered = answered_.find(call.request_key);
    if (answered != answered_.end()) return Replay(call, answered->second);
    absl::StatusOr<Decided> decided = CallDecide(index);
    if (!decided.ok()) return decided.status();
    const bool told = !decided->events.empty();
    Append(call, *decided);
    Receipt receipt = {std::move(decided->resource), head_.cursor.sequence};
    if (told && !call.request_key.empty()) {
      // A retry later in this very batch finds it too.
      answered_[call.request_key] = {call.submission.key.body_hash, receipt.resource,
                                     receipt.sequence};
    }
    return receipt;
  }

  static absl::StatusOr<Receipt> Replay(const Call& call, const Answered& answered) {
    if (answered.body_hash == call.submission.key.body_hash) {
      return Receipt{answered.resource, answered.sequence, true};
    }
    return InvalidField("request_id", "REQUEST_ID_REUSED",
                        "the request id was used for another request",
                        "Mã yêu cầu đã được dùng cho một yêu cầu khác");
  }

  // Never refuses: what cannot be applied becomes a conflict, and the cursor moves on.
  Receipt Follow(std::size_t index) {
    Call& call = calls_[index];
    const Followed& followed = *call.submission.followed;
    Receipt receipt;
    receipt.replayed = AppliedBefore(followed);
    if (receipt.replayed) return receipt;
    std::string conflict = call.conflict;
    if (conflict.empty() && call.submission.command != nullptr) {
      absl::StatusOr<Decided> decided = CallDecide(index);
      if (decided.ok()) {
        Append(call, *decided);
        receipt = {std::move(decided->resource), head_.cursor.sequence};
      } else {
        conflict = ReasonOf(decided.status());
      }
    }
    if (!conflict.empty()) {
      conflicts_.push_back({followed.source, followed.cursor.sequence, conflict});
    }
    cursors_[followed.source] = followed.cursor;
    moved_sources_.insert(followed.source);
    return receipt;
  }

  absl::StatusOr<Decided> CallDecide(std::size_t index) {
    try {
      absl::StatusOr<Decided> decided =
          plugin_.decide(states_.get(), calls_[index].submission.command.get());
      changed_ |= decided.ok();
      return decided;
    } catch (const std::exception&) {
      throw DecideThrew{index};
    }
  }

  void Append(const Call& call, Decided& decided) {
    for (Event& event : decided.events) {
      StoredEvent stored;
      stored.sequence = head_.cursor.sequence + 1;
      stored.event = std::move(event);
      stored.record_time = record_time_;
      stored.organisation = call.submission.organisation;
      stored.command_end = &event == &decided.events.back();
      stored.chain_hash = ChainHash(head_.cursor.chain_hash, stored);
      head_.cursor = {stored.sequence, stored.chain_hash};
      rows_.emplace_back().event = std::move(stored);
    }
    if (decided.events.empty() || call.request_key.empty()) return;
    rows_.back().request_key = call.request_key;
    rows_.back().body_hash = call.submission.key.body_hash;
    rows_.back().resource = decided.resource;
  }

  void Save() {
    if (changed_) plugin_.save(connection_, states_.get(), head_.cursor.sequence);
    InsertEvents(connection_, std::move(rows_));
    InsertConflicts(connection_, conflicts_, record_time_);
    std::map<std::string, Cursor> moved;
    for (const std::string& source : moved_sources_) moved[source] = cursors_[source];
    WriteCursors(connection_, moved);
    // Also when nothing changed: a repeated answer must be on disk before it is given.
    WriteHead(connection_, head_);
  }

  sql::Connection& connection_;
  const Plugin& plugin_;
  const std::span<Call> calls_;
  std::vector<std::optional<absl::StatusOr<Receipt>>> outcomes_;
  sql::Transaction transaction_;
  Head head_;
  const absl::Time record_time_;

  std::unordered_map<std::string, Answered> answered_;
  std::map<std::string, Cursor> cursors_;
  std::set<std::string> moved_sources_;
  std::shared_ptr<void> states_;
  bool changed_ = false;
  std::vector<EventRow> rows_;
  std::vector<Conflict> conflicts_;
};

}  // namespace

std::string RequestKeyHash(const RequestKey& key) {
  if (key.request_id.empty()) return "";
  std::string text;
  AppendSized(text, key.organisation);
  AppendSized(text, key.method);
  AppendSized(text, key.request_id);
  return Sha256(text).substr(0, 16);
}

void DropExpired(std::span<Call> calls) {
  const absl::Time now = SteadyNow();
  for (Call& call : calls) {
    const Submission& submission = call.submission;
    if (call.outcome.has_value() || submission.followed.has_value()) continue;
    if (submission.deadline <= now) {
      call.outcome = absl::DeadlineExceededError("the deadline passed before the answer was known");
    } else if (submission.cancelled && submission.cancelled()) {
      call.outcome = absl::CancelledError("cancelled before the answer was known");
    }
  }
}

Cursor RunBatch(sql::Connection& connection, const Plugin& plugin, const Options& options,
                std::span<Call> calls) {
  return Attempt(connection, plugin, options, calls).Run();
}

}  // namespace motcua::journal
