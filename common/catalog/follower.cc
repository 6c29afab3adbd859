#include "common/catalog/follower.h"

#include <mutex>
#include <utility>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/rpc/stream_thread.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"

namespace motcua::catalog {

class CatalogFollower::Core {
 public:
  Core(std::shared_ptr<grpc::Channel> channel,
       std::function<void(std::shared_ptr<const Catalog>)> changed)
      : stub_(v1::CatalogService::NewStub(channel)),
        changed_(std::move(changed)),
        thread_([this](grpc::ClientContext& context) { return Watch(context); }) {}

  std::shared_ptr<const Catalog> current() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }

 private:
  bool Watch(grpc::ClientContext& context) {
    v1::WatchCatalogRequest request;
    if (const auto known = current()) request.set_after_revision(known->revision());
    const auto stream = stub_->WatchCatalog(&context, request);
    v1::WatchCatalogResponse response;
    v1::Catalog staged;
    bool received = false;
    while (stream->Read(&response)) {
      received = true;
      staged.MergeFrom(response.part());
      if (!response.end_of_revision()) continue;
      Take(staged);
      staged.Clear();
    }
    return received;
  }

  void Take(const v1::Catalog& whole) {
    const auto catalog = FromProto(whole);
    if (!catalog.ok()) {
      Log(LogLevel::kError, "catalog_refused",
          {{"revision", std::to_string(whole.revision())},
           {"field", RefusalOf(catalog.status()).field},
           {"reason", RefusalOf(catalog.status()).reason}});
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      current_ = *catalog;
    }
    if (changed_) changed_(*catalog);
  }

  std::unique_ptr<v1::CatalogService::Stub> stub_;
  std::function<void(std::shared_ptr<const Catalog>)> changed_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Catalog> current_;
  rpc::StreamThread thread_;  // last: it uses all of the above
};

CatalogFollower::CatalogFollower(std::shared_ptr<grpc::Channel> channel,
                                 std::function<void(std::shared_ptr<const Catalog>)> changed)
    : core_(std::make_unique<Core>(std::move(channel), std::move(changed))) {}
CatalogFollower::~CatalogFollower() = default;

std::shared_ptr<const Catalog> CatalogFollower::current() const { return core_->current(); }

}  // namespace motcua::catalog
