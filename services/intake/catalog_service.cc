#include "services/intake/catalog_service.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "services/intake/requests.h"

namespace motcua::intake {
namespace {

namespace proto = motcua::catalog::v1;

// One WatchCatalog call: sends the newest revision part by part, then waits for a newer one.
// Owns itself until OnDone.
class CatalogStream final : public grpc::ServerWriteReactor<proto::WatchCatalogResponse> {
 public:
  CatalogStream(CatalogBoard& board, std::int64_t after_revision)
      : board_(board), sent_(after_revision) {
    waiting_ = board_.OnChange([this] { Advance(); });
    Advance();
  }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      if (++next_part_ == sending_->parts.size()) {
        sent_ = sending_->catalog->revision();
        sending_ = nullptr;
      }
      if (!ok) cancelled_ = true;
      if (cancelled_) End();
    }
    Advance();
  }

  void OnCancel() override {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    if (!writing_) End();
  }

  void OnDone() override {
    waiting_.reset();
    delete this;
  }

 private:
  void Advance() {
    const std::lock_guard lock(mutex_);
    if (writing_ || cancelled_) return;
    if (sending_ == nullptr) {
      auto newest = board_.current();
      if (newest == nullptr || newest->catalog->revision() <= sent_) return;
      sending_ = std::move(newest);
      next_part_ = 0;
    }
    writing_ = true;
    StartWrite(&sending_->parts[next_part_]);
  }

  // Under the lock.
  void End() {
    if (std::exchange(ended_, true)) return;
    Finish(grpc::Status(grpc::StatusCode::CANCELLED, ""));
  }

  CatalogBoard& board_;
  std::mutex mutex_;
  std::int64_t sent_;
  std::shared_ptr<const PublishedCatalog> sending_;
  std::size_t next_part_ = 0;
  bool writing_ = false;
  bool cancelled_ = false;
  bool ended_ = false;
  std::shared_ptr<void> waiting_;
};

}  // namespace

grpc::ServerUnaryReactor* CatalogService::UpdateCatalog(Context* context,
                                                        const proto::UpdateCatalogRequest* request,
                                                        proto::UpdateCatalogResponse* response) {
  return service::Mutate(
      parts_.backend, context, "UpdateCatalog", *request, [&]() -> absl::StatusOr<service::Work> {
        ParsedCommand parsed = Parse(*request, parts_.Ask(*context));
        if (!parsed.ok()) return parsed.status();
        const std::shared_ptr<IntakeCommand> command = *std::move(parsed);
        return service::Work{
            command,
            [command, response, &board = parts_.board](const journal::Receipt& receipt) {
              response->set_revision(std::stoll(receipt.resource));
              // Who was answered finds the revision in his next call.
              if (!receipt.replayed) board.Publish(command->next_catalog);
            },
            nullptr};
      });
}

grpc::ServerUnaryReactor* CatalogService::GetCatalog(Context* context,
                                                     const proto::GetCatalogRequest*,
                                                     proto::Catalog* response) {
  return rpc::Answer(context, "GetCatalog", [&] {
    const auto newest = parts_.board.current();
    if (newest != nullptr) *response = newest->message;
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<proto::WatchCatalogResponse>* CatalogService::WatchCatalog(
    Context*, const proto::WatchCatalogRequest* request) {
  return new CatalogStream(parts_.board, request->after_revision());
}

}  // namespace motcua::intake
