#include "services/digitization/files/erase.h"

#include <exception>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/clock.h"
#include "common/base/log.h"
#include "services/digitization/files/paper_file.h"
#include "services/digitization/files/sweep.h"
#include "services/digitization/files/uploads.h"

namespace motcua::digitization {
namespace {

// A row of file_to_erase.
struct Doomed {
  std::int64_t sequence = 0;
  std::string sha256;
};

absl::StatusOr<std::vector<Doomed>> FilesToErase(sql::Connections& connections) {
  return connections.With([](sql::Connection& connection) -> absl::StatusOr<std::vector<Doomed>> {
    std::vector<Doomed> files;
    sql::Rows rows =
        connection.Query("SELECT sequence, sha256 FROM file_to_erase ORDER BY sequence LIMIT 1000");
    while (rows.Next()) files.push_back({rows.Int(1), rows.Text(2)});
    return files;
  });
}

// Whether the database knows the file, again or still; an error when nobody can tell.
absl::StatusOr<bool> Known(sql::Connections& connections, const std::string& sha256) {
  return connections.With([&](sql::Connection& connection) -> absl::StatusOr<bool> {
    return !ReadPaperFiles(connection, {sha256}).empty();
  });
}

absl::Status Forget(sql::Connections& connections, std::int64_t sequence) {
  return connections.With([&](sql::Connection& connection) {
    connection.Update("DELETE FROM file_to_erase WHERE sequence = ?", {sequence});
    return absl::OkStatus();
  });
}

// True when nothing is left to do about the file.
bool EraseOne(sql::Connections& connections, FileStore& files, const Doomed& file) {
  absl::StatusOr<bool> known = absl::UnavailableError("a file that is held is not asked about");
  const bool erased = files.Erase(file.sha256, [&] {
    known = Known(connections, file.sha256);
    return known.ok() && !*known;
  });
  const bool came_again = known.ok() && *known;
  return (erased || came_again) && Forget(connections, file.sequence).ok();
}

}  // namespace

int EraseFiles(sql::Connections& connections, FileStore& files) {
  const absl::StatusOr<std::vector<Doomed>> doomed = FilesToErase(connections);
  if (!doomed.ok()) return 0;
  int left = 0;
  for (const Doomed& file : *doomed) {
    if (!EraseOne(connections, files, file)) ++left;
  }
  return left;
}

Eraser::Eraser(sql::Connections& connections, FileStore& files, Pace pace)
    : connections_(connections), files_(files), pace_(pace), thread_([this] { Run(); }) {}

Eraser::~Eraser() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void Eraser::Run() {
  absl::Time sweep = SteadyNow();
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    try {
      EraseFiles(connections_, files_);
      if (SteadyNow() >= sweep) {
        sweep = SteadyNow() + pace_.sweep;
        Sweep();
      }
    } catch (const std::exception& error) {
      Log(LogLevel::kError, "erase_failed", {{"error", error.what()}});
    }
    lock.lock();
  } while (
      !stop_.wait_for(lock, absl::ToChronoMilliseconds(pace_.erase), [this] { return stopping_; }));
}

void Eraser::Sweep() {
  SweepStaging(files_, pace_.keep);
  const int swept = SweepUnused(connections_, files_, absl::Now() - pace_.keep);
  if (swept > 0) Log(LogLevel::kInfo, "unused_files_erased", {{"files", absl::StrCat(swept)}});
}

}  // namespace motcua::digitization
