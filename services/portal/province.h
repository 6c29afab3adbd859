// A province as the portal follows it: its cells and its signed snapshots, each checked before it
// is believed.
#ifndef MOTCUA_SERVICES_PORTAL_PROVINCE_H_
#define MOTCUA_SERVICES_PORTAL_PROVINCE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/received/store.h"
#include "common/signing/key.h"
#include "common/sql/connections.h"
#include "common/statistics/follower.h"
#include "grpcpp/grpcpp.h"
#include "services/portal/domain/examine_batch.h"
#include "services/portal/fault_injector.h"
#include "services/portal/problems.h"
#include "services/portal/snapshot_book.h"
#include "services/portal/snapshot_follower.h"

namespace motcua::portal {

// What is shown of its cells, at one moment.
struct CellsNow {
  std::optional<received::Standing> standing;  // nullopt: nothing was ever taken
  PeriodSums sums;
};

// Owns the streams to one province. What it holds in memory is what is on disk, summed up; what is
// held stays until a batch that was examined replaces it. Thread-safe; what the options point to
// must outlive it.
class Province {
 public:
  struct Options {
    std::string id;
    std::shared_ptr<grpc::Channel> channel;
    signing::Keyring keys;
    received::Store* store;
    sql::Connections* connections;
    Problems* problems;
    Clock clock;
    absl::Duration snapshot_pause = absl::Seconds(2);
  };
  // Loads. Throws sql::Error.
  explicit Province(Options options);
  ~Province();

  const std::string& id() const { return options_.id; }
  // When last asked for its cells it gave a batch, taken or refused. A stream that ended, and
  // was not answered when it was opened again, makes it false.
  bool reachable() const { return reachable_; }
  std::int64_t refused_batches() const { return refused_batches_; }
  CellsNow Cells(Day first, Day last) const;
  const SnapshotBook& snapshots() const { return book_; }
  // nullopt: nothing was ever taken.
  std::optional<received::Standing> standing() const;
  FaultInjector& faults() const { return faults_; }
  // For one taking over; it was saved before.
  void AcceptEpoch(const std::string& epoch);

 private:
  void Begin();
  void Load();
  std::optional<statistics::CellCursor> Cursor();
  absl::Status Receive(const statistics::Batch& batch);
  absl::Status Take(const statistics::Batch& batch);
  absl::Status Refuse(const Objection& objection);
  absl::Status Store(const statistics::Batch& batch);
  void Remember(const statistics::Batch& batch, const received::Standing& standing);
  void PassAll();
  void CheckIdentities();
  template <typename Body>
  absl::Status WithLedger(Body body);

  const Options options_;
  SnapshotBook book_;
  mutable FaultInjector faults_;
  std::atomic<std::int64_t> refused_batches_ = 0;
  std::atomic<bool> reachable_ = false;

  // On the follower's thread only.
  bool waiting_ = false;   // asked, and nothing came yet
  bool anew_ = false;      // what goes on is not believed: everything is asked for
  bool stale_ = false;     // memory may not be what is on disk
  bool gap_ = false;       // the last batch did not continue what is held
  bool unchecked_ = true;  // identities
  absl::Time next_check_ = absl::InfinitePast();

  mutable std::mutex mutex_;  // guards what follows
  Held held_;
  std::optional<received::Standing> standing_;

  SnapshotFollower snapshot_follower_;
  statistics::CellFollower follower_;  // last: it calls Receive
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_PROVINCE_H_
