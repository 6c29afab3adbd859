#include "services/aggregator/findings/check_sources.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace motcua::aggregator {
namespace {

// Not linked: nobody files or pays a leg.
const std::vector<Channel> kOwn = {Channel::kOnline, Channel::kInPerson, Channel::kPost};

// What a source counts, and the count of another that it may not exceed or must equal.
struct SharedCount {
  const char* source;
  std::vector<Counter> counters;
  const char* other;
  std::vector<Counter> added;
  std::vector<Counter> subtracted;
  bool at_most;
  bool since_ever;  // the two are counted on different days
  // Of each of these, on or after the days compared, one may be missing.
  std::vector<Counter> forgiven;
  const char* cause_vi;
  const char* cause_en;
};

const std::vector<SharedCount>& SharedCounts() {
  static const auto* const counts = new std::vector<SharedCount>{
      {"processing",
       {Counter::kReceived},
       "intake",
       {Counter::kFiled},
       {Counter::kRefused},
       true,
       true,
       {},
       "xử lý đếm nhiều hồ sơ tiếp nhận hơn số đã nộp ở khâu tiếp nhận",
       "processing counts more received than intake has filed"},
      {"digitization",
       {Counter::kComponentsReceived},
       "processing",
       {Counter::kReceived},
       {},
       false,
       false,
       {},
       "số hóa đếm số hồ sơ tiếp nhận khác khâu xử lý",
       "digitization and processing count different numbers received"},
      {"digitization",
       {Counter::kResultsFinished},
       "processing",
       {Counter::kFinishedEarly, Counter::kFinishedOnTime, Counter::kFinishedLate,
        Counter::kFinishedUndated},
       {},
       false,
       false,
       {Counter::kReopened},  // whose first end digitization takes back
       "số hóa đếm số hồ sơ đã giải quyết khác khâu xử lý",
       "digitization and processing count different numbers finished"},
      {"payment",
       {Counter::kPaidNoneUnrecorded, Counter::kPaidNoneRecorded, Counter::kPaidNationalUnrecorded,
        Counter::kPaidNationalRecorded, Counter::kPaidOtherUnrecorded, Counter::kPaidOtherRecorded,
        Counter::kPaidBothUnrecorded, Counter::kPaidBothRecorded},
       "processing",
       {Counter::kReceived},
       {},
       true,
       false,
       {},
       "thanh toán đếm nhiều hồ sơ có phí, lệ phí hơn số đã tiếp nhận",
       "payment counts more dossiers with a fee than were received"}};
  return *counts;
}

std::set<std::string> AgenciesWithCells(const Facts& facts) {
  std::set<std::string> agencies;
  for (const SourceFacts& source : facts.sources) {
    const std::vector<std::string> ids = source.cube.agencies();
    agencies.insert(ids.begin(), ids.end());
  }
  return agencies;
}

// The last day both have told whole; nullopt if one was never heard of.
std::optional<Day> LastWholeDay(const SourceFacts* a, const SourceFacts* b) {
  if (a == nullptr || b == nullptr || !a->standing || !b->standing) return std::nullopt;
  const absl::Time until = std::min(a->standing->complete_until, b->standing->complete_until);
  if (until <= StartOfDay(kFirstDay)) return std::nullopt;
  return LocalDay(std::min(until, StartOfDay(kLastDay))) - 1;
}

// What the source may count at one agency.
struct Bounds {
  std::int64_t least;
  std::int64_t most;
};

Bounds BoundsOf(const SharedCount& count, const SourceFacts& other, Days days, Day whole,
                const Scope& scope) {
  const auto total = [&](const std::vector<Counter>& counters, Day last) {
    return other.cube.Total(Sum::Flow(counters, kOwn, days.first, last), scope);
  };
  const std::int64_t most = total(count.added, days.last) - total(count.subtracted, days.last);
  if (count.at_most) return {std::numeric_limits<std::int64_t>::min(), most};
  return {most - total(count.forgiven, whole), most};
}

void Check(const SharedCount& count, const Facts& facts, Days days,
           const std::set<std::string>& agencies, std::vector<Finding>& findings) {
  const SourceFacts* const source = facts.Find(count.source);
  const SourceFacts* const other = facts.Find(count.other);
  const std::optional<Day> whole = LastWholeDay(source, other);
  if (!whole) return;
  if (count.since_ever) days.first = kFirstDay;
  days.last = std::min(days.last, *whole);
  if (days.last < days.first) return;
  const Sum counted = Sum::Flow(count.counters, kOwn, days.first, days.last);
  for (const std::string& agency : agencies) {
    const Scope scope{false, {agency}, {}};
    const std::int64_t shown = source->cube.Total(counted, scope);
    const Bounds bounds = BoundsOf(count, *other, days, *whole, scope);
    if (bounds.least <= shown && shown <= bounds.most) continue;
    findings.push_back({.identity = "I10",
                        .row = agency,
                        .columns = {},
                        .expected = shown > bounds.most ? bounds.most : bounds.least,
                        .shown = shown,
                        .cause_vi = count.cause_vi,
                        .cause_en = count.cause_en});
  }
}

}  // namespace

std::vector<Finding> CheckSources(const Facts& facts, Days days) {
  const std::set<std::string> agencies = AgenciesWithCells(facts);
  std::vector<Finding> findings;
  for (const SharedCount& count : SharedCounts()) Check(count, facts, days, agencies, findings);
  return findings;
}

std::vector<Finding> FindUndated(const Facts& facts, Days days) {
  const Sum open = Sum::At(Stock::kUndated, {}, days.last);
  const Sum finished = Sum::Flow({Counter::kFinishedUndated}, {}, days.first, days.last);
  std::vector<Finding> findings;
  for (const std::string& agency : AgenciesWithCells(facts)) {
    const Scope scope{false, {agency}, {}};
    const std::int64_t undated = facts.Total(open, scope) + facts.Total(finished, scope);
    if (undated == 0) continue;
    findings.push_back({.identity = "UNDATED",
                        .severity = Severity::kWarning,
                        .row = agency,
                        .columns = {},
                        .expected = 0,
                        .shown = undated,
                        .cause_vi = "hồ sơ không có hạn trả: không tính được đúng hạn hay trễ hạn",
                        .cause_en = "dossiers without a due date are neither in time nor late"});
  }
  return findings;
}

}  // namespace motcua::aggregator
