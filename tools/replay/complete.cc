// CompleteRow: what a row does not state.
#include <algorithm>
#include <string>

#include "tools/replay/change.h"
#include "tools/replay/check.h"
#include "tools/replay/late_counts.h"

namespace motcua::replay {
namespace {

using enum Column;

void CompleteResolvedLate(const Counts& counts, Change& change) {
  if (counts[kResolvedLate]) return;
  std::int64_t parts = std::max({counts.Get(kLateOwn), counts.Get(kLateLinked),
                                 counts.Get(kApologies), counts.Get(kExtensions)});
  for (const Column column : kLateAt) parts = std::max(parts, counts.Get(column));
  const bool balances = AllStated(counts, {kWentOut.begin(), kWentOut.end() - 1});
  const std::int64_t rest = balances ? Sum(counts, kCameIn) - Sum(counts, kWentOut) : 0;
  change.Choose(kResolvedLate, std::max(parts, rest), "the least that the other columns allow");
}

void CompletePapers(const Counts& counts, Change& change) {
  const auto choose = [&](Column column, std::int64_t value) {
    if (!counts[column])
      change.Choose(column, value, value > 0 ? "the least that its parts allow" : "");
  };
  choose(kComponentsFull, 0);
  choose(kComponentsReused, 0);
  choose(kComponentsAny, std::max(counts.Get(kComponentsFull), counts.Get(kComponentsReused)));
  choose(kResultsDigitized, 0);
  choose(kReturnedPost, 0);
}

void CompleteFees(const Counts& counts, Change& change) {
  const std::int64_t least =
      std::max({counts.Get(kPaidNationalPortal), counts.Get(kPaidProvinceGateway),
                counts.Get(kRecordedProvinceSystem)});
  if (!counts[kFeeDossiers]) {
    change.Choose(kFeeDossiers, least, least > 0 ? "the least that its parts allow" : "");
  }
  for (const Column part : {kPaidNationalPortal, kPaidProvinceGateway, kRecordedProvinceSystem}) {
    if (!counts[part]) change.Choose(part, 0, "");
  }
}

// The first column of a side that is not stated takes what is missing, the others nothing.
void Fill(const Columns& side, std::int64_t missing, const std::string& why, const Counts& counts,
          Change& change) {
  for (const Column column : side) {
    if (counts[column]) continue;
    change.Choose(column, std::max<std::int64_t>(0, missing), missing > 0 ? why : "");
    missing = 0;
  }
}

// What was resolved or is pending, and what bears fees or was digitized, must have been received.
std::int64_t MissingReceipts(const Counts& counts) {
  const std::int64_t parts = std::max(counts.Get(kFeeDossiers), counts.Get(kComponentsAny));
  const std::int64_t own = Sum(counts, {kReceivedOnline, kReceivedInPerson, kReceivedPost});
  const std::int64_t unbalanced = Sum(counts, kWentOut) - Sum(counts, kCameIn);
  return AllStated(counts, kWentOut) ? unbalanced : std::max(unbalanced, parts - own);
}

}  // namespace

void CompleteRow(CountsRow& row, bool fees_stated, std::vector<Remark>& remarks) {
  Change change(row, remarks);
  const Counts& counts = row.counts;
  CompleteResolvedLate(counts, change);
  CompleteLate(row, change);
  CompletePapers(counts, change);
  if (fees_stated) CompleteFees(counts, change);
  Fill(kCameIn, MissingReceipts(counts), "received as much as the other columns need", counts,
       change);
  Fill(kWentOut, Sum(counts, kCameIn) - Sum(counts, kWentOut),
       "what was received and is not otherwise accounted for", counts, change);
  Fill({kApologies, kExtensions}, 0, "", counts, change);
}

}  // namespace motcua::replay
