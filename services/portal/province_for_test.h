// A province's aggregator as the portal meets it: cells, and signed snapshots, to be spoiled.
#ifndef MOTCUA_SERVICES_PORTAL_PROVINCE_FOR_TEST_H_
#define MOTCUA_SERVICES_PORTAL_PROVINCE_FOR_TEST_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/received/batches_for_test.h"
#include "common/rpc/serve.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "common/statistics/server.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "services/portal/ledger.h"

namespace motcua::portal {

// Thread-safe. All snapshots have one page of facts.
class FakeSnapshots final : public aggregator::v1::SnapshotService::Service {
 public:
  using Head = aggregator::v1::Snapshot;

  // Signs one that says `received` for its period. The number follows those of the period.
  std::string Close(const std::string& province, const signing::SigningKey& key, Day first,
                    Day last, std::int64_t received, bool provisional = false) {
    const std::lock_guard lock(mutex_);
    int number = 1;
    while (wholes_.contains(SnapshotName(first, last, number))) ++number;
    Whole whole;
    Head& head = *whole.answer.mutable_snapshot();
    head.set_name(SnapshotName(first, last, number));
    head.set_province(province);
    head.mutable_period()->set_first_day(FormatDay(first));
    head.mutable_period()->set_last_day(FormatDay(last));
    head.set_number(number);
    head.set_provisional(provisional);
    if (number > 1) head.set_supersedes(SnapshotName(first, last, number - 1));
    aggregator::v1::SnapshotFact& fact = *whole.facts.add_facts();
    fact.set_source("processing");
    fact.set_agency("so-tu-phap");
    fact.set_counter(statistics::v1::COUNTER_RECEIVED);
    fact.set_channel(type::v1::CHANNEL_ONLINE);
    fact.set_flow(received);
    fact.set_before(1);
    head.set_fact_count(1);
    head.add_fact_pages(*signing::DigestOf(whole.facts));
    head.set_content_digest(*signing::DigestOf(whole.answer.content()));
    signing::Sign(key, head).IgnoreError();
    wholes_[head.name()] = whole;
    return head.name();
  }
  // Changes what is served, without signing it again.
  void Spoil(
      const std::string& name, const std::function<void(Head&)>& head,
      const std::function<void(aggregator::v1::SnapshotFact&)>& fact = [](auto&) {}) {
    const std::lock_guard lock(mutex_);
    head(*wholes_[name].answer.mutable_snapshot());
    fact(*wholes_[name].facts.mutable_facts(0));
  }
  void Remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    wholes_.erase(name);
  }
  // From now on it does not answer.
  void Fail(bool fail) {
    const std::lock_guard lock(mutex_);
    failing_ = fail;
  }

 private:
  struct Whole {
    aggregator::v1::GetSnapshotResponse answer;
    aggregator::v1::SnapshotFacts facts;
  };

  grpc::Status ListSnapshots(grpc::ServerContext*,
                             const aggregator::v1::ListSnapshotsRequest* request,
                             aggregator::v1::ListSnapshotsResponse* response) override {
    const std::lock_guard lock(mutex_);
    if (failing_) return {grpc::StatusCode::INTERNAL, "out of order"};
    for (const auto& [name, whole] : wholes_) {
      *response->add_snapshots() = whole.answer.snapshot();
    }
    return grpc::Status::OK;
  }
  grpc::Status GetSnapshot(grpc::ServerContext*, const aggregator::v1::GetSnapshotRequest* request,
                           aggregator::v1::GetSnapshotResponse* response) override {
    const std::lock_guard lock(mutex_);
    *response = wholes_[request->name()].answer;
    return grpc::Status::OK;
  }
  grpc::Status ListSnapshotFacts(grpc::ServerContext*,
                                 const aggregator::v1::ListSnapshotFactsRequest* request,
                                 aggregator::v1::ListSnapshotFactsResponse* response) override {
    const std::lock_guard lock(mutex_);
    *response->mutable_page() = wholes_[request->name()].facts;
    return grpc::Status::OK;
  }

  std::mutex mutex_;
  bool failing_ = false;
  std::map<std::string, Whole> wholes_;
};

// Thread-safe.
class FakeProvince {
 public:
  explicit FakeProvince(std::string id) : id_(std::move(id)) {}

  void Set(statistics::Counter counter, Day day, std::int64_t value,
           statistics::Channel channel = statistics::Channel::kOnline) {
    SetCell({id_, "", channel, day, counter, ""}, value);
  }
  void SetCell(const statistics::CellKey& key, std::int64_t value) {
    const std::lock_guard lock(mutex_);
    cells_.Set(key, value);
    if (wake_) wake_();
  }
  // Counts anew: cells of value 0 are gone.
  void StartEpoch(const std::string& epoch) {
    const std::lock_guard lock(mutex_);
    cells_.StartEpoch(epoch);
    if (wake_) wake_();
  }
  // Changes every batch from now on.
  void Spoil(std::function<void(statistics::Batch&)> spoil) {
    const std::lock_guard lock(mutex_);
    spoil_ = std::move(spoil);
    if (wake_) wake_();
  }
  std::string Close(Day first, Day last, std::int64_t received, bool provisional = false) {
    return snapshots.Close(id_, key_, first, last, received, provisional);
  }
  const signing::SigningKey& key() const { return key_; }
  const std::string& id() const { return id_; }
  std::shared_ptr<grpc::Channel> channel() { return channel_; }
  void Stop() { server_.Shutdown(); }
  // As if it had never run; before it is followed.
  void BeNowhere() {
    channel_ = grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials());
  }

  FakeSnapshots snapshots;

 private:
  statistics::CellSource Source() {
    statistics::CellSource source;
    source.next = [this](
                      const std::optional<statistics::CellCursor>& after,
                      const auto& projection) -> absl::StatusOr<std::optional<statistics::Batch>> {
      if (!projection.province()) return absl::InvalidArgumentError("of the whole province only");
      const std::lock_guard lock(mutex_);
      const bool goes_on = after && after->epoch == cells_.After(std::nullopt).epoch &&
                           after->revision <= cells_.revision();
      statistics::Batch batch =
          cells_.After(goes_on ? std::optional(after->revision) : std::nullopt);
      batch.source = id_;
      if (spoil_) spoil_(batch);
      return batch;
    };
    source.complete_until = [] { return absl::InfinitePast(); };
    source.subscribe = [this](std::function<void()> wake) {
      const std::lock_guard lock(mutex_);
      wake_ = std::move(wake);
      return std::make_shared<int>(0);
    };
    return source;
  }

  const std::string id_;
  const signing::SigningKey key_ = signing::SigningKey::Generate();
  std::mutex mutex_;
  received::FakeSource cells_;
  std::function<void(statistics::Batch&)> spoil_;
  std::function<void()> wake_;
  std::unique_ptr<grpc::Service> service_ = statistics::MakeStatisticsService(Source());
  rpc::Server server_{rpc::ServeOptions(), {service_.get(), &snapshots}};
  // Not in process: a call over such a channel to a server that stopped may crash.
  std::shared_ptr<grpc::Channel> channel_ = grpc::CreateChannel(
      "127.0.0.1:" + std::to_string(server_.port()), grpc::InsecureChannelCredentials());
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_PROVINCE_FOR_TEST_H_
