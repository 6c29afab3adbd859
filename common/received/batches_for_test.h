// Batches as a source would send them.
#ifndef MOTCUA_COMMON_RECEIVED_BATCHES_FOR_TEST_H_
#define MOTCUA_COMMON_RECEIVED_BATCHES_FOR_TEST_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/received/store.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"

namespace motcua::received {

inline sql::Settings FreshReceived() {
  const sql::Settings database = testing::FreshDatabase();
  sql::Migrate(database, {kSchema});
  return database;
}

// A source in memory: cells, epoch and revision. Not thread-safe.
class FakeSource {
 public:
  explicit FakeSource(std::string epoch = "epoch-1") : epoch_(std::move(epoch)) {}

  void Set(const statistics::CellKey& key, std::int64_t value) {
    ++revision_;
    cells_[key] = {value, revision_};
  }
  void StartEpoch(const std::string& epoch) {
    epoch_ = epoch;
    std::erase_if(cells_, [](const auto& cell) { return cell.second.first == 0; });
  }

  // What changed after a revision; the whole count when it is nullopt.
  statistics::Batch After(std::optional<std::int64_t> revision) const {
    statistics::Batch batch;
    batch.source = "quang-tri";
    batch.epoch = epoch_;
    batch.full = !revision.has_value();
    batch.from = revision.value_or(0);
    batch.through = revision_;
    batch.complete_until = absl::FromUnixSeconds(1'650'000'000);
    statistics::Digest digest;
    for (const auto& [key, cell] : cells_) {
      digest.Add(key, cell.first);
      if (batch.full ? cell.first != 0 : cell.second > *revision) {
        batch.cells.push_back({key, cell.first});
      }
    }
    batch.digest = digest.ToBytes();
    return batch;
  }
  std::int64_t revision() const { return revision_; }

 private:
  std::string epoch_;
  std::int64_t revision_ = 0;
  std::map<statistics::CellKey, std::pair<std::int64_t, std::int64_t>> cells_;
};

inline statistics::CellKey ReceivedCell(const std::string& agency, Day day = 19066) {
  return {agency, "khai-sinh", statistics::Channel::kOnline, day, statistics::Counter::kReceived,
          ""};
}

}  // namespace motcua::received

#endif  // MOTCUA_COMMON_RECEIVED_BATCHES_FOR_TEST_H_
