#include "common/journal/writer.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/log.h"

namespace motcua::journal {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(2);
constexpr absl::Duration kLongestPause = absl::Milliseconds(200);
constexpr int kTriesWhenStopping = 5;

absl::Status Stopping() {
  return Refuse(absl::StatusCode::kUnavailable, "STOPPING", "",
                "the service stops; try again with the same request id",
                "Dịch vụ đang dừng, vui lòng thử lại với cùng mã yêu cầu");
}

absl::Status NotStored() {
  return Refuse(absl::StatusCode::kInternal, "INTERNAL", "", "the change could not be stored",
                "Lỗi hệ thống, thay đổi chưa được lưu");
}

bool AllSettled(std::span<const Call> calls) {
  return std::ranges::all_of(calls, [](const Call& call) { return call.outcome.has_value(); });
}

}  // namespace

Writer::Writer(const Options& options, const Plugin& plugin,
               std::function<bool(absl::Duration)> pause)
    : options_(options), plugin_(plugin), pause_(std::move(pause)) {}

void Writer::KeepConnected() {
  if (connection_ == nullptr || connection_->broken()) connection_ = Connect(options_.database);
}

Cursor Writer::Open() {
  KeepConnected();
  sql::Transaction transaction(*connection_);
  Head head = LockHead(*connection_);
  if (head.counter_version == 0) head.counter_version = options_.counter_version;
  if (head.counter_version != options_.counter_version) {
    throw std::runtime_error("the journal's counters are of another version: recount first");
  }
  WriteHead(*connection_, head);
  transaction.Commit();
  return durable_ = head.cursor;
}

Cursor Writer::Write(std::span<Call> calls) {
  for (int attempt = 0;; ++attempt) {
    DropExpired(calls);
    if (closed_) {
      for (Call& call : calls) {
        if (!call.outcome.has_value()) call.outcome = Stopping();
      }
    }
    if (AllSettled(calls)) return durable_;
    if (!Try(calls)) Pause(attempt);
  }
}

// False: the same again, later.
bool Writer::Try(std::span<Call> calls) {
  bool connected = false;
  try {
    KeepConnected();
    connected = true;
    durable_ = RunBatch(*connection_, plugin_, options_, calls);
  } catch (const CounterVersionChanged&) {
    Forget(true);
    Close("counter_version");
  } catch (const DecideThrew& thrower) {
    Forget(false);
    GiveUp(calls[thrower.index], 0);
  } catch (const sql::Error& error) {
    const bool again = !connected || error.error_class() == sql::ErrorClass::kRetry ||
                       error.error_class() == sql::ErrorClass::kLost;
    Forget(error.error_class() != sql::ErrorClass::kRetry);
    if (again) {
      Log(LogLevel::kWarning, "batch_again", {{"code", absl::StrCat(error.code())}});
      return false;
    }
    Isolate(calls, error.code());
  } catch (const std::exception&) {
    Forget(true);
    Isolate(calls, 0);
  }
  return true;
}

// The culprit of a failed transaction is found by running its calls one by one.
void Writer::Isolate(std::span<Call> calls, int code) {
  const auto unsettled = [](const Call& call) { return !call.outcome.has_value(); };
  if (std::ranges::count_if(calls, unsettled) == 1) {
    GiveUp(*std::ranges::find_if(calls, unsettled), code);
    return;
  }
  for (Call& call : calls) Write({&call, 1});
}

// `code` is the database's, 0 for an exception of the service's own. Its text may quote
// values, so it goes nowhere.
void Writer::GiveUp(Call& call, int code) {
  Log(LogLevel::kError, "command_failed",
      {{"code", absl::StrCat(code)}, {"method", call.submission.key.method}});
  if (!call.submission.followed.has_value()) {
    call.outcome = NotStored();
  } else if (call.conflict.empty()) {
    call.conflict = code == 0 ? "EXCEPTION" : "DATABASE_REFUSED";
  } else if (!pause_(kLongestPause)) {
    Close("conflict_not_stored");
  }
}

void Writer::Pause(int attempt) {
  const absl::Duration pause = kFirstPause * (1 << std::min(attempt, 10));
  if (!pause_(std::min(pause, kLongestPause)) && attempt >= kTriesWhenStopping) {
    Close("database_unavailable");
  }
}

void Writer::Forget(bool drop_connection) {
  if (drop_connection) connection_.reset();
  if (plugin_.forget) plugin_.forget();
}

Cursor Writer::Pulse() {
  if (closed_) return durable_;
  try {
    KeepConnected();
    if (VisibleSequence(*connection_) > durable_.sequence) {
      durable_ = RunBatch(*connection_, plugin_, options_, {});
    }
  } catch (const CounterVersionChanged&) {
    Close("counter_version");
  } catch (const std::exception&) {
    connection_.reset();  // the next pulse or batch tries again
  }
  return durable_;
}

void Writer::Close(std::string_view reason) {
  Log(LogLevel::kError, "journal_closed", {{"reason", std::string(reason)}});
  closed_ = true;
}

}  // namespace motcua::journal
