#include "services/portal/service.h"

#include <string>

#include "common/received/store.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "common/service/mutate.h"
#include "services/portal/table.h"

namespace motcua::portal {
namespace {

void Fill(const Province& province, const std::optional<received::Standing>& standing,
          v1::Province& out) {
  out.set_name("provinces/" + province.id());
  out.set_connected(province.connected());
  out.set_refused_batches(province.refused_batches());
  if (!standing) return;
  out.mutable_cursor()->set_epoch(standing->cursor.epoch);
  out.mutable_cursor()->set_revision(standing->cursor.revision);
  out.set_cell_count(standing->cell_count);
  *out.mutable_apply_time() = rpc::ToTimestamp(standing->apply_time);
  if (standing->complete_until > absl::UnixEpoch()) {
    *out.mutable_complete_until() = rpc::ToTimestamp(standing->complete_until);
  }
}

}  // namespace

PortalService::PortalService(const Provinces& provinces, sql::ReadPool& reads)
    : provinces_(provinces), reads_(reads) {}

grpc::ServerUnaryReactor* PortalService::ListProvinces(grpc::CallbackServerContext* context,
                                                       const v1::ListProvincesRequest* request,
                                                       v1::ListProvincesResponse* response) {
  return service::Read(reads_, context, "ListProvinces",
                       [this, response](sql::Connection& connection) {
                         for (const auto& province : provinces_) {
                           Fill(*province, received::FindStanding(connection, province->id()),
                                *response->add_provinces());
                         }
                         return absl::OkStatus();
                       });
}

grpc::ServerUnaryReactor* PortalService::GetNationalTable(
    grpc::CallbackServerContext* context, const v1::GetNationalTableRequest* request,
    v1::NationalTable* response) {
  const auto period = rpc::ParsePeriod(request->period(), "period");
  if (!period.ok()) {
    return rpc::Answer(context, "GetNationalTable", [&] { return period.status(); });
  }
  return service::Read(
      reads_, context, "GetNationalTable",
      [this, days = *period, response](sql::Connection& connection) {
        std::vector<std::string> ids;
        for (const auto& province : provinces_) ids.push_back(province->id());
        *response = ReadTable(connection, ids, days.first, days.second);
        response->mutable_period()->set_first_day(FormatDay(days.first));
        response->mutable_period()->set_last_day(FormatDay(days.second));
        for (std::size_t i = 0; i < provinces_.size(); ++i) {
          response->mutable_provinces(i)->set_unreachable(!provinces_[i]->connected());
        }
        return absl::OkStatus();
      });
}

}  // namespace motcua::portal
