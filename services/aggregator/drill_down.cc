#include "services/aggregator/drill_down.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/rpc/channel.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::aggregator {
namespace {

using StatisticsStub = statistics::v1::StatisticsService::Stub;

// One question under way.
struct Call {
  std::unique_ptr<StatisticsStub> stub;
  std::unique_ptr<grpc::ClientContext> context;
  statistics::v1::ListContributorsRequest request;
  statistics::v1::ListContributorsResponse response;
  grpc::Status status;
};

absl::Status Unreachable(const std::string& source) {
  return Refuse(absl::StatusCode::kUnavailable, "SOURCE_UNREACHABLE", "",
                absl::StrCat("the source cannot be asked now: ", source),
                absl::StrCat("Hiện không lấy được số liệu từ nguồn ", source, "."));
}

// Who cannot be reached may be asked again; whoever refuses the question is at odds with us.
absl::Status Failed(const std::string& source, const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::CANCELLED:
      return Unreachable(source);
    default:
      return absl::InternalError(
          absl::StrCat(source, " refused a question, code ", status.error_code()));
  }
}

const Link* FindLink(const Links& links, const std::string& source) {
  const auto found = std::find_if(links.begin(), links.end(),
                                  [&](const Link& link) { return link.source == source; });
  return found == links.end() ? nullptr : &*found;
}

LeafPage PageOf(const SourceLeaf& leaf, const statistics::v1::ListContributorsResponse& response) {
  LeafPage page{leaf.source, leaf.sign, {}, response.next_page_token()};
  for (const auto& contributor : response.contributors()) {
    page.dossiers.emplace_back(contributor.dossier(), contributor.value());
  }
  return page;
}

// Of a source that counts, but lists nothing: all of it in one entry.
LeafPage PageWithout(const SourceLeaf& leaf) {
  return {leaf.source, leaf.sign, {{"sources/" + leaf.source, leaf.value}}, ""};
}

// All questions of one request. Owns itself: lives until the last callback has run.
class Round {
 public:
  Round(DrillDown drill_down, v1::ListCellContributorsResponse* response,
        grpc::ServerUnaryReactor* reactor)
      : drill_down_(std::move(drill_down)), response_(response), reactor_(reactor) {
    calls_.resize(drill_down_.leaves.size());
  }

  static void Start(const std::shared_ptr<Round>& round, const Links& links) {
    for (const SourceLeaf& leaf : round->drill_down_.leaves) {
      if (FindLink(links, leaf.source) == nullptr) {
        return round->reactor_->Finish(rpc::ToGrpc(Unreachable(leaf.source)));
      }
    }
    round->waiting_ = static_cast<int>(round->calls_.size()) + 1;
    for (std::size_t i = 0; i < round->calls_.size(); ++i) {
      if (!round->drill_down_.place.leaves[i].done) {
        Send(round, i, *FindLink(links, round->drill_down_.leaves[i].source));
      } else {
        round->Answered();
      }
    }
    round->Answered();  // the extra one: all were sent
  }

 private:
  static void Send(const std::shared_ptr<Round>& round, std::size_t i, const Link& link) {
    Call& call = round->calls_[i];
    *call.request.mutable_leaf() = round->drill_down_.leaves[i].leaf;
    call.request.set_page_size(round->drill_down_.page_size);
    call.request.set_page_token(round->drill_down_.place.leaves[i].token);
    const auto done = [round, &call](grpc::Status status) {
      call.status = std::move(status);
      round->Answered();
    };
    if (link.channel == nullptr) {
      return link.ask(call.request, round->drill_down_.deadline, &call.response, done);
    }
    call.context = rpc::ContextFor(round->drill_down_.deadline - SteadyNow());
    call.stub = statistics::v1::StatisticsService::NewStub(link.channel);
    call.stub->async()->ListContributors(call.context.get(), &call.request, &call.response, done);
  }

  void Answered() {
    if (--waiting_ > 0) return;
    reactor_->Finish(rpc::Guard("ListCellContributors", [this] { return Fill(); }));
  }

  absl::Status Fill() {
    std::vector<LeafPage> pages;
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      const SourceLeaf& leaf = drill_down_.leaves[i];
      const bool lists = calls_[i].status.error_code() != grpc::StatusCode::UNIMPLEMENTED;
      if (lists && !calls_[i].status.ok()) return Failed(leaf.source, calls_[i].status);
      pages.push_back(lists ? PageOf(leaf, calls_[i].response) : PageWithout(leaf));
    }
    for (Contribution& given : MergePages(pages, drill_down_.page_size, drill_down_.place)) {
      v1::CellContributor* contributor = response_->add_contributors();
      contributor->set_dossier(std::move(given.dossier));
      contributor->set_value(given.value);
      contributor->set_source(std::move(given.source));
    }
    response_->set_tree_day(drill_down_.tree_day);
    if (!drill_down_.place.done()) {
      response_->set_next_page_token(
          rpc::MakePageToken(drill_down_.bound, Encode(drill_down_.place)));
    }
    return absl::OkStatus();
  }

  DrillDown drill_down_;
  v1::ListCellContributorsResponse* const response_;
  grpc::ServerUnaryReactor* const reactor_;
  std::vector<Call> calls_;
  std::atomic<int> waiting_ = 0;
};

}  // namespace

void Ask(DrillDown drill_down, const Links& links, v1::ListCellContributorsResponse* response,
         grpc::ServerUnaryReactor* reactor) {
  Round::Start(std::make_shared<Round>(std::move(drill_down), response, reactor), links);
}

}  // namespace motcua::aggregator
