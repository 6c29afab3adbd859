#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/flags/flag.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/hash.h"
#include "google/protobuf/util/time_util.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "services/aggregator/closing/check.h"
#include "tools/export/file.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/table_text.h"

ABSL_FLAG(bool, provisional, false, "close: although sources may still count something");
ABSL_FLAG(std::string, restate, "", "close: why the period is stated again, in Vietnamese");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using google::protobuf::util::TimeUtil;

constexpr absl::Duration kClosingTimeout = absl::Minutes(5);

std::vector<std::string> RowOf(const agg::Snapshot& snapshot) {
  std::string state = "complete";
  if (snapshot.provisional()) {
    state = absl::StrCat("provisional: ", absl::StrJoin(snapshot.incomplete_sources(), ", "));
  }
  return {snapshot.name(),
          state,
          TimeUtil::ToString(snapshot.close_time()),
          snapshot.organisation(),
          absl::StrCat(snapshot.fact_count()),
          snapshot.supersedes(),
          snapshot.reason_vi(),
          absl::BytesToHexString(snapshot.signature().digest())};
}

void Print(const std::vector<std::vector<std::string>>& rows, Format format) {
  std::cout << Render({"snapshot", "state", "close_time", "organisation", "facts", "supersedes",
                       "reason", "digest"},
                      rows, format);
}

std::string NameOf(const std::string& word) {
  return absl::StartsWith(word, "snapshots/") ? word : "snapshots/" + word;
}

grpc::Status FetchFacts(agg::SnapshotService::Stub& stub, const std::string& name,
                        agg::SnapshotFile& file) {
  agg::ListSnapshotFactsRequest request;
  request.set_name(name);
  do {
    agg::ListSnapshotFactsResponse page;
    const grpc::Status status =
        stub.ListSnapshotFacts(rpc::ContextFor(kTimeout).get(), request, &page);
    if (!status.ok()) return status;
    page.mutable_page()->Swap(file.add_fact_pages());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return grpc::Status::OK;
}

grpc::Status FetchAll(agg::SnapshotService::Stub& stub, const std::string& name,
                      agg::SnapshotFile& file) {
  agg::GetSnapshotRequest request;
  request.set_name(name);
  agg::GetSnapshotResponse got;
  grpc::Status status = stub.GetSnapshot(rpc::ContextFor(kTimeout).get(), request, &got);
  if (!status.ok()) return status;
  got.mutable_snapshot()->Swap(file.mutable_snapshot());
  got.mutable_content()->Swap(file.mutable_content());
  agg::GetSnapshotCatalogRequest catalog;
  catalog.set_name(name);
  status =
      stub.GetSnapshotCatalog(rpc::ContextFor(kTimeout).get(), catalog, file.mutable_catalog());
  return status.ok() ? FetchFacts(stub, name, file) : status;
}

}  // namespace

int ClosePeriod(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::SnapshotService::NewStub(federation.Connect("aggregator"));
  agg::ClosePeriodRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_provisional(absl::GetFlag(FLAGS_provisional));
  request.set_reason_vi(absl::GetFlag(FLAGS_restate));
  request.set_request_id(RandomId());
  agg::Snapshot snapshot;
  const grpc::Status status =
      stub->ClosePeriod(rpc::ContextFor(kClosingTimeout).get(), request, &snapshot);
  if (!status.ok()) return PrintError(status);
  Print({RowOf(snapshot)}, format);
  return 0;
}

int PrintSnapshots(const Federation& federation, Format format) {
  const auto stub = agg::SnapshotService::NewStub(federation.Connect("aggregator"));
  std::vector<std::vector<std::string>> rows;
  agg::ListSnapshotsRequest request;
  do {
    agg::ListSnapshotsResponse page;
    const grpc::Status status =
        stub->ListSnapshots(rpc::ContextFor(kTimeout).get(), request, &page);
    if (!status.ok()) return PrintError(status);
    for (const agg::Snapshot& snapshot : page.snapshots()) rows.push_back(RowOf(snapshot));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  Print(rows, format);
  return 0;
}

int FetchSnapshot(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::SnapshotService::NewStub(federation.Connect("aggregator"));
  agg::SnapshotFile file;
  const grpc::Status status = FetchAll(*stub, NameOf(arguments[0]), file);
  if (!status.ok()) return PrintError(status);
  if (arguments.size() > 1) {
    exports::WriteFile(arguments[1], file.SerializeAsString());
    std::cerr << file.snapshot().name() << " in " << arguments[1] << "\n";
    return 0;
  }
  Print({RowOf(file.snapshot())}, format);
  for (int i = 0; i < file.content().tables_size(); ++i) {
    std::cout << "\n" << TableText(file.content().tables(i), file.content().definitions(i));
  }
  return 0;
}

int VerifySnapshot(const Arguments& arguments, Format format) {
  std::ifstream file(arguments[0], std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (!file) {
    std::cerr << arguments[0] << " cannot be read\n";
    return 2;
  }
  const auto key = signing::PublicKey::FromFile(arguments[1]);
  if (!key.ok()) {
    std::cerr << key.status().message() << "\n";
    return 2;
  }
  const Checked checked = aggregator::CheckSnapshotFile(bytes, *key);
  for (const StoredFault& fault : checked.faults) {
    std::cout << fault.place << ": " << fault.text << "\n";
  }
  if (checked.fault_count > 0) return 3;
  // What holds may be another month's, provisional, or stated again since.
  agg::SnapshotFile parsed;
  parsed.ParseFromString(bytes);
  std::cout << parsed.snapshot().province() << "\n";
  Print({RowOf(parsed.snapshot())}, format);
  std::cout << "holds: " << checked.count << " parts, signed by key " << key->id() << "\n";
  return 0;
}

}  // namespace motcua::ctl
