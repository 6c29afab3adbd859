#include "tools/replay/fees.h"

#include <algorithm>
#include <vector>

namespace motcua::replay {
namespace {

using enum Column;

// The longest way takes so many steps, a minute each: two obligations, twice begun and confirmed,
// and a receipt.
constexpr int kMostSteps = 7;
// đồng of a land obligation: a multiple of the unit.
constexpr int kObligationUnit = 10'000;
constexpr int kMostUnits = 500;

bool EndsUnresolved(const PlannedDossier& dossier) {
  return dossier.outcome == Outcome::kRefused || dossier.outcome == Outcome::kWithdrawn ||
         dossier.outcome == Outcome::kStopped;
}

std::vector<PlannedDossier*> Candidates(const WorkTime& time, Random& random,
                                        std::span<PlannedDossier> dossiers) {
  std::vector<PlannedDossier*> candidates;
  for (PlannedDossier& dossier : dossiers) {
    if (dossier.receive >= time.first()) candidates.push_back(&dossier);
  }
  random.Shuffle(candidates);
  std::stable_partition(candidates.begin(), candidates.end(),
                        [](const PlannedDossier* dossier) { return !EndsUnresolved(*dossier); });
  return candidates;
}

}  // namespace

void PlanFees(const CountsRow& row, bool land_branch, const WorkTime& time, Random& random,
              std::span<PlannedDossier> dossiers) {
  if (!row.counts[kFeeDossiers]) return;
  for (PlannedDossier& dossier : dossiers) dossier.fee_wish = FeeWish::kWithoutFee;
  std::vector<PlannedDossier*> bearing = Candidates(time, random, dossiers);
  bearing.resize(std::min(bearing.size(), static_cast<std::size_t>(*row.counts[kFeeDossiers])));

  const auto all = static_cast<std::int64_t>(bearing.size());
  const std::int64_t national = row.counts.Get(kPaidNationalPortal);
  const std::int64_t gateway = row.counts.Get(kPaidProvinceGateway);
  const std::int64_t first_gateway = std::min(national, all - gateway);
  for (std::int64_t i = 0; i < all; ++i) {
    PlannedDossier& dossier = *bearing[i];
    PlannedFee fee;
    fee.obligation = land_branch;
    if (land_branch) fee.dong = random.Between(1, kMostUnits) * kObligationUnit;
    fee.national_portal = i < national;
    fee.province_gateway = i >= first_gateway && i < first_gateway + gateway;
    fee.recorded = i < row.counts.Get(kRecordedProvinceSystem);
    fee.begin = random.Between(dossier.receive + 1, dossier.end.value_or(time.last()) - kMostSteps);
    if (!land_branch) dossier.fee_wish = FeeWish::kWithFee;
    dossier.fee = fee;
  }
}

}  // namespace motcua::replay
