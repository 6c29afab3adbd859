// A catalogue, served as intake serves its own.
#ifndef MOTCUA_COMMON_TESTING_CATALOG_H_
#define MOTCUA_COMMON_TESTING_CATALOG_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "common/catalog/convert.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"

namespace motcua::testing {

// The weekly rule for every year that a test lives in, also one that lives in the present.
inline void StateYears(catalog::v1::UpdateCatalogRequest& request) {
  for (int year = 2021; year <= 2040; ++year) request.add_calendar_years()->set_year(year);
}

// Sends one catalogue when it is there, then waits for the end of the call.
class FakeCatalog final : public catalog::v1::CatalogService::Service {
 public:
  void Publish(const catalog::Catalog& catalog) {
    const std::lock_guard lock(mutex_);
    response_.emplace();
    *response_->mutable_part() = catalog::ToProto(catalog);
    response_->set_end_of_revision(true);
    changed_.notify_all();
  }

  grpc::Status WatchCatalog(
      grpc::ServerContext* context, const catalog::v1::WatchCatalogRequest* request,
      grpc::ServerWriter<catalog::v1::WatchCatalogResponse>* writer) override {
    std::unique_lock lock(mutex_);
    const auto wait = [&](auto done) {
      while (!context->IsCancelled() && !done()) {
        changed_.wait_for(lock, std::chrono::milliseconds(5));
      }
    };
    wait([&] { return response_.has_value(); });
    if (response_.has_value() && request->after_revision() == 0) writer->Write(*response_);
    wait([] { return false; });
    return grpc::Status::CANCELLED;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<catalog::v1::WatchCatalogResponse> response_;
};

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_CATALOG_H_
