#include "services/aggregator/closing/verify.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "services/aggregator/closing/store.h"

namespace motcua::aggregator {
namespace {

// Digests by name, as the log has them.
using Logged = std::map<std::string, std::string>;

Logged ReadLog(sql::Connection& connection, Checked& checked) {
  Logged logged;
  sql::Rows rows = connection.Query("SELECT payload FROM event WHERE type = ? ORDER BY sequence",
                                    {std::string(v1::SnapshotClosed::descriptor()->full_name())});
  while (rows.Next()) {
    v1::SnapshotClosed event;
    if (!event.ParseFromString(rows.Text(1))) continue;
    // One that was deleted gave its number to another.
    const bool fresh = logged.emplace(event.name(), event.digest()).second;
    if (!fresh) checked.Add(event.name(), "the log says that it was closed twice");
  }
  return logged;
}

std::vector<SnapshotName> ReadNames(sql::Connection& connection) {
  std::vector<SnapshotName> names;
  sql::Rows rows = connection.Query(
      "SELECT first_day, last_day, number FROM snapshot ORDER BY first_day, last_day, number");
  while (rows.Next()) {
    names.push_back({{static_cast<Day>(rows.Int(1)), static_cast<Day>(rows.Int(2))},
                     static_cast<std::int32_t>(rows.Int(3))});
  }
  return names;
}

}  // namespace

Checked CheckSnapshots(sql::Connection& connection, const signing::Keyring& keys) {
  const sql::Transaction moment(connection);
  Checked checked;
  Logged logged = ReadLog(connection, checked);
  for (const SnapshotName& name : ReadNames(connection)) {
    ++checked.count;
    const std::string place = FormatSnapshotName(name);
    const auto snapshot = ReadSnapshot(connection, keys, name);
    const auto entry = logged.find(place);
    if (!snapshot.ok()) {
      checked.Add(place, std::string(snapshot.status().message()));
    } else if (entry == logged.end()) {
      checked.Add(place, "the log does not know of it");
    } else if (entry->second != snapshot->head.signature().digest()) {
      checked.Add(place, "the log says that another one was signed");
    }
    if (entry != logged.end()) logged.erase(entry);
  }
  for (const auto& [name, digest] : logged) checked.Add(name, "it is missing");
  return checked;
}

}  // namespace motcua::aggregator
