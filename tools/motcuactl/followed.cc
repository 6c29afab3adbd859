#include "tools/motcuactl/followed.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "motcua/portal/v1/sync.grpc.pb.h"
#include "tools/motcuactl/commands.h"

namespace motcua::ctl {
namespace {

using Rows = std::vector<FollowedRow>;

std::string Bare(const std::string& state) {
  return std::string(absl::StripPrefix(state, "STATE_"));
}

absl::Status StatusOf(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

// The portal follows the intake of each province.
absl::StatusOr<Rows> FollowedByPortal(const Federation& federation, const std::string& process) {
  const auto portal = portal::v1::PortalService::NewStub(federation.Connect(process));
  const auto sync = portal::v1::SyncService::NewStub(federation.Connect(process));
  portal::v1::ListProvincesResponse provinces;
  grpc::Status status = portal->ListProvinces(rpc::ContextFor(kTimeout).get(), {}, &provinces);
  if (!status.ok()) return StatusOf(status);
  Rows rows;
  for (const portal::v1::Province& province : provinces.provinces()) {
    portal::v1::GetSyncReportRequest request;
    request.set_name(province.name());
    request.set_page_size(1);
    portal::v1::SyncReport report;
    status = sync->GetSyncReport(rpc::ContextFor(kTimeout).get(), request, &report);
    if (!status.ok()) return StatusOf(status);
    FollowedRow row;
    row.source = province.name();
    row.cursor.set_sequence(report.state().sequence());
    row.state = Bare(portal::v1::SyncState::State_Name(report.state().state()));
    row.error = report.state().error();
    rows.push_back(std::move(row));
  }
  return rows;
}

bool IsPortal(const std::string& process) {
  return process == "portal" || process.starts_with("portal#");
}

}  // namespace

absl::StatusOr<Rows> FollowedBy(const Federation& federation, const std::string& process) {
  if (IsPortal(process)) return FollowedByPortal(federation, process);
  const auto stub = feed::v1::ChangeFeedService::NewStub(federation.Connect(process));
  feed::v1::ListFollowedResponse answer;
  const grpc::Status status = stub->ListFollowed(rpc::ContextFor(kTimeout).get(), {}, &answer);
  if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) return Rows();
  if (!status.ok()) return StatusOf(status);
  Rows rows;
  for (const feed::v1::Followed& followed : answer.followed()) {
    rows.push_back({followed.source(), followed.cursor(),
                    Bare(feed::v1::Followed::State_Name(followed.state())), followed.error()});
  }
  return rows;
}

int PrintFollowed(const Federation& federation, const Arguments& arguments, Format format) {
  std::vector<std::vector<std::string>> lines;
  bool forked = false;
  bool silent = false;
  for (const std::string& process : arguments.empty() ? federation.names() : arguments) {
    const auto rows = FollowedBy(federation, process);
    if (!rows.ok()) {
      std::cerr << process << ": " << rows.status().message() << "\n";
      silent = true;
      continue;
    }
    for (const FollowedRow& row : *rows) {
      forked |= row.state == "FORKED";
      lines.push_back(
          {process, row.source, absl::StrCat(row.cursor.sequence()), row.state, row.error});
    }
  }
  std::cout << Render({"process", "source", "sequence", "state", "error"}, lines, format);
  if (forked) return 3;
  return silent ? 1 : 0;
}

}  // namespace motcua::ctl
