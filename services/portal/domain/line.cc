#include "services/portal/domain/line.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::portal {
namespace {

constexpr std::pair<Counter, std::int64_t Line::*> kFlows[] = {
    {Counter::kReceived, &Line::received},
    {Counter::kFinishedEarly, &Line::finished_early},
    {Counter::kFinishedOnTime, &Line::finished_on_time},
    {Counter::kFinishedLate, &Line::finished_late},
    {Counter::kFinishedUndated, &Line::finished_undated},
    {Counter::kWithdrawn, &Line::ended_otherwise},
    {Counter::kStopped, &Line::ended_otherwise},
    {Counter::kRefusedAfterReceipt, &Line::ended_otherwise},
    {Counter::kMovedIn, &Line::moved},
    {Counter::kReopened, &Line::moved},
    {Counter::kResultsFinished, &Line::results_finished},
    {Counter::kSyncedResults, &Line::results_synced},
};

constexpr std::int64_t Line::*kFields[] = {
    &Line::received,
    &Line::received_online,
    &Line::carried_over,
    &Line::finished_early,
    &Line::finished_on_time,
    &Line::finished_late,
    &Line::finished_undated,
    &Line::ended_otherwise,
    &Line::open,
    &Line::overdue,
    &Line::moved,
    &Line::results_finished,
    &Line::results_synced,
};

// I7: a part, and its whole.
constexpr std::pair<Counter, Counter> kParts[] = {
    {Counter::kComponentsFull, Counter::kComponentsAny},
    {Counter::kComponentsAny, Counter::kComponentsReceived},
    {Counter::kComponentsReused, Counter::kComponentsReceived},
    {Counter::kResultsDigitized, Counter::kResultsFinished},
    {Counter::kResultsDoubtful, Counter::kResultsDigitized},
};

// I3: what open legs are divided into; the rest is in time.
constexpr Counter kStocks[] = {Counter::kOverdue, Counter::kWaitingSupplement,
                               Counter::kWaitingObligation, Counter::kWaitingOtherBody,
                               Counter::kUndated};

// Over all channels.
PeriodSum SumOf(const PeriodSums& sums, Counter counter) {
  PeriodSum all;
  for (auto at = sums.lower_bound({counter, Channel{}});
       at != sums.end() && at->first.first == counter; ++at) {
    all.flow += at->second.flow;
    all.before += at->second.before;
  }
  return all;
}

std::int64_t OpenAtEnd(const PeriodSums& sums) {
  std::int64_t open = 0;
  for (const auto& [series, sum] : sums) {
    open += statistics::OpenSign(series.first) * (sum.before + sum.flow);
  }
  return open;
}

}  // namespace

Line& Line::operator+=(const Line& other) {
  for (const auto field : kFields) this->*field += other.*field;
  return *this;
}

Line LineOf(const PeriodSums& sums) {
  Line line;
  for (const auto& [counter, field] : kFlows) line.*field += SumOf(sums, counter).flow;
  line.moved -= SumOf(sums, Counter::kMovedOut).flow;
  const auto online = sums.find({Counter::kReceived, Channel::kOnline});
  if (online != sums.end()) line.received_online = online->second.flow;
  for (const auto& [series, sum] : sums) {
    line.carried_over += statistics::OpenSign(series.first) * sum.before;
  }
  line.open = OpenAtEnd(sums);
  const PeriodSum overdue = SumOf(sums, Counter::kOverdue);
  line.overdue = overdue.before + overdue.flow;
  return line;
}

std::vector<std::string> BrokenIdentities(const PeriodSums& sums) {
  std::vector<std::string> broken;
  for (const auto& [counter, field] : kFlows) {
    const std::int64_t flow = SumOf(sums, counter).flow;
    const std::string name = absl::StrCat("counter ", static_cast<int>(counter));
    if (flow < 0) broken.push_back(absl::StrCat("I2: ", name, " is ", flow));
  }
  std::int64_t told = 0;
  for (const Counter stock : kStocks) {
    const PeriodSum sum = SumOf(sums, stock);
    const std::int64_t at_end = sum.before + sum.flow;
    const std::string name = absl::StrCat("stock ", static_cast<int>(stock));
    if (at_end < 0) broken.push_back(absl::StrCat("I3: ", name, " is ", at_end));
    told += at_end;
  }
  const std::int64_t open = OpenAtEnd(sums);
  if (open < told)
    broken.push_back(absl::StrCat("I3: ", told, " of ", open, " open are told apart"));
  for (const auto& [part, whole] : kParts) {
    const std::int64_t of_part = SumOf(sums, part).flow;
    const std::int64_t of_whole = SumOf(sums, whole).flow;
    if (of_part <= of_whole) continue;
    broken.push_back(absl::StrCat("I7: counter ", static_cast<int>(part), " is ", of_part,
                                  ", more than ", of_whole, " of ", static_cast<int>(whole)));
  }
  return broken;
}

Ratio RatioOf(const Line& line, Measure measure) {
  const std::int64_t in_time = line.finished_early + line.finished_on_time;
  switch (measure) {
    case Measure::kOnTime:
      return {in_time, in_time + line.finished_late};
    case Measure::kOnline:
      return {line.received_online, line.received};
    case Measure::kOverdue:
      return {line.overdue, line.open};
    case Measure::kSynced:
      return {line.results_synced, line.results_finished};
  }
  return {};
}

std::vector<Place> Rank(std::vector<Place> provinces, Measure measure) {
  // a is better than b; of those without a denominator nobody is.
  const auto better = [measure](const Ratio& a, const Ratio& b) {
    if (a.denominator <= 0 || b.denominator <= 0) return a.denominator > 0 && b.denominator <= 0;
    const auto left = static_cast<__int128>(a.numerator) * b.denominator;
    const auto right = static_cast<__int128>(b.numerator) * a.denominator;
    return measure == Measure::kOverdue ? left < right : left > right;
  };
  std::sort(provinces.begin(), provinces.end(), [&](const Place& a, const Place& b) {
    if (better(a.ratio, b.ratio)) return true;
    return !better(b.ratio, a.ratio) && a.province < b.province;
  });
  for (std::size_t i = 0; i < provinces.size(); ++i) {
    if (provinces[i].ratio.denominator <= 0) break;
    const bool tied = i > 0 && !better(provinces[i - 1].ratio, provinces[i].ratio);
    provinces[i].rank = tied ? provinces[i - 1].rank : static_cast<int>(i) + 1;
  }
  return provinces;
}

}  // namespace motcua::portal
