// Runs batches until each call has its outcome: what to do when the database fails.
#ifndef MOTCUA_COMMON_JOURNAL_WRITER_H_
#define MOTCUA_COMMON_JOURNAL_WRITER_H_

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "common/journal/batch.h"
#include "common/journal/journal.h"
#include "common/sql/connection.h"

namespace motcua::journal {

// Owns the connection. Used by one thread.
class Writer {
 public:
  // `pause` waits before another try; false when the journal stops.
  Writer(const Options& options, const Plugin& plugin, std::function<bool(absl::Duration)> pause);

  // Takes over a new journal's head, and waits for what is under way. Throws sql::Error,
  // std::runtime_error for another counter_version.
  Cursor Open();

  // Gives every call an outcome. Returns the newest place known to be on disk.
  Cursor Write(std::span<Call> calls);

  // The same without calls, if other instances moved the head.
  Cursor Pulse();

 private:
  void KeepConnected();
  void Forget(bool drop_connection);
  bool Try(std::span<Call> calls);
  void Pause(int attempt);
  void Isolate(std::span<Call> calls, int code);
  void GiveUp(Call& call, int code);
  void Close(std::string_view reason);

  const Options& options_;
  const Plugin& plugin_;
  const std::function<bool(absl::Duration)> pause_;
  std::unique_ptr<sql::Connection> connection_;
  Cursor durable_;
  bool closed_ = false;  // whatever comes is refused
};

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_WRITER_H_
