// The dossiers that a source lists, beside its cells.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "tests/conformance/kit/event_stream.h"
#include "tests/conformance/kit/statistics_checks.h"

namespace motcua::conform {
namespace {

namespace sv1 = statistics::v1;

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
// Stops where pages do not go on: a source may hand out tokens for ever.
Listed List(Source& source, const sv1::Leaf& leaf, int page_size) {
  const absl::Time end = absl::Now() + source.patience.answer * 10;
  sv1::ListContributorsRequest request;
  *request.mutable_leaf() = leaf;
  request.set_page_size(page_size);
  Listed listed;
  do {
    sv1::ListContributorsResponse page;
    listed.status =
        source.stub.ListContributors(rpc::ContextFor(source.patience.answer).get(), request, &page);
    if (!listed.status.ok()) return listed;
    const bool stands_still =
        !page.contributors().empty() && !listed.contributors.empty() &&
        page.contributors(0).dossier() <= listed.contributors.back().dossier();
    for (const auto& one : page.contributors()) listed.contributors.push_back(one);
    if (stands_still) return listed;
    if (absl::Now() > end) {
      listed.status = {grpc::StatusCode::DEADLINE_EXCEEDED, "the pages come to no end"};
      return listed;
    }
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
      return source.report.Fail("contributors.sum", Told(whole.status));
    }
    if (!paged.status.ok()) return source.report.Fail("contributors.pages", Told(paged.status));
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
  sv1::ListContributorsRequest request;
  *request.mutable_leaf() = LeafOf(samples.front());
  request.set_page_token("no-such-token");
  sv1::ListContributorsResponse page;
  const grpc::Status status =
      source.stub.ListContributors(rpc::ContextFor(source.patience.answer).get(), request, &page);
  source.report.Judge("contributors.malformed",
                      status.error_code() == grpc::StatusCode::INVALID_ARGUMENT,
                      "a page token never given: " + Told(status));
  for (const CellKey& key : samples) CheckContributorsOf(source, key);
}

}  // namespace motcua::conform
