// The kit can fail: each fault of a portal is found by the requirement that names it.
#include "tests/conformance/kit/portal_checks.h"

#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/conformance/kit/faults_for_test.h"
#include "tests/conformance/kit/portal_for_test.h"

namespace motcua::conform {
namespace {

std::unique_ptr<grpc::Server> Serve(const std::vector<grpc::Service*>& services) {
  grpc::ServerBuilder builder;
  for (grpc::Service* service : services) builder.RegisterService(service);
  return builder.BuildAndStart();
}

Report ReportOn(PortalFault fault) {
  const auto key = signing::SigningKey::Generate();
  ScriptedCells cells("kit");
  ScriptedSnapshots snapshots("kit", key);
  const auto province = Serve({&cells, &snapshots});
  auto portal =
      std::make_unique<PortalForTest>(fault, province->InProcessChannel({}), key.public_key());
  const auto server = Serve({portal.get()});
  Report report =
      CheckPortal(server->InProcessChannel({}), {"kit", cells, snapshots}, {absl::Seconds(2), {}});
  // In this order: nobody calls a server that is gone.
  const auto soon = absl::ToChronoTime(absl::Now() + absl::Seconds(1));
  server->Shutdown(soon);
  portal = nullptr;
  province->Shutdown(soon);
  return report;
}

TEST(PortalChecksTest, APortalThatKeepsTheContractPassesAll) {
  ExpectAllPass(ReportOn(PortalFault::kNone), PortalRequirements());
}

TEST(PortalChecksTest, EveryFaultIsFoundByItsRequirement) {
  const std::vector<std::pair<PortalFault, const char*>> faults = {
      {PortalFault::kListsNobody, "portal.listed"},
      {PortalFault::kHearsNothing, "portal.first-sync"},
      {PortalFault::kHearsOnce, "portal.next-batch"},
      {PortalFault::kAddsValuesUp, "portal.next-batch"},
      {PortalFault::kCountsOverlapsTwice, "portal.duplicates"},
      {PortalFault::kTakesGaps, "portal.gap"},
      {PortalFault::kTakesWrongDigests, "portal.digest"},
      {PortalFault::kTakesForeignBatches, "portal.foreign"},
      {PortalFault::kTakesMalformedBatches, "portal.malformed"},
      {PortalFault::kTakesStaleEpochs, "portal.stale-epoch"},
      {PortalFault::kForgetsWhoIsSilent, "portal.unreachable"},
      {PortalFault::kTakesNoSnapshots, "portal.snapshot"},
      {PortalFault::kTakesAnySignature, "portal.bad-signature"},
      {PortalFault::kTakesChangedHeads, "portal.changed-head"},
      {PortalFault::kTakesChangedFacts, "portal.changed-facts"},
      {PortalFault::kTakesAnyOrder, "portal.out-of-order"},
      {PortalFault::kTakesIncompleteSnapshots, "portal.incomplete"},
      {PortalFault::kTakesNoRestatement, "portal.restatement"},
      {PortalFault::kTakesRewrittenSnapshots, "portal.rewritten"},
      {PortalFault::kTotalIsOff, "portal.total"},
  };
  ExpectEachIsFound(faults, ReportOn);
}

}  // namespace
}  // namespace motcua::conform
