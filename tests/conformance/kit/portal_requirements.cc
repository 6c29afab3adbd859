#include "tests/conformance/kit/portal_checks.h"

namespace motcua::conform {
namespace {

constexpr char kKinds[] = "portal.proto: ProblemKind";
constexpr char kBases[] = "portal.proto: Basis";

}  // namespace

std::vector<Requirement> PortalRequirements() {
  return {
      {"portal.listed", "the province is listed, and was never heard of",
       "portal.proto: ListProvinces"},
      {"portal.first-sync", "a full batch is taken and shown", "portal.proto: GetNationalTable"},
      {"portal.next-batch", "a batch that continues is taken and shown",
       "portal.proto: GetNationalTable"},
      {"portal.duplicates", "what comes again is not counted again",
       "statistics.proto: Cell.value"},
      {"portal.gap", "a batch that does not continue what is held is refused", kKinds},
      {"portal.digest", "cells that do not give their digest are refused", kKinds},
      {"portal.foreign", "a batch of another province is refused", kKinds},
      {"portal.malformed", "an epoch that is too long is refused", kKinds},
      {"portal.stale-epoch", "an epoch that was left is refused", kKinds},
      {"portal.unreachable", "who does not answer is told, with the last figures",
       "portal.proto: ProvinceLine.unreachable"},
      {"portal.snapshot", "a signed snapshot is taken and shown", kBases},
      {"portal.bad-signature", "a snapshot signed by another key is refused", kKinds},
      {"portal.changed-head", "a snapshot that was changed after it was signed is refused", kKinds},
      {"portal.changed-facts", "a snapshot whose facts were changed is refused", kKinds},
      {"portal.out-of-order", "a snapshot that does not supersede the one held is refused", kKinds},
      {"portal.incomplete", "a provisional snapshot never replaces a complete one", kKinds},
      {"portal.restatement", "a complete snapshot that supersedes is taken and shown", kBases},
      {"portal.rewritten", "a snapshot that was taken is never replaced under its name", kKinds},
      {"portal.total", "the total is the sum of the lines", "portal.proto: NationalTable.total"},
  };
}

}  // namespace motcua::conform
