// What a source sums up, beside its cells.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/rpc/channel.h"
#include "tests/conformance/kit/statistics_checks.h"

namespace motcua::conform {
namespace {

namespace sv1 = statistics::v1;

// By agency.
struct Summary {
  std::map<std::pair<int, int>, std::int64_t> sums;  // by counter and channel
  std::int64_t carried_over = 0;
  std::int64_t open = 0;
  bool operator==(const Summary&) const = default;
};
using Summaries = std::map<std::string, Summary>;

// What a counter of legs does to the stock of open ones.
int OpenSign(int counter) {
  switch (counter) {
    case sv1::COUNTER_RECEIVED:
    case sv1::COUNTER_MOVED_IN:
    case sv1::COUNTER_REOPENED:
      return 1;
    case sv1::COUNTER_MOVED_OUT:
    case sv1::COUNTER_FINISHED_EARLY:
    case sv1::COUNTER_FINISHED_ON_TIME:
    case sv1::COUNTER_FINISHED_LATE:
    case sv1::COUNTER_FINISHED_UNDATED:
    case sv1::COUNTER_WITHDRAWN:
    case sv1::COUNTER_STOPPED:
    case sv1::COUNTER_REFUSED_AFTER_RECEIPT:
      return -1;
    default:
      return 0;
  }
}

bool IsZero(const Summary& summary) {
  return summary.sums.empty() && summary.carried_over == 0 && summary.open == 0;
}

Summaries SummariesOf(const HeldCells& held, Day first, Day last) {
  Summaries summaries;
  for (const auto& [key, value] : held.values()) {
    const auto& [agency, procedure, channel, day, counter, responsible] = key;
    Summary& summary = summaries[agency];
    if (day < first) summary.carried_over += OpenSign(counter) * value;
    if (day <= last) summary.open += OpenSign(counter) * value;
    if (day < first || day > last) continue;
    std::int64_t& sum = summary.sums[{counter, channel}];
    sum += value;
    if (sum == 0) summary.sums.erase({counter, channel});
  }
  std::erase_if(summaries, [](const auto& entry) { return IsZero(entry.second); });
  return summaries;
}

Summaries SummariesOf(const sv1::GetSummaryResponse& response) {
  Summaries summaries;
  for (const sv1::AgencySummary& agency : response.agencies()) {
    Summary& summary = summaries[agency.agency().substr(agency.agency().find('/') + 1)];
    for (const sv1::CounterSum& sum : agency.sums()) {
      summary.sums[{sum.counter(), sum.channel()}] += sum.value();
    }
    summary.carried_over = agency.carried_over();
    summary.open = agency.open();
  }
  std::erase_if(summaries, [](const auto& entry) { return IsZero(entry.second); });
  return summaries;
}

std::string Difference(const Summaries& expected, const Summaries& seen) {
  for (const auto& [agency, summary] : expected) {
    const auto found = seen.find(agency);
    if (found == seen.end()) return agency + " is missing";
    if (found->second == summary) continue;
    return absl::StrCat(agency, ": open ", found->second.open, " carried over ",
                        found->second.carried_over, " in ", found->second.sums.size(),
                        " sums; the cells give open ", summary.open, " carried over ",
                        summary.carried_over, " in ", summary.sums.size(), " sums");
  }
  for (const auto& [agency, summary] : seen) {
    if (!expected.contains(agency)) return agency + " has no cells";
  }
  return "";
}

// From a day in the middle of the cells to the last.
std::pair<Day, Day> PeriodOf(const HeldCells& held) {
  std::vector<Day> days;
  for (const auto& [key, value] : held.values()) days.push_back(std::get<3>(key));
  if (days.empty()) return {*ParseDay("2022-01-01"), *ParseDay("2022-12-31")};
  std::sort(days.begin(), days.end());
  return {days[days.size() / 2], days.back()};
}

struct Summed {
  grpc::Status status;
  sv1::GetSummaryResponse response;
};
Summed GetSummary(Source& source, std::pair<Day, Day> period, const std::string& agency = "") {
  sv1::GetSummaryRequest request;
  request.mutable_period()->set_first_day(FormatDay(period.first));
  request.mutable_period()->set_last_day(FormatDay(period.second));
  if (!agency.empty()) request.add_agencies("agencies/" + agency);
  Summed summed;
  summed.status = source.stub.GetSummary(rpc::ContextFor(source.patience.answer).get(), request,
                                         &summed.response);
  return summed;
}

void CheckOneAgency(Source& source, std::pair<Day, Day> period, const Summaries& expected) {
  if (expected.empty()) return source.report.NotTried("summary.agencies", "no agency has a sum");
  const std::string& agency = expected.rbegin()->first;
  const Summed one = GetSummary(source, period, agency);
  const Summaries seen = SummariesOf(one.response);
  source.report.Judge("summary.agencies", seen.size() == 1 && seen.contains(agency),
                      absl::StrCat("asked for ", agency, ", given ", seen.size()));
}

}  // namespace

void CheckSummary(Source& source) {
  auto held = FirstSync(source);
  if (!held) return;
  std::pair<Day, Day> period = PeriodOf(*held);
  Summed summed = GetSummary(source, period);
  if (summed.status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    for (const char* id : {"summary.sums", "summary.agencies", "summary.malformed"}) {
      source.report.NotTried(id, "UNIMPLEMENTED");
    }
    return;
  }
  const Summed malformed = GetSummary(source, {period.second, period.first - 1});
  source.report.Judge("summary.malformed",
                      malformed.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT,
                      absl::StrCat("status ", static_cast<int>(malformed.status.error_code())));
  for (int i = 0; i < kTries; ++i, Pause()) {
    if (!summed.status.ok()) {
      return source.report.Fail("summary.sums", summed.status.error_message());
    }
    if (held && summed.response.cursor().revision() == held->revision()) {
      const Summaries expected = SummariesOf(*held, period.first, period.second);
      const std::string wrong = Difference(expected, SummariesOf(summed.response));
      source.report.Judge(
          "summary.sums", wrong.empty(),
          wrong.empty() ? absl::StrCat(expected.size(), " agencies, ", FormatDay(period.first),
                                       " to ", FormatDay(period.second))
                        : wrong);
      return CheckOneAgency(source, period, expected);
    }
    held = FirstSync(source);
    summed = GetSummary(source, period);
  }
  source.report.NotTried("summary.sums", "the counts moved all the time");
}

}  // namespace motcua::conform
