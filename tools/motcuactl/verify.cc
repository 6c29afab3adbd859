#include <algorithm>
#include <iostream>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "motcua/verify/v1/verify.grpc.pb.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/followed.h"

ABSL_FLAG(bool, dossiers, false,
          "verify: also count all dossiers anew and hold them against the cells");

namespace motcua::ctl {
namespace {

constexpr absl::Duration kLongest = absl::Hours(2);
constexpr int kHolds = 0;
constexpr int kUnknown = 1;
constexpr int kDoesNotHold = 3;

void Print(const std::string& process, const verify::v1::Part& part) {
  std::cout << process << " " << part.part() << ": " << part.checked_count() << " rows, "
            << (part.fault_count() == 0 ? "intact" : absl::StrCat(part.fault_count(), " faults"));
  if (part.has_head()) {
    std::cout << ", head " << part.head().sequence() << " " << HexEncode(part.head().chain_hash());
  }
  std::cout << "\n";
  for (const verify::v1::Fault& fault : part.faults()) {
    std::cout << "  " << process << ": " << fault.place() << ": " << fault.text() << "\n";
  }
  const std::int64_t untold = part.fault_count() - part.faults_size();
  if (untold > 0) std::cout << "  … and " << untold << " more\n";
}

int VerifyStore(const Federation& federation, const std::string& process) {
  const auto stub = verify::v1::VerifyService::NewStub(federation.Connect(process));
  verify::v1::VerifyStoreRequest request;
  request.set_recount(absl::GetFlag(FLAGS_dossiers));
  verify::v1::VerifyStoreResponse found;
  const grpc::Status status = stub->VerifyStore(rpc::ContextFor(kLongest).get(), request, &found);
  if (!status.ok()) {
    std::cerr << process << ": ";
    return PrintError(status);
  }
  int outcome = kHolds;
  for (const verify::v1::Part& part : found.parts()) {
    Print(process, part);
    if (part.fault_count() > 0) outcome = kDoesNotHold;
  }
  return outcome;
}

// The source of what a process follows: `intake` of the same province.
std::string SourceOf(const std::string& process, const std::string& source) {
  const std::size_t dot = process.rfind('.');
  return dot == std::string::npos ? source : process.substr(0, dot + 1) + source;
}

// Whether a journal has the place up to which a follower read it.
grpc::Status FindCursor(const Federation& federation, const std::string& source,
                        const feed::v1::Cursor& cursor) {
  const auto stub = feed::v1::ChangeFeedService::NewStub(federation.Connect(source));
  const auto context = rpc::ContextFor(kTimeout);
  feed::v1::WatchEventsRequest request;
  *request.mutable_after() = cursor;
  const auto stream = stub->WatchEvents(context.get(), request);
  feed::v1::WatchEventsResponse message;
  const bool found = stream->Read(&message);
  context->TryCancel();
  const grpc::Status ended = stream->Finish();
  return found ? grpc::Status::OK : ended;
}

// A journal that was rewritten as a whole, hashes and all, still is not the one its followers read.
int VerifyFollowed(const Federation& federation, const std::string& process) {
  const auto followed = FollowedBy(federation, process);
  if (!followed.ok()) {
    std::cerr << process << ": " << followed.status().message() << "\n";
    return kUnknown;
  }
  int outcome = kHolds;
  for (const FollowedRow& row : *followed) {
    const std::string source = SourceOf(process, row.source);
    grpc::Status found;
    if (row.state == "FORKED") {
      found = grpc::Status(grpc::StatusCode::OUT_OF_RANGE, row.error);
    } else if (!row.cursor.chain_hash().empty()) {
      found = FindCursor(federation, source, row.cursor);
    }
    if (found.ok()) continue;
    if (found.error_code() != grpc::StatusCode::OUT_OF_RANGE) {
      std::cerr << source << ": ";
      outcome = std::max(outcome, PrintError(found));
      continue;
    }
    std::cout << source << " journal: event " << row.cursor.sequence() << " is not what " << process
              << " read: the journal was restored or rewritten\n";
    outcome = kDoesNotHold;
  }
  return outcome;
}

}  // namespace

int Verify(const Federation& federation, const Arguments& arguments) {
  const bool all = arguments[0] == "all";
  const std::vector<std::string> processes = all ? federation.names() : arguments;
  int outcome = kHolds;
  for (const std::string& process : processes) {
    outcome = std::max(outcome, VerifyStore(federation, process));
  }
  if (!all) return outcome;
  for (const std::string& process : processes) {
    outcome = std::max(outcome, VerifyFollowed(federation, process));
  }
  return outcome;
}

}  // namespace motcua::ctl
