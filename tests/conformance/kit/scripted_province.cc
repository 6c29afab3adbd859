#include "tests/conformance/kit/scripted_province.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/request.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "tests/conformance/kit/held_cells.h"

namespace motcua::conform {

namespace agg = aggregator::v1;
namespace sv1 = statistics::v1;

void ScriptedCells::SetReceived(std::int64_t received) {
  const std::lock_guard lock(mutex_);
  received_ = received;
  ++revision_;
  ++change_;
}

void ScriptedCells::SetEpoch(const std::string& epoch) {
  const std::lock_guard lock(mutex_);
  epoch_ = epoch;
  ++change_;
}

void ScriptedCells::SetSpoil(Spoil spoil) {
  const std::lock_guard lock(mutex_);
  spoil_ = std::move(spoil);
  ++change_;
}

void ScriptedCells::SetDown(bool down) {
  const std::lock_guard lock(mutex_);
  down_ = down;
}

std::int64_t ScriptedCells::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

std::string ScriptedCells::DigestOf(const Batch& batch) {
  HeldCells held;
  CellBatch all;
  all.full = true;
  all.cells.assign(batch.cells().begin(), batch.cells().end());
  held.Take(all);
  return held.Digest();
}

ScriptedCells::Batch ScriptedCells::BatchAfter(const sv1::CellCursor& told) {
  Batch batch;
  batch.set_full(told.epoch() != epoch_ || told.revision() > revision_);
  batch.set_epoch(epoch_);
  batch.set_from_revision(batch.full() ? 0 : told.revision());
  batch.set_through_revision(revision_);
  batch.set_end_of_batch(true);
  batch.set_source(province_);
  *batch.mutable_complete_until() = rpc::ToTimestamp(absl::Now());
  sv1::Cell& cell = *batch.add_cells();
  cell.set_agency(province_);
  cell.set_channel(type::v1::CHANNEL_ONLINE);
  cell.set_day(kDayInPeriod);
  cell.set_counter(sv1::COUNTER_RECEIVED);
  cell.set_value(received_);
  batch.set_digest(DigestOf(batch));
  if (batch.from_revision() == revision_) batch.clear_cells();
  if (spoil_) spoil_(batch);
  return batch;
}

grpc::Status ScriptedCells::WatchCells(grpc::ServerContext* context,
                                       const sv1::WatchCellsRequest* request,
                                       grpc::ServerWriter<Batch>* stream) {
  sv1::CellCursor told = request->after();
  std::int64_t said = -1;
  for (int i = 0; !context->IsCancelled(); ++i) {
    std::optional<Batch> batch;
    {
      const std::lock_guard lock(mutex_);
      if (down_) return {grpc::StatusCode::UNAVAILABLE, "down"};
      if (said != change_ || i % 5 == 0) batch = BatchAfter(told);
      said = change_;
      told.set_epoch(epoch_);
      told.set_revision(revision_);
    }
    if (batch) stream->Write(*batch);
    absl::SleepFor(absl::Milliseconds(50));
  }
  return grpc::Status::CANCELLED;
}

ScriptedSnapshots::Whole ScriptedSnapshots::Make(int number, std::int64_t received,
                                                 bool provisional) const {
  const auto name = [](int n) {
    return absl::StrCat("snapshots/", kFirstOfPeriod, "_", kLastOfPeriod, ".", n);
  };
  Whole whole;
  agg::Snapshot& head = *whole.answer.mutable_snapshot();
  head.set_name(name(number));
  head.set_province(province_);
  head.mutable_period()->set_first_day(kFirstOfPeriod);
  head.mutable_period()->set_last_day(kLastOfPeriod);
  head.set_number(number);
  head.set_provisional(provisional);
  if (number > 1) head.set_supersedes(name(number - 1));
  *head.mutable_close_time() = rpc::ToTimestamp(absl::FromUnixSeconds(1'650'000'000));
  whole.answer.mutable_content();
  agg::SnapshotFact& fact = *whole.facts.add_facts();
  fact.set_source("processing");
  fact.set_agency("so-tu-phap");
  fact.set_counter(sv1::COUNTER_RECEIVED);
  fact.set_channel(type::v1::CHANNEL_ONLINE);
  fact.set_flow(received);
  head.set_fact_count(1);
  head.add_fact_pages(*signing::DigestOf(whole.facts));
  head.set_content_digest(*signing::DigestOf(whole.answer.content()));
  SignAsProvince(whole);
  return whole;
}

void ScriptedSnapshots::SignWith(const signing::SigningKey& key, Whole& whole) const {
  signing::Sign(key, *whole.answer.mutable_snapshot()).IgnoreError();  // every field is canonical
}

void ScriptedSnapshots::Serve(const Whole& whole) {
  const std::lock_guard lock(mutex_);
  wholes_[whole.answer.snapshot().name()] = whole;
}

void ScriptedSnapshots::Remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  wholes_.erase(name);
}

grpc::Status ScriptedSnapshots::ListSnapshots(grpc::ServerContext*,
                                              const agg::ListSnapshotsRequest*,
                                              agg::ListSnapshotsResponse* response) {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, whole] : wholes_) *response->add_snapshots() = whole.answer.snapshot();
  return grpc::Status::OK;
}

grpc::Status ScriptedSnapshots::GetSnapshot(grpc::ServerContext*,
                                            const agg::GetSnapshotRequest* request,
                                            agg::GetSnapshotResponse* response) {
  const std::lock_guard lock(mutex_);
  const auto found = wholes_.find(request->name());
  if (found == wholes_.end()) return {grpc::StatusCode::NOT_FOUND, "SNAPSHOT_UNKNOWN"};
  *response = found->second.answer;
  return grpc::Status::OK;
}

grpc::Status ScriptedSnapshots::ListSnapshotFacts(grpc::ServerContext*,
                                                  const agg::ListSnapshotFactsRequest* request,
                                                  agg::ListSnapshotFactsResponse* response) {
  const std::lock_guard lock(mutex_);
  const auto found = wholes_.find(request->name());
  if (found == wholes_.end()) return {grpc::StatusCode::NOT_FOUND, "SNAPSHOT_UNKNOWN"};
  *response->mutable_page() = found->second.facts;
  return grpc::Status::OK;
}

}  // namespace motcua::conform
