#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "motcua/portal/v1/sync.grpc.pb.h"
#include "tools/motcuactl/commands.h"

ABSL_FLAG(int, wait, 120, "rejoin: seconds until it must be finished");

namespace motcua::ctl {
namespace {

using portal::v1::PortalService;
using portal::v1::Problem;
using portal::v1::Province;
using portal::v1::SyncReport;
using portal::v1::SyncService;
using portal::v1::SyncState;

// A province at the portal, as both of its services tell it.
class Joined {
 public:
  Joined(const Federation& federation, const std::string& portal, std::string province)
      : name_("provinces/" + std::move(province)),
        portal_(PortalService::NewStub(federation.Connect(portal))),
        sync_(SyncService::NewStub(federation.Connect(portal))) {}

  grpc::Status Read() {
    portal::v1::ListProvincesResponse all;
    grpc::Status status = portal_->ListProvinces(rpc::ContextFor(kTimeout).get(), {}, &all);
    if (!status.ok()) return status;
    province_.Clear();
    for (const Province& province : all.provinces()) {
      if (province.name() == name_) province_ = province;
    }
    portal::v1::GetSyncReportRequest request;
    request.set_name(name_);
    request.set_page_size(1);
    return sync_->GetSyncReport(rpc::ContextFor(kTimeout).get(), request, &report_);
  }

  grpc::Status RejoinStatuses() {
    portal::v1::RejoinRequest request;
    request.set_name(name_);
    SyncState state;
    return sync_->Rejoin(rpc::ContextFor(kTimeout).get(), request, &state);
  }
  grpc::Status AcceptCells(const std::string& epoch) {
    portal::v1::AcceptHistoryRequest request;
    request.set_province(name_);
    request.set_epoch(epoch.empty() ? RefusedEpoch() : epoch);
    request.set_reason(portal::v1::AcceptHistoryRequest::REASON_RESTORED);
    Province now;
    return portal_->AcceptHistory(rpc::ContextFor(kTimeout).get(), request, &now);
  }

  const SyncReport& report() const { return report_; }
  const Province& province() const { return province_; }
  bool statuses_forked() const { return report_.state().state() == SyncState::STATE_FORKED; }
  bool statuses_whole() const {
    const SyncState& state = report_.state();
    return state.state() == SyncState::STATE_NOT_FOLLOWED ||
           (state.state() == SyncState::STATE_FOLLOWING && state.has_complete_until());
  }
  // What the portal refuses of its cells because they contradict what it holds; null: nothing.
  const Problem* cells_refused() const {
    for (const Problem& problem : province_.problems()) {
      const bool contradicts = problem.kind() == portal::v1::PROBLEM_KIND_STALE_EPOCH ||
                               problem.kind() == portal::v1::PROBLEM_KIND_REWRITTEN_HISTORY;
      if (contradicts && problem.subject() == "cells") return &problem;
    }
    return nullptr;
  }
  bool whole() const {
    return statuses_whole() && province_.connected() && cells_refused() == nullptr;
  }

 private:
  // A refusal of another epoch than the one held begins with it: `epoch E was left before`.
  std::string RefusedEpoch() const {
    const std::vector<std::string> words = absl::StrSplit(cells_refused()->detail(), ' ');
    const bool other = words.size() > 1 && words[0] == "epoch";
    return other ? words[1] : province_.cursor().epoch();
  }

  const std::string name_;
  const std::unique_ptr<PortalService::Stub> portal_;
  const std::unique_ptr<SyncService::Stub> sync_;
  Province province_;
  SyncReport report_;
};

void Print(const char* when, const Joined& joined) {
  const SyncState& state = joined.report().state();
  std::cout << when << ": statuses " << SyncState::State_Name(state.state()).substr(6)
            << " up to event " << state.sequence() << ", " << joined.report().totals().dossiers()
            << " dossiers; cells epoch " << joined.province().cursor().epoch() << " revision "
            << joined.province().cursor().revision() << ", " << joined.province().cell_count()
            << " cells";
  if (const Problem* refused = joined.cells_refused()) std::cout << "; " << refused->detail();
  std::cout << std::endl;
}

// Does what is needed now; a source that was not asked yet is seen to be forked a moment later.
grpc::Status Step(Joined& joined, const std::string& epoch) {
  if (joined.statuses_forked()) {
    const grpc::Status begun = joined.RejoinStatuses();
    // Another operator, or it was seen and set right in between.
    if (!begun.ok() && begun.error_code() != grpc::StatusCode::FAILED_PRECONDITION) return begun;
  }
  return joined.cells_refused() == nullptr ? grpc::Status() : joined.AcceptCells(epoch);
}

}  // namespace

int Rejoin(const Federation& federation, const Arguments& arguments) {
  Joined joined(federation, arguments[0], arguments[1]);
  const std::string epoch = arguments.size() > 2 ? arguments[2] : "";
  const absl::Time end = absl::Now() + absl::Seconds(absl::GetFlag(FLAGS_wait));
  grpc::Status status = joined.Read();
  if (!status.ok()) return PrintError(status);
  Print("before", joined);
  while (status.ok() && !joined.whole() && absl::Now() < end) {
    status = Step(joined, epoch);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (status.ok()) status = joined.Read();
  }
  if (!status.ok()) return PrintError(status);
  Print("after", joined);
  if (joined.whole()) return 0;
  std::cerr << "not one history yet; what remains goes on by itself, or look at its problems\n";
  return 3;
}

}  // namespace motcua::ctl
