#include "tools/replay/check.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"

namespace motcua::replay {
namespace {

using enum Column;
using Columns = std::vector<Column>;

// I3: what came in is what went out or is still there. The first columns of each list are the
// first to be chosen when they are not stated.
const Columns kIn = {kReceivedInPerson, kReceivedPost, kCarriedOver, kReceivedOnline,
                     kReceivedLinked};
// (resolved_late stands last: its parts may fix it.)
const Columns kOut = {kPendingInTime, kResolvedEarly, kResolvedOnTime, kPendingOverdue, kWaiting,
                      kWithdrawn,     kStopped,       kNotAccepted,    kResolvedLate};
// What is cut when more went out than came in: first what is only said to be there.
const Columns kCut = {kPendingInTime, kPendingOverdue, kWaiting,
                      kResolvedEarly, kResolvedOnTime, kWithdrawn,
                      kStopped,       kNotAccepted,    kResolvedLate};

// I7: a part is at most its whole.
struct Part {
  Column part;
  Columns whole;
};
const std::vector<Part> kParts = {
    {kLateOwn, {kResolvedLate}},
    {kLateLinked, {kResolvedLate}},
    {kApologies, {kResolvedLate}},
    {kExtensions, {kResolvedLate}},
    {kComponentsAny, {kReceivedOnline, kReceivedInPerson, kReceivedPost}},
    {kComponentsFull, {kComponentsAny}},
    {kComponentsReused, {kReceivedOnline, kReceivedInPerson, kReceivedPost}},
    {kResultsDigitized, {kResolvedEarly, kResolvedOnTime, kResolvedLate}},
    {kFeeDossiers, {kReceivedOnline, kReceivedInPerson, kReceivedPost}},
    {kPaidNationalPortal, {kFeeDossiers}},
    {kPaidProvinceGateway, {kFeeDossiers}},
    {kRecordedProvinceSystem, {kFeeDossiers}},
};
const Columns kLateEvents = {kLateAtCommune, kLateAtDistrict, kLateAtDepartment,
                             kLateAtConstruction, kLateAtTax};

std::int64_t Sum(const Counts& counts, const Columns& columns) {
  std::int64_t sum = 0;
  for (const Column column : columns) sum += counts.Get(column);
  return sum;
}

bool AllStated(const Counts& counts, const Columns& columns) {
  return std::all_of(columns.begin(), columns.end(),
                     [&](Column column) { return counts[column].has_value(); });
}

std::string Names(const Columns& columns) {
  std::string names;
  for (const Column column : columns) {
    absl::StrAppend(&names, names.empty() ? "" : " + ", std::string(NameOf(column)));
  }
  return names;
}

// Changes one number of a row and says so.
class Change {
 public:
  Change(CountsRow& row, std::vector<Remark>& remarks) : row_(row), remarks_(remarks) {}

  void Depart(Column column, std::int64_t value, std::string identity, std::string why) {
    Set(Remark::Kind::kDeparture, column, value, std::move(identity), std::move(why));
  }
  void Choose(Column column, std::int64_t value, std::string why) {
    Set(Remark::Kind::kChosen, column, value, "", std::move(why));
  }
  // The number stands for something that processing never sees.
  void Leave(Column column, std::string why) {
    const std::int64_t left = row_.counts.Get(column);
    Set(Remark::Kind::kNotReplayed, column, 0, "", std::move(why));
    remarks_.back().used = left;
  }

 private:
  void Set(Remark::Kind kind, Column column, std::int64_t value, std::string identity,
           std::string why) {
    remarks_.push_back({kind, row_.line, row_.agency, row_.field, column, std::move(identity),
                        row_.counts[column], value, std::move(why)});
    row_.counts[column] = value;
  }

  CountsRow& row_;
  std::vector<Remark>& remarks_;
};

void CheckParts(CountsRow& row, Change& change) {
  for (const auto& [part, whole] : kParts) {
    if (!row.counts[part] || !AllStated(row.counts, whole)) continue;
    const std::int64_t most = Sum(row.counts, whole);
    if (*row.counts[part] <= most) continue;
    change.Depart(part, most, "I7", absl::StrCat("is more than ", Names(whole), " = ", most));
  }
}

void CheckLate(CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  if (!counts[kResolvedLate]) return;
  const std::int64_t late = *counts[kResolvedLate];
  if (AllStated(counts, {kLateOwn, kLateLinked}) &&
      late > *counts[kLateOwn] + *counts[kLateLinked]) {
    change.Depart(kLateOwn, late - *counts[kLateLinked], "I9",
                  absl::StrCat("resolved_late ", late, " is more than late_own ", *counts[kLateOwn],
                               " + late_linked ", *counts[kLateLinked]));
  }
  if (AllStated(counts, kLateEvents) && late > Sum(counts, kLateEvents)) {
    const std::int64_t missing = late - Sum(counts, kLateEvents);
    change.Depart(
        kLateAtDistrict, *counts[kLateAtDistrict] + missing, "I9",
        absl::StrCat("resolved_late ", late, " is more than all late events ", late - missing));
  }
}

// I3 as far as it is stated: blanks can only add.
void CheckBalance(CountsRow& row, Change& change) {
  const Counts& counts = row.counts;
  const std::int64_t in = Sum(counts, kIn);
  if (counts.Get(kNotAccepted) > 0 && AllStated(counts, kIn) && AllStated(counts, kOut) &&
      in == Sum(counts, kOut) - counts.Get(kNotAccepted)) {
    change.Leave(kNotAccepted, "refused before receipt, so never received");
  }
  const std::int64_t out = Sum(counts, kOut);
  const std::string sums = absl::StrCat(Names(kIn), " = ", in, ", but ", Names(kOut), " = ", out);
  if (in > out && AllStated(counts, kOut)) {
    change.Depart(kPendingInTime, *counts[kPendingInTime] + in - out, "I3", sums);
  }
  if (out <= in || !AllStated(counts, kIn)) return;
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

void CompleteRow(CountsRow& row, std::vector<Remark>& remarks) {
  Change change(row, remarks);
  Counts& counts = row.counts;
  if (!counts[kResolvedLate]) {
    const std::int64_t parts = std::max({counts.Get(kLateOwn), counts.Get(kLateLinked),
                                         counts.Get(kApologies), counts.Get(kExtensions)});
    const bool balances = std::all_of(kOut.begin(), kOut.end() - 1,
                                      [&](Column column) { return counts[column].has_value(); });
    const std::int64_t rest = balances ? Sum(counts, kIn) - Sum(counts, kOut) : 0;
    change.Choose(kResolvedLate, std::max(parts, rest), "the least that the other columns allow");
  }
  const std::int64_t late = *counts[kResolvedLate];
  if (!counts[kLateOwn]) {
    change.Choose(kLateOwn, late - counts.Get(kLateLinked), "late, and nobody else's");
  }
  if (!counts[kLateLinked]) {
    change.Choose(kLateLinked, std::max<std::int64_t>(0, late - *counts[kLateOwn]),
                  "late, and not the receiver's own");
  }
  const auto fill = [&](const Columns& side, std::int64_t missing, const std::string& why) {
    for (const Column column : side) {
      if (counts[column]) continue;
      change.Choose(column, std::max<std::int64_t>(0, missing), missing > 0 ? why : "");
      missing = 0;
    }
  };
  const std::int64_t balance = Sum(counts, kIn) - Sum(counts, kOut);
  fill(kIn, -balance, "received as much as was resolved or is pending");
  fill(kOut, balance, "what was received and is not otherwise accounted for");
  fill({kApologies, kExtensions}, 0, "");
}

}  // namespace motcua::replay
