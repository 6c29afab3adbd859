// A province as a portal meets it, that the kit can let say what it should not.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_SCRIPTED_PROVINCE_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_SCRIPTED_PROVINCE_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/rpc/serve.h"
#include "common/signing/key.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::conform {

// The days of every snapshot here, and the day on which everything happens.
inline constexpr char kFirstOfPeriod[] = "2022-03-15";
inline constexpr char kLastOfPeriod[] = "2022-04-14";
inline constexpr int kDayInPeriod = 19070;

// Online dossiers received, as cells of the whole province. Answers nobody until SetDown(false).
// Thread-safe.
class ScriptedCells final : public statistics::v1::StatisticsService::Service {
 public:
  using Batch = statistics::v1::WatchCellsResponse;
  using Spoil = std::function<void(Batch&)>;

  explicit ScriptedCells(std::string province) : province_(std::move(province)) {}

  void SetReceived(std::int64_t received);
  // The same, counted anew; one that was left before goes on where it was.
  void SetEpoch(const std::string& epoch);
  // Changes every batch from now on; null: none.
  void SetSpoil(Spoil spoil);
  // Whether no stream is answered from now on.
  void SetDown(bool down);
  std::int64_t received() const;

  // The digest of a batch that is all a consumer holds, with its cells as they are.
  static std::string DigestOf(const Batch& batch);

  grpc::Status WatchCells(grpc::ServerContext* context,
                          const statistics::v1::WatchCellsRequest* request,
                          grpc::ServerWriter<Batch>* stream) override;

 private:
  Batch BatchAfter(const statistics::v1::CellCursor& told);

  const std::string province_;
  mutable std::mutex mutex_;
  std::string epoch_ = "first";
  std::int64_t revision_ = 1;
  std::int64_t change_ = 0;  // grows with everything that is said otherwise
  std::int64_t received_ = 0;
  bool down_ = true;
  Spoil spoil_;
};

// Snapshots of the period. Thread-safe.
class ScriptedSnapshots final : public aggregator::v1::SnapshotService::Service {
 public:
  struct Whole {
    aggregator::v1::GetSnapshotResponse answer;
    aggregator::v1::SnapshotFacts facts;
  };

  ScriptedSnapshots(std::string province, signing::SigningKey key)
      : province_(std::move(province)), key_(std::move(key)) {}

  // One with the number and what it supersedes, signed.
  Whole Make(int number, std::int64_t received, bool provisional = false) const;
  void SignWith(const signing::SigningKey& key, Whole& whole) const;
  void SignAsProvince(Whole& whole) const { SignWith(key_, whole); }
  // Serves it from now on, in place of one of its name.
  void Serve(const Whole& whole);
  void Remove(const std::string& name);

  grpc::Status ListSnapshots(grpc::ServerContext* context,
                             const aggregator::v1::ListSnapshotsRequest* request,
                             aggregator::v1::ListSnapshotsResponse* response) override;
  grpc::Status GetSnapshot(grpc::ServerContext* context,
                           const aggregator::v1::GetSnapshotRequest* request,
                           aggregator::v1::GetSnapshotResponse* response) override;
  grpc::Status ListSnapshotFacts(grpc::ServerContext* context,
                                 const aggregator::v1::ListSnapshotFactsRequest* request,
                                 aggregator::v1::ListSnapshotFactsResponse* response) override;

 private:
  const std::string province_;
  const signing::SigningKey key_;
  std::mutex mutex_;
  std::map<std::string, Whole> wholes_;
};

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_SCRIPTED_PROVINCE_H_
