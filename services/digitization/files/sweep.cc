#include "services/digitization/files/sweep.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/journal/tables.h"
#include "services/digitization/files/paper_file.h"

namespace motcua::digitization {
namespace {

using Names = std::set<std::string>;

bool CameBefore(const FileStore& files, const std::string& sha256, absl::Time before) {
  const std::optional<absl::Time> time = files.TimeOf(sha256);
  return time && *time < before;
}

Names OldNames(const FileStore& files, unsigned char first, absl::Time before) {
  Names old;
  for (std::string& sha256 : files.NamesIn(first)) {
    if (CameBefore(files, sha256, before)) old.insert(std::move(sha256));
  }
  return old;
}

// Those that nobody uses as far as one can see without keeping others out.
absl::StatusOr<Names> Unused(sql::Connections& connections, Names names) {
  return connections.With([&](sql::Connection& connection) -> absl::StatusOr<Names> {
    const std::vector<sql::Value> keys(names.begin(), names.end());
    for (const char* used : {"SELECT DISTINCT sha256 FROM component_use WHERE sha256 IN",
                             "SELECT DISTINCT sha256 FROM result_use WHERE sha256 IN",
                             "SELECT DISTINCT sha256 FROM personal_document WHERE sha256 IN"}) {
      connection.QueryIn(used, keys, "", [&](sql::Rows& row) { names.erase(row.Text(1)); });
    }
    return names;
  });
}

// Takes the row of a file that is still unused; true when there is none left.
absl::StatusOr<bool> DropRow(sql::Connections& connections, const std::string& sha256,
                             absl::Time before) {
  return connections.With([&](sql::Connection& connection) -> absl::StatusOr<bool> {
    sql::Transaction transaction(connection);
    journal::LockHead(connection);
    connection.Update(
        "DELETE FROM paper_file WHERE sha256 = ? AND store_time < ?"
        " AND NOT EXISTS (SELECT 1 FROM component_use u WHERE u.sha256 = paper_file.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM result_use u WHERE u.sha256 = paper_file.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM personal_document d WHERE d.sha256 = paper_file.sha256)",
        {sha256, absl::ToUnixMicros(before)});
    const bool gone = ReadPaperFiles(connection, {sha256}).empty();
    transaction.Commit();
    return gone;
  });
}

}  // namespace

int SweepUnused(sql::Connections& connections, FileStore& files, absl::Time before) {
  int erased = 0;
  for (int first = 0; first < 256; ++first) {
    const auto unused =
        Unused(connections, OldNames(files, static_cast<unsigned char>(first), before));
    if (!unused.ok()) return erased;
    for (const std::string& sha256 : *unused) {
      erased += files.Erase(sha256, [&] {
        // Somebody may have brought it again just now.
        return CameBefore(files, sha256, before) &&
               DropRow(connections, sha256, before).value_or(false);
      });
    }
  }
  return erased;
}

}  // namespace motcua::digitization
