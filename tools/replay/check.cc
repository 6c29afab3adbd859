#include "tools/replay/check.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "tools/replay/change.h"
#include "tools/replay/late_counts.h"

namespace motcua::replay {
namespace {

using enum Column;

// What is cut when more went out than came in: first what is only said to be there.
const Columns kCut = {kPendingInTime, kPendingOverdue, kWaiting,
                      kResolvedEarly, kResolvedOnTime, kWithdrawn,
                      kStopped,       kNotAccepted,    kResolvedLate};

// I7: parts together are at most their whole.
struct Part {
  Columns parts;  // what is too much is cut from the first
  Columns whole;
};
const Columns kOwnReceived = {kReceivedOnline, kReceivedInPerson, kReceivedPost};
const Columns kResolved = {kResolvedEarly, kResolvedOnTime, kResolvedLate};
const std::vector<Part> kParts = {
    {{kLateOwn}, {kResolvedLate}},
    {{kLateLinked}, {kResolvedLate}},
    {{kApologies}, {kResolvedLate}},
    {{kExtensions}, {kResolvedLate}},
    {{kResolvedLinked}, {kReceivedLinked}},
    {{kResolvedLinked}, kResolved},
    {{kComponentsAny}, kOwnReceived},
    {{kComponentsFull}, {kComponentsAny}},
    {{kComponentsReused}, {kComponentsAny}},
    {{kResultsDigitized, kResolvedLinked}, kResolved},
    {{kReturnedPost, kResolvedLinked}, kResolved},
    {{kFeeDossiers}, kOwnReceived},
    {{kPaidNationalPortal}, {kFeeDossiers}},
    {{kPaidProvinceGateway}, {kFeeDossiers}},
    {{kRecordedProvinceSystem}, {kFeeDossiers}},
};

std::string Names(const Columns& columns) {
  std::string names;
  for (const Column column : columns) {
    absl::StrAppend(&names, names.empty() ? "" : " + ", std::string(NameOf(column)));
  }
  return names;
}

void CheckParts(CountsRow& row, Change& change) {
  for (const auto& [parts, whole] : kParts) {
    const Column part = parts.front();
    if (!row.counts[part] || !AllStated(row.counts, whole)) continue;
    const std::int64_t all = Sum(row.counts, whole);
    const std::int64_t surplus = Sum(row.counts, parts) - all;
    if (surplus <= 0) continue;
    const Columns beside(parts.begin() + 1, parts.end());
    change.Depart(part, std::max<std::int64_t>(0, *row.counts[part] - surplus), "I7",
                  absl::StrCat("is more than ", Names(whole), " = ", all,
                               beside.empty() ? ""
                                              : absl::StrCat(" without ", Names(beside), " = ",
                                                             Sum(row.counts, beside))));
  }
}

// I3 as far as it is stated: blanks can only add.
void CheckBalance(CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  const std::int64_t in = Sum(counts, kCameIn);
  if (counts.Get(kNotAccepted) > 0 && AllStated(counts, kCameIn) && AllStated(counts, kWentOut) &&
      in == Sum(counts, kWentOut) - counts.Get(kNotAccepted)) {
    change.Leave(kNotAccepted, "refused before receipt, so never received");
  }
  const std::int64_t out = Sum(counts, kWentOut);
  const std::string sums =
      absl::StrCat(Names(kCameIn), " = ", in, ", but ", Names(kWentOut), " = ", out);
  if (in > out && AllStated(counts, kWentOut)) {
    change.Depart(kPendingInTime, *counts[kPendingInTime] + in - out, "I3", sums);
  }
  if (out <= in || !AllStated(counts, kCameIn)) return;
  std::int64_t surplus = out - in;
  for (const Column column : kCut) {
    const std::int64_t cut = std::min(surplus, counts.Get(column));
    if (cut == 0) continue;
    change.Depart(column, counts.Get(column) - cut, "I3", sums);
    surplus -= cut;
  }
}

}  // namespace

void CheckRow(CountsRow& row, std::vector<Remark>& remarks) {
  Change change(row, remarks);
  CheckBalance(row, change);
  CheckParts(row, change);
  CheckLate(row, change);
}

}  // namespace motcua::replay
