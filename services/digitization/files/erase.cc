#include "services/digitization/files/erase.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "services/digitization/files/paper_file.h"

namespace motcua::digitization {
namespace {

using Names = std::vector<std::string>;

absl::StatusOr<Names> NamesToErase(sql::Connections& connections) {
  return connections.With([](sql::Connection& connection) -> absl::StatusOr<Names> {
    Names names;
    sql::Rows rows = connection.Query("SELECT sha256 FROM file_to_erase LIMIT 1000");
    while (rows.Next()) names.push_back(rows.Text(1));
    return names;
  });
}

// Whether the database knows the file, again or still; an error when nobody can tell.
absl::StatusOr<bool> Known(sql::Connections& connections, const std::string& sha256) {
  return connections.With([&](sql::Connection& connection) -> absl::StatusOr<bool> {
    return !ReadPaperFiles(connection, {sha256}).empty();
  });
}

absl::Status ForgetName(sql::Connections& connections, const std::string& sha256) {
  return connections.With([&](sql::Connection& connection) {
    connection.Update("DELETE FROM file_to_erase WHERE sha256 = ?", {sha256});
    return absl::OkStatus();
  });
}

// True when nothing is left to do about the file.
bool EraseOne(sql::Connections& connections, FileStore& files, const std::string& sha256) {
  absl::StatusOr<bool> known = absl::UnavailableError("a file that is held is not asked about");
  const bool erased = files.Erase(sha256, [&] {
    known = Known(connections, sha256);
    return known.ok() && !*known;
  });
  const bool came_again = known.ok() && *known;
  return (erased || came_again) && ForgetName(connections, sha256).ok();
}

}  // namespace

int EraseFiles(sql::Connections& connections, FileStore& files) {
  const absl::StatusOr<Names> names = NamesToErase(connections);
  if (!names.ok()) return 0;
  int left = 0;
  for (const std::string& sha256 : *names) {
    if (!EraseOne(connections, files, sha256)) ++left;
  }
  return left;
}

Eraser::Eraser(sql::Connections& connections, FileStore& files, absl::Duration interval)
    : connections_(connections), files_(files), interval_(interval), thread_([this] { Run(); }) {}

Eraser::~Eraser() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void Eraser::Run() {
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    try {
      EraseFiles(connections_, files_);
    } catch (const sql::Error& error) {
      Log(LogLevel::kError, "erase_failed", {{"code", absl::StrCat(error.code())}});
    }
    lock.lock();
  } while (
      !stop_.wait_for(lock, absl::ToChronoMilliseconds(interval_), [this] { return stopping_; }));
}

}  // namespace motcua::digitization
