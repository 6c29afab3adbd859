#include "services/aggregator/publish.h"

#include <set>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::aggregator {
namespace {

namespace sv1 = statistics::v1;

constexpr int kLastChannel = static_cast<int>(Channel::kLinked);

sv1::AgencySummary SummaryOf(const Facts& facts, const std::string& agency, Day first, Day last) {
  const Scope scope{false, {agency}, {}};
  sv1::AgencySummary summary;
  summary.set_agency("agencies/" + agency);
  for (int counter = 1; counter <= static_cast<int>(statistics::kLastCounter); ++counter) {
    for (int channel = 1; channel <= kLastChannel; ++channel) {
      const Sum sum =
          Sum::Flow({static_cast<Counter>(counter)}, {static_cast<Channel>(channel)}, first, last);
      const std::int64_t value = facts.Total(sum, scope);
      if (value == 0) continue;
      sv1::CounterSum* added = summary.add_sums();
      added->set_counter(static_cast<sv1::Counter>(counter));
      added->set_channel(static_cast<type::v1::Channel>(channel));
      added->set_value(value);
    }
  }
  summary.set_carried_over(facts.Total(Sum::At(Stock::kOpen, {}, first - 1), scope));
  summary.set_open(facts.Total(Sum::At(Stock::kOpen, {}, last), scope));
  return summary;
}

std::set<std::string> CountedAgencies(const Facts& facts) {
  std::set<std::string> ids;
  for (const SourceFacts& source : facts.sources) {
    const std::vector<std::string> some = source.cube.agencies();
    ids.insert(some.begin(), some.end());
  }
  return ids;
}

sv1::GetSummaryResponse Summarise(const Facts& facts, Day first, Day last,
                                  const std::vector<std::string>& agencies) {
  std::set<std::string> ids(agencies.begin(), agencies.end());
  if (agencies.empty()) ids = CountedAgencies(facts);
  sv1::GetSummaryResponse response;
  for (const std::string& id : ids) {
    sv1::AgencySummary summary = SummaryOf(facts, id, first, last);
    const bool counted =
        summary.sums_size() > 0 || summary.carried_over() != 0 || summary.open() != 0;
    if (counted || !agencies.empty()) *response.add_agencies() = std::move(summary);
  }
  response.mutable_cursor()->set_epoch(facts.head.epoch);
  response.mutable_cursor()->set_revision(facts.head.revision);
  return response;
}

}  // namespace

statistics::CellSource CellsOfProvince(std::string province, Knowledge& knowledge) {
  statistics::CellSource source;
  source.next =
      [province = std::move(province), &knowledge](
          const std::optional<statistics::CellCursor>& after,
          const sv1::Projection& wanted) -> absl::StatusOr<std::optional<statistics::Batch>> {
    const Projection projection{static_cast<ProcedureAxis>(wanted.procedure_axis()),
                                wanted.tree_depth(), wanted.province() ? province : ""};
    std::optional<statistics::Batch> batch = knowledge.Next(after, projection);
    if (batch) batch->source = province;
    return batch;
  };
  source.complete_until = [&knowledge] { return knowledge.CompleteUntil(); };
  source.subscribe = [&knowledge](std::function<void()> wake) {
    return knowledge.Subscribe(std::move(wake));
  };
  source.summary = [&knowledge](Day first, Day last, const std::vector<std::string>& agencies)
      -> absl::StatusOr<sv1::GetSummaryResponse> {
    const absl::Time complete_until = knowledge.CompleteUntil();
    sv1::GetSummaryResponse summary =
        knowledge.Read([&](const Facts& facts) { return Summarise(facts, first, last, agencies); });
    if (complete_until > absl::UnixEpoch()) {
      *summary.mutable_complete_until() = rpc::ToTimestamp(complete_until);
    }
    return summary;
  };
  source.contributors = [](const sv1::Leaf&, int,
                           const std::string&) -> absl::StatusOr<sv1::ListContributorsResponse> {
    return Refuse(absl::StatusCode::kUnimplemented, "NO_DOSSIERS_HERE", "",
                  "dossiers are listed by the services that count them, or by "
                  "ReportService.ListCellContributors",
                  "Hồ sơ được liệt kê tại các dịch vụ nguồn.");
  };
  return source;
}

}  // namespace motcua::aggregator
