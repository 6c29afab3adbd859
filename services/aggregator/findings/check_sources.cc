#include "services/aggregator/findings/check_sources.h"

#include <algorithm>
#include <set>
#include <utility>

namespace motcua::aggregator {
namespace {

// What a source counts, and the count of another that it may not exceed or must equal.
struct SharedCount {
  const char* source;
  std::vector<Counter> counters;
  const char* other;
  std::vector<Counter> added;
  std::vector<Counter> subtracted;
  bool at_most;
  bool since_ever;  // the two are counted on different days
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
       "xử lý đếm nhiều hồ sơ tiếp nhận hơn số đã nộp ở khâu tiếp nhận",
       "processing counts more received than intake has filed"},
      {"digitization",
       {Counter::kComponentsReceived},
       "processing",
       {Counter::kReceived},
       {},
       false,
       false,
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

void Check(const SharedCount& count, const Facts& facts, Days days,
           const std::set<std::string>& agencies, std::vector<Finding>& findings) {
  const SourceFacts* const source = facts.Find(count.source);
  const SourceFacts* const other = facts.Find(count.other);
  const std::optional<Day> whole = LastWholeDay(source, other);
  if (!whole) return;
  const Day first = count.since_ever ? kFirstDay : days.first;
  const Day last = std::min(days.last, *whole);
  const std::vector<Channel> own = {Channel::kOnline, Channel::kInPerson, Channel::kPost};
  const Sum counted = Sum::Flow(count.counters, own, first, last);
  const Sum added = Sum::Flow(count.added, own, first, last);
  const Sum subtracted = Sum::Flow(count.subtracted, own, first, last);
  for (const std::string& agency : agencies) {
    const Scope scope{false, {agency}, {}};
    const std::int64_t shown = source->cube.Total(counted, scope);
    const std::int64_t expected =
        other->cube.Total(added, scope) - other->cube.Total(subtracted, scope);
    if (count.at_most ? shown <= expected : shown == expected) continue;
    findings.push_back({.identity = "I10",
                        .row = agency,
                        .columns = {},
                        .expected = expected,
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
