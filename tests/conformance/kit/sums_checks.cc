// What a source sums up, and lists, beside its cells.
#include <algorithm>
#include <set>

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

bool In(const google::protobuf::RepeatedPtrField<std::string>& list, const std::string& id) {
  return list.empty() || std::find(list.begin(), list.end(), id) != list.end();
}

std::int64_t ValueIn(const sv1::Leaf& leaf, const HeldCells& held) {
  std::int64_t sum = 0;
  for (const auto& [key, value] : held.values()) {
    const auto& [agency, procedure, channel, day, counter, responsible] = key;
    if (counter == leaf.add(0) && day >= leaf.first_day() && day <= leaf.last_day() &&
        channel == leaf.channels(0) && In(leaf.agencies(), agency) &&
        In(leaf.procedures(), procedure) && In(leaf.responsible_agencies(), responsible)) {
      sum += value;
    }
  }
  return sum;
}

sv1::Leaf LeafOf(const CellKey& key) {
  const auto& [agency, procedure, channel, day, counter, responsible] = key;
  sv1::Leaf leaf;
  leaf.set_kind(sv1::Leaf::KIND_FLOW);
  leaf.add_add(static_cast<sv1::Counter>(counter));
  leaf.set_first_day(day);
  leaf.set_last_day(day);
  leaf.add_channels(static_cast<type::v1::Channel>(channel));
  leaf.add_agencies(agency);
  if (!procedure.empty()) leaf.add_procedures(procedure);
  if (!responsible.empty()) leaf.add_responsible_agencies(responsible);
  return leaf;
}

struct Listed {
  grpc::Status status;
  std::vector<sv1::Contributor> contributors;
};
Listed List(Source& source, const sv1::Leaf& leaf, int page_size) {
  sv1::ListContributorsRequest request;
  *request.mutable_leaf() = leaf;
  request.set_page_size(page_size);
  Listed listed;
  do {
    sv1::ListContributorsResponse page;
    listed.status =
        source.stub.ListContributors(rpc::ContextFor(source.patience.answer).get(), request, &page);
    if (!listed.status.ok()) return listed;
    for (const auto& one : page.contributors()) listed.contributors.push_back(one);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return listed;
}

// Cells of different counters, spread over all of them.
std::vector<CellKey> Samples(const HeldCells& held) {
  std::map<int, CellKey> by_counter;
  for (const auto& [key, value] : held.values()) by_counter[std::get<4>(key)] = key;
  std::vector<CellKey> samples;
  for (const auto& [counter, key] : by_counter) samples.push_back(key);
  return samples;
}

void CheckPages(Source& source, const std::vector<sv1::Contributor>& whole,
                const std::vector<sv1::Contributor>& paged) {
  std::string wrong = paged.size() == whole.size() ? "" : "pages of two list another number";
  for (std::size_t i = 0; wrong.empty() && i < paged.size(); ++i) {
    if (paged[i].value() == 0) wrong = paged[i].dossier() + " adds nothing";
    if (i > 0 && paged[i].dossier() <= paged[i - 1].dossier()) wrong = "not in order";
    if (paged[i].dossier() != whole[i].dossier()) wrong = "pages of two list other dossiers";
  }
  source.report.Judge("contributors.pages", wrong.empty(),
                      wrong.empty() ? absl::StrCat(paged.size(), " dossiers") : wrong);
}

void CheckContributorsOf(Source& source, const CellKey& key) {
  const sv1::Leaf leaf = LeafOf(key);
  std::string seen;
  for (int i = 0; i < kTries; ++i, Pause()) {
    const auto before = FirstSync(source);
    const Listed whole = List(source, leaf, 1000);
    const Listed paged = List(source, leaf, 2);
    const auto after = FirstSync(source);
    if (!before || !after) return;
    if (!whole.status.ok()) {
      return source.report.Fail("contributors.sum", whole.status.error_message());
    }
    if (before->revision() != after->revision()) continue;
    std::int64_t sum = 0;
    for (const sv1::Contributor& one : whole.contributors) sum += one.value();
    const std::int64_t expected = ValueIn(leaf, *after);
    CheckPages(source, whole.contributors, paged.contributors);
    return source.report.Judge("contributors.sum", sum == expected,
                               absl::StrCat(Describe(key), ": ", whole.contributors.size(),
                                            " dossiers give ", sum, ", the cells ", expected));
  }
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

void CheckContributors(Source& source) {
  const auto held = FirstSync(source);
  if (!held) return;
  const std::vector<CellKey> samples = Samples(*held);
  const auto not_tried = [&](const char* why) {
    for (const char* id : {"contributors.sum", "contributors.pages", "contributors.malformed"}) {
      source.report.NotTried(id, why);
    }
  };
  sv1::Leaf leaf;
  const Listed nothing = List(source, leaf, 1);
  if (nothing.status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    return not_tried("UNIMPLEMENTED: it lists no dossiers");
  }
  if (samples.empty()) return not_tried("the source has no cells");
  const Listed probe = List(source, LeafOf(samples.front()), 1000);
  if (probe.status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    return not_tried("UNIMPLEMENTED: it lists no dossiers");
  }
  source.report.Judge(
      "contributors.malformed", nothing.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT,
      absl::StrCat("a leaf without kind: status ", static_cast<int>(nothing.status.error_code())));
  for (const CellKey& key : samples) CheckContributorsOf(source, key);
}

}  // namespace motcua::conform
