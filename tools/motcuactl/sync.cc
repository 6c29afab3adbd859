// The statuses of dossiers at the portal.
#include <fstream>
#include <iostream>

#include "absl/flags/flag.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/time_util.h"
#include "motcua/portal/v1/sync.grpc.pb.h"
#include "tools/motcuactl/commands.h"

ABSL_FLAG(int, gaps, 20, "sync: most dossiers with gaps to list");

namespace motcua::ctl {
namespace {

using google::protobuf::util::TimeUtil;
using portal::v1::SyncService;

constexpr int kMostPerCall = 1000;

std::unique_ptr<SyncService::Stub> Portal(const Federation& federation) {
  return SyncService::NewStub(federation.Connect("portal"));
}

template <typename Codes>
std::string CodesText(const Codes& codes) {
  return absl::StrJoin(codes, " ");
}

std::string GapText(const portal::v1::Gap& gap) {
  std::string text = absl::StrCat(static_cast<int>(gap.after()), "…", gap.before(), ":");
  if (gap.missing_events() > 0) absl::StrAppend(&text, " ", gap.missing_events(), " events");
  if (!gap.missing_statuses().empty()) {
    absl::StrAppend(&text, " statuses ", CodesText(gap.missing_statuses()));
  }
  return text;
}

std::string StateText(const portal::v1::SyncState& state) {
  std::string text = portal::v1::SyncState::State_Name(state.state()).substr(6);
  if (state.replay_target() > 0) {
    absl::StrAppend(&text, " ", state.replay_sequence(), "/", state.replay_target());
  }
  return text;
}

void PrintState(const portal::v1::SyncState& state, const portal::v1::SyncTotals& totals,
                Format format) {
  std::cout << Render(
      {"province", "state", "sequence", "complete_until", "dossiers", "finished", "fully_synced",
       "with_gaps", "bridged", "bridged_finished", "rejoins", "error"},
      {{state.name(), StateText(state), absl::StrCat(state.sequence()),
        state.has_complete_until() ? TimeUtil::ToString(state.complete_until()) : "-",
        absl::StrCat(totals.dossiers()), absl::StrCat(totals.finished()),
        absl::StrCat(totals.fully_synced()), absl::StrCat(totals.with_gaps()),
        absl::StrCat(totals.bridged()), absl::StrCat(totals.bridged_finished()),
        absl::StrCat(state.rejoins()), state.error()}},
      format);
}

// Dossier, code of its status, time in RFC 3339, separated by tabs; false naming the line.
bool ReadStatuses(const std::string& path, std::vector<portal::v1::LooseStatus>& statuses) {
  std::ifstream file(path);
  if (!file) {
    std::cerr << path << " cannot be read\n";
    return false;
  }
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    portal::v1::LooseStatus& loose = statuses.emplace_back();
    int status = 0;
    if (cells.size() != 3 || !absl::SimpleAtoi(cells[1], &status) ||
        !TimeUtil::FromString(cells[2], loose.mutable_status_time())) {
      std::cerr << path << " line " << number << ": must be CODE, STATUS (1 to 10), TIME\n";
      return false;
    }
    loose.set_dossier("dossiers/" + cells[0]);
    loose.set_status(static_cast<type::v1::DossierStatus>(status));
  }
  return true;
}

std::string ResultText(const portal::v1::PutResult& result) {
  std::vector<std::string> doubts;
  for (const int doubt : result.doubts()) {
    doubts.push_back(
        portal::v1::PutResult::Doubt_Name(static_cast<portal::v1::PutResult::Doubt>(doubt))
            .substr(6));
  }
  return absl::StrJoin(doubts, " ");
}

}  // namespace

int PrintSync(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = Portal(federation);
  portal::v1::GetSyncReportRequest request;
  request.set_name("provinces/" + arguments[0]);
  request.set_page_size(std::max(1, absl::GetFlag(FLAGS_gaps)));
  portal::v1::SyncReport report;
  const grpc::Status status =
      stub->GetSyncReport(rpc::ContextFor(kTimeout).get(), request, &report);
  if (!status.ok()) return PrintError(status);
  PrintState(report.state(), report.totals(), format);
  if (report.gaps().empty()) return 0;
  std::vector<std::vector<std::string>> rows;
  for (const auto& dossier : report.gaps()) {
    std::vector<std::string> gaps;
    for (const auto& gap : dossier.gaps()) gaps.push_back(GapText(gap));
    rows.push_back({dossier.dossier(), absl::StrCat(dossier.status()), absl::StrJoin(gaps, "; ")});
  }
  std::cout << Render({"dossier", "status", "gaps"}, rows, format);
  return 3;
}

int ReplayStatuses(const Federation& federation, const Arguments& arguments, Format format) {
  portal::v1::ReplayStatusesRequest request;
  request.set_name("provinces/" + arguments[0]);
  portal::v1::SyncState state;
  const grpc::Status status =
      Portal(federation)->ReplayStatuses(rpc::ContextFor(kTimeout).get(), request, &state);
  if (!status.ok()) return PrintError(status);
  std::cout << Render({"province", "state"}, {{state.name(), StateText(state)}}, format);
  return 0;
}

int BridgeFile(const Federation& federation, const Arguments& arguments, Format format) {
  std::vector<portal::v1::LooseStatus> statuses;
  if (!ReadStatuses(arguments[1], statuses)) return 2;
  const auto stub = Portal(federation);
  std::vector<std::vector<std::string>> rows;
  grpc::Status status;
  for (std::size_t begin = 0; status.ok() && begin < statuses.size(); begin += kMostPerCall) {
    portal::v1::PutStatusesRequest request;
    request.set_name("provinces/" + arguments[0]);
    for (std::size_t i = begin; i < std::min(statuses.size(), begin + kMostPerCall); ++i) {
      *request.add_statuses() = statuses[i];
    }
    portal::v1::PutStatusesResponse response;
    status = stub->PutStatuses(rpc::ContextFor(kTimeout).get(), request, &response);
    for (const auto& result : response.results()) {
      rows.push_back({result.dossier(),
                      portal::v1::PutResult::Outcome_Name(result.outcome()).substr(8),
                      absl::StrCat(result.status()), ResultText(result)});
    }
  }
  // Also when a later call failed: the earlier ones have put theirs.
  std::cout << Render({"dossier", "done", "status_held", "cannot_be_guaranteed"}, rows, format);
  return status.ok() ? 0 : PrintError(status);
}

}  // namespace motcua::ctl
