// The snapshots of one province that were verified here.
#ifndef MOTCUA_SERVICES_PORTAL_SNAPSHOT_BOOK_H_
#define MOTCUA_SERVICES_PORTAL_SNAPSHOT_BOOK_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/sql/connections.h"
#include "services/portal/ledger.h"

namespace motcua::portal {

// Thread-safe. A complete one is never replaced by an incomplete one.
class SnapshotBook {
 public:
  // Loads; a period of which anything is damaged is as if it were not held. Throws sql::Error.
  // `connections` must outlive this.
  SnapshotBook(std::string province, sql::Connections& connections);

  // Whether it takes its place behind those held of its period; nullopt: it does.
  std::optional<Objection> Examine(const SnapshotHead& head) const;
  // Keeps one that was examined, on disk first. One that is held already changes nothing.
  absl::Status Keep(HeldSnapshot snapshot);

  using Snapshot = std::shared_ptr<const HeldSnapshot>;
  // The one of this period and number; null: not held.
  Snapshot Find(const SnapshotHead& head) const;
  // Those held, the unusable ones too.
  std::vector<Snapshot> All() const;
  // The newest complete one of exactly these days; where there is none, the newest provisional one.
  Snapshot Newest(Day first, Day last) const;
  // Of each period what Newest gives, the newest period first.
  std::vector<Snapshot> NewestOfEach() const;
  // Last day of any complete one; nullopt: there is none.
  std::optional<Day> PublishedThrough() const;

 private:
  using Numbers = std::map<int, Snapshot>;  // of one period

  static Snapshot NewestOf(const Numbers& numbers);

  const std::string province_;
  sql::Connections& connections_;
  mutable std::mutex mutex_;
  std::map<std::pair<Day, Day>, Numbers> periods_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_SNAPSHOT_BOOK_H_
