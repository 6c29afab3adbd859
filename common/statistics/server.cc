#include "common/statistics/server.h"

#include <utility>

#include "common/base/errors.h"
#include "common/rpc/answer.h"
#include "common/rpc/push_streams.h"
#include "common/rpc/request.h"
#include "common/statistics/convert.h"
#include "common/statistics/requests.h"

namespace motcua::statistics {
namespace {

using Streams = rpc::PushStreams<v1::WatchCellsResponse>;

// What one consumer of WatchCells gets next: the parts of a batch, then the next batch. Used by
// one thread at a time.
class CellStream {
 public:
  CellStream(std::shared_ptr<const CellSource> source, std::optional<CellCursor> after,
             v1::Projection projection)
      : source_(std::move(source)), after_(std::move(after)), projection_(std::move(projection)) {}

  absl::StatusOr<Streams::Step> Next(bool bookmark_due) {
    if (!sending_) {
      const absl::StatusOr<bool> begun = BeginBatch(bookmark_due);
      if (!begun.ok()) return begun.status();
      if (!*begun) return Streams::Step{};
    }
    v1::WatchCellsResponse part = PartAt(batch_, sent_);
    sent_ += part.cells_size();
    sending_ = !part.end_of_batch();
    if (!sending_) EndBatch();
    return Streams::Step{std::move(part), sending_};
  }

 private:
  // False when there is nothing to send.
  absl::StatusOr<bool> BeginBatch(bool bookmark_due) {
    // Asked before the cells: the promise must hold for what they show.
    const absl::Time complete_until = source_->complete_until();
    auto next = source_->next(after_, projection_);
    if (!next.ok()) return next.status();
    if (!next->has_value()) return false;
    batch_ = **std::move(next);
    if (batch_.complete_until == absl::InfinitePast()) batch_.complete_until = complete_until;
    const bool changed = batch_.full || !batch_.cells.empty() || batch_.through != batch_.from;
    sending_ = changed || bookmark_due;
    return sending_;
  }

  // From here on it stands for a bookmark at its end.
  void EndBatch() {
    after_ = CellCursor{batch_.epoch, batch_.through};
    batch_.cells.clear();
    batch_.cells.shrink_to_fit();
    batch_.full = false;
    batch_.from = batch_.through;
    sent_ = 0;
  }

  const std::shared_ptr<const CellSource> source_;
  std::optional<CellCursor> after_;
  const v1::Projection projection_;
  Batch batch_;
  std::size_t sent_ = 0;
  bool sending_ = false;
};

absl::Status ListPage(const CellSource& source, const v1::ListContributorsRequest& request,
                      v1::ListContributorsResponse& response) {
  const absl::Status leaf = CheckLeaf(request.leaf());
  if (!leaf.ok()) return leaf;
  const auto page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  const std::string bound = request.leaf().SerializeAsString();
  const auto after = rpc::ParsePageToken(request.page_token(), bound, "page_token");
  if (!after.ok()) return after.status();
  auto page = source.contributors(request.leaf(), *page_size, *after);
  if (!page.ok()) return page.status();
  response = *std::move(page);
  if (!response.next_page_token().empty()) {
    response.set_next_page_token(rpc::MakePageToken(bound, response.next_page_token()));
  }
  return absl::OkStatus();
}

absl::Status Summarise(const CellSource& source, const v1::GetSummaryRequest& request,
                       v1::GetSummaryResponse& response) {
  const auto parsed = ParseSummary(request);
  if (!parsed.ok()) return parsed.status();
  auto summary = source.summary(parsed->first, parsed->last, parsed->agencies);
  if (!summary.ok()) return summary.status();
  response = *std::move(summary);
  return absl::OkStatus();
}

class StatisticsService final : public v1::StatisticsService::CallbackService {
 public:
  StatisticsService(CellSource source, rpc::PushOptions options)
      : source_(std::make_shared<const CellSource>(std::move(source))),
        calls_(2, 256),
        streams_(options),
        subscription_(source_->subscribe([this] { streams_.Wake(); })) {}
  ~StatisticsService() override { subscription_.reset(); }

  grpc::ServerWriteReactor<v1::WatchCellsResponse>* WatchCells(
      grpc::CallbackServerContext* context, const v1::WatchCellsRequest* request) override {
    auto after = ParseCursor(*request);
    absl::Status status = after.status();
    status.Update(CheckProjection(request->projection()));
    if (!status.ok()) {
      return streams_.Open(context, [status](bool) { return status; });
    }
    auto stream = std::make_shared<CellStream>(source_, *std::move(after), request->projection());
    return streams_.Open(context, [stream](bool due) { return stream->Next(due); });
  }

  grpc::ServerUnaryReactor* GetSummary(grpc::CallbackServerContext* context,
                                       const v1::GetSummaryRequest* request,
                                       v1::GetSummaryResponse* response) override {
    return rpc::AnswerOn(calls_, context, "GetSummary",
                         [=, this] { return Summarise(*source_, *request, *response); });
  }

  grpc::ServerUnaryReactor* ListContributors(grpc::CallbackServerContext* context,
                                             const v1::ListContributorsRequest* request,
                                             v1::ListContributorsResponse* response) override {
    return rpc::AnswerOn(calls_, context, "ListContributors",
                         [=, this] { return ListPage(*source_, *request, *response); });
  }

 private:
  const std::shared_ptr<const CellSource> source_;
  rpc::Workers calls_;
  Streams streams_;
  std::shared_ptr<void> subscription_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeStatisticsService(CellSource source, rpc::PushOptions options) {
  return std::make_unique<StatisticsService>(std::move(source), options);
}

}  // namespace motcua::statistics
