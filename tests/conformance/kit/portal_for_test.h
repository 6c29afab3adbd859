// A portal that believes what it should, but for one fault.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_PORTAL_FOR_TEST_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_PORTAL_FOR_TEST_H_

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "common/base/errors.h"
#include "common/rpc/channel.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "tests/conformance/kit/cell_stream.h"
#include "tests/conformance/kit/held_cells.h"

namespace motcua::conform {

enum class PortalFault {
  kNone,
  kListsNobody,
  kHearsNothing,
  kHearsOnce,
  kAddsValuesUp,
  kCountsOverlapsTwice,
  kTakesGaps,
  kTakesWrongDigests,
  kTakesForeignBatches,
  kTakesMalformedBatches,
  kTakesStaleEpochs,
  kForgetsWhoIsSilent,
  kTakesNoSnapshots,
  kTakesAnySignature,
  kTakesChangedHeads,
  kTakesChangedFacts,
  kTakesAnyOrder,
  kTakesIncompleteSnapshots,
  kTakesNoRestatement,
  kTakesRewrittenSnapshots,
  kTotalIsOff,
};

// Follows one province, `kit`, on two threads. Thread-safe.
class PortalForTest final : public portal::v1::PortalService::Service {
 public:
  PortalForTest(PortalFault fault, std::shared_ptr<grpc::Channel> province, signing::PublicKey key)
      : fault_(fault),
        key_(std::move(key)),
        cells_(statistics::v1::StatisticsService::NewStub(province)),
        snapshots_(aggregator::v1::SnapshotService::NewStub(province)),
        following_([this] { FollowCells(); }),
        looking_([this] { FollowSnapshots(); }) {}
  ~PortalForTest() override {
    stopping_ = true;
    following_.join();
    looking_.join();
  }

  grpc::Status ListProvinces(grpc::ServerContext*, const portal::v1::ListProvincesRequest*,
                             portal::v1::ListProvincesResponse* response) override {
    if (Is(PortalFault::kListsNobody)) return grpc::Status::OK;
    const std::lock_guard lock(mutex_);
    portal::v1::Province& province = *response->add_provinces();
    province.set_name("provinces/kit");
    *province.mutable_cursor() = held_.cursor();
    for (const auto& [kind, count] : problems_) {
      portal::v1::Problem& problem = *province.add_problems();
      problem.set_kind(kind);
      problem.set_count(count);
    }
    for (const auto& [number, snapshot] : taken_) {
      province.add_snapshots()->set_number(number);
    }
    return grpc::Status::OK;
  }

  grpc::Status GetNationalTable(grpc::ServerContext*,
                                const portal::v1::GetNationalTableRequest* request,
                                portal::v1::NationalTable* table) override {
    const std::lock_guard lock(mutex_);
    portal::v1::ProvinceLine line;
    line.set_province("provinces/kit");
    line.set_received(received_);
    line.set_unreachable(unreachable_);
    if (request->basis() == portal::v1::BASIS_PUBLISHED) {
      if (shown_ == 0) return grpc::Status::OK;
      line.set_received(taken_[shown_].received);
      line.set_snapshot_number(shown_);
    }
    *table->add_provinces() = line;
    *table->mutable_total() = line;
    if (Is(PortalFault::kTotalIsOff)) table->mutable_total()->set_received(line.received() + 1);
    return grpc::Status::OK;
  }

 private:
  using Kind = portal::v1::ProblemKind;
  struct Taken {
    std::string digest;
    std::int64_t received = 0;
    bool provisional = false;
  };

  bool Is(PortalFault fault) const { return fault_ == fault; }
  // Refused with this kind, unless it is the portal's fault not to.
  std::optional<Kind> Refused(Kind kind, PortalFault fault) {
    if (Is(fault)) return std::nullopt;
    ++problems_[kind];
    return kind;
  }

  void FollowCells() {
    while (!stopping_) {
      statistics::v1::WatchCellsRequest request;
      if (held_.revision() > 0 && !anew_) *request.mutable_after() = held_.cursor();
      anew_ = false;
      CellStream stream(*cells_, request, absl::Minutes(5));
      while (!stopping_) {
        const auto batch = stream.Next();
        const std::lock_guard lock(mutex_);
        unreachable_ = !batch && !Is(PortalFault::kForgetsWhoIsSilent);
        if (!batch || Examine(*batch)) break;
        Take(*batch);
      }
      absl::SleepFor(absl::Milliseconds(20));
    }
  }

  std::optional<Kind> Examine(const CellBatch& batch) {
    using namespace portal::v1;  // NOLINT: names of problems
    std::optional<Kind> kind;
    if (batch.epoch.size() > 64) {
      kind = Refused(PROBLEM_KIND_MALFORMED, PortalFault::kTakesMalformedBatches);
      if (kind || Is(PortalFault::kTakesMalformedBatches)) return kind;
    }
    if (batch.source != "kit") {
      kind = Refused(PROBLEM_KIND_FOREIGN, PortalFault::kTakesForeignBatches);
      if (kind) return kind;
    }
    if (!batch.full && (batch.epoch != held_.epoch() || batch.from > held_.revision())) {
      anew_ = true;
      kind = Refused(PROBLEM_KIND_GAP, PortalFault::kTakesGaps);
      return kind;
    }
    if (left_.contains(batch.epoch)) {
      kind = Refused(PROBLEM_KIND_STALE_EPOCH, PortalFault::kTakesStaleEpochs);
      if (kind) return kind;
    }
    HeldCells after = held_;
    if (after.Take(batch).id != "cells.digest") return std::nullopt;
    anew_ = true;
    return Refused(PROBLEM_KIND_DIGEST, PortalFault::kTakesWrongDigests);
  }

  void Take(const CellBatch& batch) {
    if (Is(PortalFault::kHearsNothing)) return;
    if (Is(PortalFault::kHearsOnce) && received_ != 0) return;
    if (batch.full && held_.revision() > 0 && batch.epoch != held_.epoch()) {
      left_.insert(held_.epoch());
    }
    const bool overlaps = !batch.full && batch.from < held_.revision();
    const bool adds =
        Is(PortalFault::kAddsValuesUp) || (Is(PortalFault::kCountsOverlapsTwice) && overlaps);
    held_.Take(batch);
    for (const statistics::v1::Cell& cell : batch.cells) {
      received_ = cell.value() + (adds ? received_ : 0);
    }
  }

  void FollowSnapshots() {
    while (!stopping_) {
      aggregator::v1::ListSnapshotsResponse list;
      snapshots_->ListSnapshots(rpc::ContextFor(absl::Seconds(5)).get(), {}, &list);
      for (const aggregator::v1::Snapshot& head : list.snapshots()) Consider(head);
      absl::SleepFor(absl::Milliseconds(50));
    }
  }

  void Consider(const aggregator::v1::Snapshot& head) {
    aggregator::v1::ListSnapshotFactsRequest request;
    request.set_name(head.name());
    aggregator::v1::ListSnapshotFactsResponse facts;
    snapshots_->ListSnapshotFacts(rpc::ContextFor(absl::Seconds(5)).get(), request, &facts);
    if (facts.page().facts().empty()) return;  // gone meanwhile
    const std::lock_guard lock(mutex_);
    const bool known = taken_.contains(head.number());
    if (known && taken_[head.number()].digest == head.signature().digest()) return;
    if (ExamineSnapshot(head, facts.page(), known)) return;
    const bool keep = Is(PortalFault::kTakesNoSnapshots) ||
                      (Is(PortalFault::kTakesNoRestatement) && head.number() > 1);
    if (keep) return;
    taken_[head.number()] = {head.signature().digest(), facts.page().facts(0).flow(),
                             head.provisional()};
    if (!head.provisional() || Is(PortalFault::kTakesIncompleteSnapshots)) shown_ = head.number();
  }

  std::optional<Kind> ExamineSnapshot(const aggregator::v1::Snapshot& head,
                                      const aggregator::v1::SnapshotFacts& facts, bool known) {
    using namespace portal::v1;  // NOLINT: names of problems
    if (known) {
      return Refused(PROBLEM_KIND_REWRITTEN_HISTORY, PortalFault::kTakesRewrittenSnapshots);
    }
    const absl::Status verified = signing::Verify(key_, head);
    if (!verified.ok()) {
      const bool changed = RefusalOf(verified).reason == "DIGEST_MISMATCH";
      const auto kind = changed
                            ? Refused(PROBLEM_KIND_DAMAGED, PortalFault::kTakesChangedHeads)
                            : Refused(PROBLEM_KIND_BAD_SIGNATURE, PortalFault::kTakesAnySignature);
      if (kind) return kind;
    }
    if (*signing::DigestOf(facts) != head.fact_pages(0)) {
      const auto kind = Refused(PROBLEM_KIND_DAMAGED, PortalFault::kTakesChangedFacts);
      if (kind) return kind;
    }
    const int newest = taken_.empty() ? 0 : taken_.rbegin()->first;
    if (head.number() != newest + 1) {
      const auto kind = Refused(PROBLEM_KIND_OUT_OF_ORDER, PortalFault::kTakesAnyOrder);
      if (kind) return kind;
    }
    if (head.provisional() && shown_ != 0) {
      Refused(PROBLEM_KIND_INCOMPLETE_OVER_COMPLETE, PortalFault::kTakesIncompleteSnapshots);
    }
    return std::nullopt;
  }

  const PortalFault fault_;
  const signing::PublicKey key_;
  const std::unique_ptr<statistics::v1::StatisticsService::Stub> cells_;
  const std::unique_ptr<aggregator::v1::SnapshotService::Stub> snapshots_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // guards what follows
  HeldCells held_;
  bool anew_ = false;  // of following_ alone
  std::set<std::string> left_;
  std::int64_t received_ = 0;
  bool unreachable_ = false;
  std::map<Kind, std::int64_t> problems_;
  std::map<int, Taken> taken_;  // by number
  int shown_ = 0;
  std::thread following_;  // last: they use the above
  std::thread looking_;
};

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_PORTAL_FOR_TEST_H_
